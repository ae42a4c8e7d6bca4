import test from 'ava';
import { phone } from '../clients.js';
import type { Answer } from '../hotspot/ask.js';
import { type Hotspot, openHotspot } from '../hotspot/hotspot.js';
import { openMembers, secret } from '../login/password/members.js';
import { type Desk, deskOf } from './desk.js';

/** What a browser sends of a form on a page of ours. */
async function sendFrom(
  { desk, hotspot }: { readonly desk: Desk; readonly hotspot: Hotspot },
  page: string,
  action: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const csrf = csrfIn(await desk.get(page));
  const Referer = `http://127.0.0.1:${hotspot.site}${page}`;
  return desk.send(action, { csrf, ...fields }, { Accept: 'text/html', Referer, ...headers });
}

const csrfIn = ({ body }: Answer) => /name="csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';

async function openConsole(t: Parameters<typeof openHotspot>[0]) {
  const hotspot = await openHotspot(t);
  return { hotspot, desk: await deskOf(hotspot, 'admin') };
}

const wrongEntry = { mac: '02:00', kind: 'deny', note: '"><b>till 7', for: '8h' };

test('a refused form is there again as it was filled in, and says what is wrong', async (t) => {
  const site = await openConsole(t);
  const { status, body } = await sendFrom(site, '/lists?search=till', '/lists/put', wrongEntry);
  t.is(status, 400);
  t.regex(body, /<div class="notice" role="alert">.*mac: .*<h1>Allow and deny list<\/h1>/s);
  t.regex(body, /name="mac" value="02:00"/);
  t.regex(body, /<option selected>deny</);
  t.regex(body, /name="note" value="&quot;&gt;&lt;b&gt;till 7"/);
  t.regex(body, /name="for" value="8h"/);
  t.regex(body, /name="search" value="till"/);
  t.is((await site.hotspot.gate.store.listEntries()).length, 0);
});

test('it can be mended and sent from there', async (t) => {
  const site = await openConsole(t);
  const csrf = csrfIn(await sendFrom(site, '/lists', '/lists/put', wrongEntry));
  t.is((await site.desk.send('/lists/put', { csrf, ...wrongEntry, mac: phone.mac })).status, 303);
  t.like((await site.hotspot.gate.store.listEntries())[0], { mac: phone.mac, note: wrongEntry.note });
});

test('on the page of a device the form that was refused is filled in, and no other', async (t) => {
  const site = await openConsole(t);
  const fields = { mac: phone.mac, back: 'guest', kind: 'deny', note: 'noisy', for: 'a while' };
  const { status, body } = await sendFrom(site, `/clients/guest/${phone.mac}`, '/lists/put', fields);
  t.is(status, 400);
  t.regex(body, /id="deny-note" name="note" value="noisy"/);
  t.regex(body, /id="deny-for" name="for" value="a while"/);
  t.regex(body, /id="allow-note" name="note" maxlength/);
  t.regex(body, /id="extend" name="for" value="1h"/);
  t.notRegex(body, /<script/); // nothing takes away what is filled in
});

test('passwords are not sent back', async (t) => {
  const { hotspot } = await openMembers(t);
  const desk = await deskOf(hotspot, 'admin');
  const fields = { name: 'anna', password: secret, plan: '', note: 'room 7', for: 'ever' };
  const { status, body } = await sendFrom({ hotspot, desk }, '/users', '/users/add', fields);
  t.is(status, 400);
  t.regex(body, /name="name" value="anna"/);
  t.regex(body, /name="note" value="room 7"/);
  t.false(body.includes(secret));
});

test('what was ticked for a token stays ticked', async (t) => {
  const site = await openConsole(t);
  const fields = { name: 'no name', scope: 'clients:read', for: '1d' };
  const { body } = await sendFrom(site, '/operators', '/operators/tokens', fields);
  t.regex(body, /name="name" value="no name"/);
  t.regex(body, /value="clients:read" checked/);
  t.is(body.match(/ checked/g)?.length, 1);
  t.regex(body, /name="for" value="1d"/);
});

test('an import that is refused as a whole keeps its lines', async (t) => {
  const site = await openConsole(t);
  const csv = `mac,kind\n${phone.mac},allow\nnonsense,allow\n`;
  const { status, body } = await sendFrom(site, '/lists', '/lists/import', { csv });
  t.is(status, 400);
  t.regex(body, /line 3: mac: /);
  t.true(body.includes(`>${csv}</textarea>`));
});

test('where the browser does not say where it was, or was elsewhere, there is a page of its own for what is wrong', async (t) => {
  const site = await openConsole(t);
  for (const Referer of ['', 'http://127.0.0.1:1/lists', `http://127.0.0.1:${site.hotspot.site}/lists/put`]) {
    const { status, body } = await sendFrom(site, '/lists', '/lists/put', wrongEntry, { Referer });
    t.is(status, 400);
    t.regex(body, /<h1>The request was not understood<\/h1>/);
  }
});

test('a program has a problem document all the same', async (t) => {
  const site = await openConsole(t);
  const Accept = 'application/json';
  const { headers } = await sendFrom(site, '/lists', '/lists/put', wrongEntry, { Accept });
  t.is(headers['content-type'], 'application/problem+json');
});
