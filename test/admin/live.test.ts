import { once } from 'node:events';
import { request } from 'node:http';
import test, { type ExecutionContext } from 'ava';
import { ask } from '../hotspot/ask.js';
import { type Hotspot, openHotspot } from '../hotspot/hotspot.js';
import { logIn } from '../portal/forms.js';
import { call } from './call.js';
import { type Desk, deskOf } from './desk.js';

/** A page that follows: what it hears, until it has heard something or the gateway ends it. */
async function follow(t: ExecutionContext, { site }: Hotspot, { cookie }: Desk) {
  const outgoing = request({ port: site, path: '/live', headers: { Cookie: cookie } });
  outgoing.end();
  t.teardown(() => outgoing.destroy());
  const [incoming] = await once(outgoing, 'response');
  incoming.on('error', () => undefined); // it is cut off at the end
  const ended = once(incoming, 'end', { signal: AbortSignal.timeout(20_000) });
  ended.catch(() => undefined); // a test may not wait for it
  let text = '';
  incoming.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  return {
    status: incoming.statusCode,
    type: incoming.headers['content-type'],
    hears: async (event: string) => {
      while (!text.includes(`event: ${event}\n`))
        await once(incoming, 'data', { signal: AbortSignal.timeout(20_000) });
    },
    ended,
    leave: () => outgoing.destroy(),
  };
}

test('a page hears when it should look again', async (t) => {
  const hotspot = await openHotspot(t);
  const page = await follow(t, hotspot, await deskOf(hotspot, 'viewer'));
  t.is(page.type, 'text/event-stream');
  await logIn(hotspot);
  await t.notThrowsAsync(page.hears('change'));
});

test('a page follows no longer than its operator is signed in', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'desk');
  const left = await follow(t, hotspot, desk);
  await call(hotspot, 'PUT', '/operators/desk', { role: 'viewer' });
  await Promise.all([left.hears('over'), left.ended]);
  t.is((await ask(hotspot.site, { path: '/live', headers: { Cookie: desk.cookie } })).status, 401);
  t.is((await ask(hotspot.site, { path: '/live' })).status, 401);
});

test('a page that is left open keeps no session', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'viewer');
  const headers = { Cookie: desk.cookie, 'X-By-Itself': 'yes' };
  const page = await follow(t, hotspot, desk);
  hotspot.clock.advance(20 * 60);
  t.is((await ask(hotspot.site, { path: '/', headers })).status, 200);
  t.is((await ask(hotspot.site, { path: '/api/v1/activity', headers })).status, 200);
  hotspot.clock.advance(20 * 60);
  await Promise.all([page.hears('over'), page.ended]);
  t.is((await ask(hotspot.site, { path: '/', headers })).headers.location, '/login');
});

test('only so many pages follow at once, and one that is left makes room', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'viewer');
  const pages = await Promise.all(Array.from({ length: 20 }, () => follow(t, hotspot, desk)));
  const tooMany = { path: '/live', headers: { Cookie: desk.cookie } };
  t.is((await ask(hotspot.site, tooMany)).status, 503);
  pages[0]?.leave();
  let page = await follow(t, hotspot, desk);
  while (page.status === 503) page = await follow(t, hotspot, desk); // until the gateway has noticed
  t.is(page.status, 200);
});

test('scripts are the gateway’s own, for operators only, and sent again only when they have changed', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'viewer');
  const { body, head } = await desk.get('/');
  t.regex(head, /content-security-policy: default-src 'none';.* script-src 'self'; connect-src 'self';/i);
  t.notRegex(body, /<script(?! src="\/scripts\/\w+\.js")/);
  const paths = [...body.matchAll(/<script src="([^"]+)"/g)].map(([, path = '']) => path);
  t.is(paths.length, 3);
  for (const path of paths) {
    t.is((await ask(hotspot.site, { path })).status, 303, path);
    const { status, headers } = await desk.get(path);
    t.like(
      { status, type: headers['content-type'] },
      { status: 200, type: 'text/javascript; charset=utf-8' },
    );
    const again = { Cookie: desk.cookie, 'If-None-Match': String(headers.etag) };
    t.like(await ask(hotspot.site, { path, headers: again }), { status: 304, body: '' });
  }
  t.is((await desk.get('/scripts/other.js')).status, 404);
  t.notRegex((await desk.get('/zones')).head, /script-src/i);
});
