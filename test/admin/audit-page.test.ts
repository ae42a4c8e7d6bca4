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
});
