import test from 'ava';
import { phone } from '../clients.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { logIn } from '../portal/forms.js';
import { deskOf } from './desk.js';

test('an admin reads on the page what happened, by kind and device, and takes it as CSV', async (t) => {
  const hotspot = await openHotspot(t);
  await logIn(hotspot);
  const admin = await deskOf(hotspot, 'admin');
  const { body } = await admin.get('/audit');
  t.regex(body, /<td data-label="What">session\.started/);
  t.regex(body, /<td data-label="What">operator\.signed-in<\/td><td data-label="By">admin/);
  t.notRegex((await admin.get('/audit?what=session.started')).body, /<td data-label="What">operator/);
  t.regex((await admin.get('/audit?mac=02:00:00:00:00:99')).body, /None\./);
  t.is((await admin.get('/audit?mac=x')).status, 400);
  const csv = await admin.get('/audit/records.csv?what=session.started');
  t.is(csv.headers['content-disposition'], 'attachment; filename="audit.csv"');
  t.regex(csv.body, /^at,what,mac,zone,method,endsAt\n.*session\.started/);
});

test('the page shows a period, and leads on to what is older until there is no more', async (t) => {
  const hotspot = await openHotspot(t);
  for (let number = 0; number < 250; number += 1) {
    hotspot.gate.tell('configuration-refused', { reason: `number ${number}.` });
    hotspot.clock.advance(1);
  }
  const admin = await deskOf(hotspot, 'admin');
  const page = '/audit?what=configuration.refused';
  const newest = (await admin.get(page)).body;
  t.true(newest.includes('number 249.') && !newest.includes('number 0.'));
  const older = /href="([^"]+)">Older/.exec(newest)?.[1]?.replaceAll('&amp;', '&') ?? '';
  t.true(older.startsWith(`${page}&before=`));
  const { body } = await admin.get(older);
  t.true(body.includes('number 0.'));
  t.regex((await admin.get(`${page}&to=2001-01-01T00:00`)).body, /None\./);
  t.regex((await admin.get(`${page}&from=2001-01-01T00:00`)).body, /name="from" value="2001-01-01T00:00:00"/);
  for (const fault of ['from=noon', 'before=noon', 'skip=x', 'address=x'])
    t.is((await admin.get(`${page}&${fault}`)).status, 400, fault);
});

test('records of one moment, as an import leaves them, are all reached page by page', async (t) => {
  const hotspot = await openHotspot(t);
  for (let number = 0; number < 450; number += 1)
    hotspot.gate.tell('configuration-refused', { reason: `number ${number}.` });
  const admin = await deskOf(hotspot, 'admin');
  const seen = new Set<string>();
  let path = '/audit?what=configuration.refused';
  for (let pages = 0; path !== '' && pages < 5; pages += 1) {
    const { body } = await admin.get(path);
    for (const [found] of body.matchAll(/number \d+\./g)) seen.add(found);
    path = /href="([^"]+)">Older/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  }
  t.is(path, '');
  t.is(seen.size, 450);
});

test('which device had an address at a time is answered, and a device’s page leads to its history', async (t) => {
  const hotspot = await openHotspot(t);
  await logIn(hotspot);
  const [address] = ['10.0.0.7'];
  hotspot.gate.tell('addresses-changed', { client: phone, addresses: [address as never], before: [] });
  const admin = await deskOf(hotspot, 'admin');
  const pad = (number: number) => String(number).padStart(2, '0');
  const local = (at: Date) =>
    `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`;
  const then = (seconds: number) => local(new Date(hotspot.clock() + seconds * 1000));
  const answer = (at: string) => admin.get(`/audit/sessions?address=${address}&at=${encodeURIComponent(at)}`);
  t.true((await answer(then(120))).body.includes(`/clients/guest/${phone.mac}`));
  t.regex((await answer(then(-120))).body, /None that was online/);
  t.is((await answer('noon')).status, 400);
  const path = `/audit/sessions?mac=${phone.mac}`;
  t.true((await admin.get(`/clients/guest/${phone.mac}`)).body.includes(`href="${path}"`));
  t.regex((await admin.get(path)).body, /10\.0\.0\.7/);
  const records = async (filter: string) => (await admin.get(`/audit/records.csv?address=${filter}`)).body;
  t.regex(await records(address), /client\.addressed|addresses/);
  t.is((await records('10.0.0.8')).trim(), '');
});
