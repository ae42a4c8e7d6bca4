import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import test, { type ExecutionContext } from 'ava';
import { phone } from '../clients.js';
import { ask } from '../hotspot/ask.js';
import { type Hotspot, openHotspot } from '../hotspot/hotspot.js';
import { logIn } from '../portal/forms.js';
import { call } from './call.js';
import { deskOf } from './desk.js';

/** Reads events until so many have come. */
async function listen(t: ExecutionContext, { admin }: Hotspot, path = '', headers = {}) {
  const outgoing = request({ port: admin, path: `/api/v1/events${path}`, headers });
  outgoing.end();
  t.teardown(() => outgoing.destroy());
  const [incoming] = await once(outgoing, 'response');
  t.is(incoming.headers['content-type'], 'text/event-stream');
  incoming.on('error', () => undefined); // it is cut off at the end
  let text = '';
  incoming.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  return async (count: number) => {
    for (;;) {
      const events = text.split('\n\n').filter((each) => each.startsWith('id: '));
      if (events.length >= count) return events;
      await once(incoming, 'data', { signal: AbortSignal.timeout(10_000) });
    }
  };
}

test('a program hears of a login and its end as they happen', async (t) => {
  const hotspot = await openHotspot(t);
  const heard = await listen(t, hotspot);
  await logIn(hotspot);
  await ask(hotspot.admin, { method: 'DELETE', path: `/api/v1/authorisations/${phone.mac}` });
  const [started, ended] = await heard(2);
  t.regex(
    started ?? '',
    /^id: \d+\nevent: session\.started\ndata: \{"specversion":"1\.0",.*"method":"click-through"/,
  );
  t.regex(ended ?? '', /\nevent: session\.ended\n.*"cause":"Admin-Reset"/);
});

test('a program that was away goes on where it stopped', async (t) => {
  const hotspot = await openHotspot(t);
  const before = await listen(t, hotspot);
  await logIn(hotspot);
  const [started] = await before(1);
  const id = /^id: (\d+)/.exec(started ?? '')?.[1];
  await ask(hotspot.admin, { method: 'DELETE', path: `/api/v1/authorisations/${phone.mac}` });
  const heard = await listen(t, hotspot, '', { 'Last-Event-ID': id });
  const [next] = await heard(1);
  t.regex(next ?? '', /event: session\.ended/);
});

test('a program may ask for some events only, and is told which there are', async (t) => {
  const hotspot = await openHotspot(t);
  const heard = await listen(t, hotspot, '?types=list.changed,session.ended');
  await logIn(hotspot);
  await ask(hotspot.admin, { method: 'DELETE', path: `/api/v1/authorisations/${phone.mac}` });
  const [first] = await heard(1);
  t.regex(first ?? '', /event: session\.ended/);
  const refused = await ask(hotspot.admin, { path: '/api/v1/events?types=rain' });
  t.is(refused.status, 400);
  t.regex(refused.body, /there are no events .*allowed: client\.seen, /);
  const unknown = await ask(hotspot.admin, { path: '/api/v1/events', headers: { 'Last-Event-ID': 'x' } });
  t.is(unknown.status, 400);
});

/** Listens as somebody on the network; `all` is what there was when the daemon has ended it. */
async function listenAtSite(t: ExecutionContext, { site }: Hotspot, headers: Record<string, string>) {
  const outgoing = request({ port: site, path: '/api/v1/events', headers });
  outgoing.end();
  t.teardown(() => outgoing.destroy());
  const [incoming] = await once(outgoing, 'response');
  t.is(incoming.statusCode, 200);
  return { all: text(incoming) };
}

test('who listens with a token hears no more when that is taken out', async (t) => {
  const hotspot = await openHotspot(t);
  const made = await call(hotspot, 'POST', '/tokens', { name: 'till', scopes: ['events:read'] });
  const { token } = JSON.parse(made.body) as { token: string };
  const { all } = await listenAtSite(t, hotspot, { Authorization: `Bearer ${token}` });
  await call(hotspot, 'DELETE', '/tokens/till');
  await logIn(hotspot);
  t.notRegex(await all, /session\.started/);
});

test('a session that only listens runs out, and hears no more', async (t) => {
  const hotspot = await openHotspot(t);
  const { cookie } = await deskOf(hotspot, 'admin');
  const { all } = await listenAtSite(t, hotspot, { Cookie: cookie });
  hotspot.clock.advance(29 * 60);
  await logIn(hotspot);
  hotspot.clock.advance(60);
  await call(hotspot, 'DELETE', `/authorisations/${phone.mac}`);
  const heard = await all;
  t.regex(heard, /session\.started/);
  t.notRegex(heard, /session\.ended/);
});

test('a webhook that there is not cannot be told again', async (t) => {
  const hotspot = await openHotspot(t);
  const { status, body } = await ask(hotspot.admin, { method: 'POST', path: '/api/v1/webhooks/till/replay' });
  t.is(status, 404);
  t.regex(body, /there is no webhook \\"till\\"; there are: none/);
});
