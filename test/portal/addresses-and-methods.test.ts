import { once } from 'node:events';
import { connect } from 'node:net';
import test from 'ava';
import { ask, exchange, parseAnswer } from '../hotspot/ask.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { logIn, post, tokenIn } from './forms.js';

test('who opens the portal by another name is sent to its own', async (t) => {
  const { portal, portalUrl } = await openHotspot(t);
  for (const Host of ['rebound.example', '127.0.0.1', `localhost:${new URL(portalUrl).port}`, 'a b', '']) {
    const { status, headers } = await ask(portal, { path: '/status?x=1', headers: { Host } });
    t.is(status, 302, Host);
    t.is(headers.location, `${portalUrl}status`);
    t.is(headers['cache-control'], 'no-store');
  }
  t.is(
    (await ask(portal, { path: '//evil.example/', version: '1.0' })).headers.location,
    `${portalUrl}/evil.example/`,
  );
});

test('where the path of another name holds what is no part of a URL, it is sent on encoded', async (t) => {
  const { portal, portalUrl } = await openHotspot(t);
  const { headers } = await ask(portal, { path: `/a"<b>'\u0060{c}%22`, version: '1.0' });
  t.is(headers.location, `${portalUrl}a%22%3Cb%3E'%60%7Bc%7D%22`);
});

test('a form that is sent to another name does nothing', async (t) => {
  const hotspot = await openHotspot(t);
  const token = tokenIn(await ask(hotspot.portal));
  const headers = { Host: 'rebound.example' };
  t.is((await post(hotspot, '/login', { token }, { headers })).status, 421);
  t.deepEqual(await hotspot.gate.store.authorisations(), []);
});

test('a name is the portal’s in capital letters, and with the port that https implies', async (t) => {
  const { portal } = await openHotspot(t, { portalUrl: 'https://login.test/' });
  for (const Host of ['login.test', 'LOGIN.test', 'login.test:443'])
    t.is((await ask(portal, { headers: { Host } })).status, 200, Host);
  t.is((await ask(portal, { headers: { Host: 'login.test:80' } })).status, 302);
});

test('a method that a page does not know is 405 with Allow, one that nobody knows 501', async (t) => {
  const { portal } = await openHotspot(t);
  const asked = (method: string, path: string) => ask(portal, { method, path });
  const allowed = [
    ['POST', '/', 'HEAD, GET'],
    ['GET', '/login', 'POST'],
    ['DELETE', '/status', 'HEAD, GET'],
    ['GET', '/logout', 'POST'],
    ['PUT', '/captive-portal/api', 'HEAD, GET'],
  ] as const;
  for (const [method, path, allow] of allowed) {
    const { status, headers } = await asked(method, path);
    t.is(status, 405, `${method} ${path}`);
    t.is(headers.allow, allow);
  }
  for (const method of ['PROPFIND', 'TRACE', 'MKCOL', 'CONNECT'])
    t.is((await asked(method, '/')).status, 501, method);
  t.is((await asked('OPTIONS', '/')).headers.allow, 'HEAD, GET');
});

test('whoever opens the address of a form again, as a browser shows it after a refusal, is led to the sign-in page', async (t) => {
  const { portal, portalUrl } = await openHotspot(t);
  for (const path of ['/login', '/move', '/code', '/logout'])
    t.true((await ask(portal, { path })).body.includes(`href="${portalUrl}"`), path);
});

test('a page that does not exist says so in the visitor’s language, and leads to the sign-in page', async (t) => {
  const { portal, portalUrl } = await openHotspot(t);
  const path = '/wp-login.php';
  const { status, headers, body } = await ask(portal, { path, headers: { 'Accept-Language': 'de' } });
  t.is(status, 404);
  t.is(headers['content-language'], 'de');
  t.regex(body, /Diese Seite gibt es nicht/);
  t.true(body.includes(`href="${portalUrl}"`));
});

test('a form of more than 16 KiB is refused, and its sender reads why', async (t) => {
  const hotspot = await openHotspot(t);
  const token = tokenIn(await ask(hotspot.portal));
  const { status, body } = await post(hotspot, '/login', { token, x: 'x'.repeat(16 * 1024) });
  t.is(status, 413);
  t.regex(body, /Too much was sent/);
  t.deepEqual(await hotspot.gate.store.authorisations(), []);
  t.is((await logIn(hotspot)).status, 303);
});

test('who waits for "100 Continue" with his form is told to send it, or why not', async (t) => {
  const { portal, portalUrl } = await openHotspot(t);
  const { host } = new URL(portalUrl);
  const head = (length: number, expect: string, version = '1.1') =>
    `POST /login HTTP/${version}\r\nHost: ${host}\r\nConnection: close\r\nContent-Length: ${length}\r\nExpect: ${expect}\r\n\r\n`;
  const socket = connect(portal, '127.0.0.1');
  socket.write(head(5, '100-Continue'));
  const [said] = await once(socket, 'data');
  t.is(String(said), 'HTTP/1.1 100 Continue\r\n\r\n');
  socket.write('url=x');
  const [answer] = await once(socket, 'data');
  t.regex(String(answer), /^HTTP\/1\.1 403 /);
  t.is(parseAnswer(await exchange(portal, head(99_999, '100-continue'))).status, 413);
  t.is(parseAnswer(await exchange(portal, head(5, '200-ok'))).status, 417);
  t.is(
    parseAnswer(await exchange(portal, `${head(5, '100-continue', '1.0')}url=x`)).status,
    403,
    'who speaks 1.0 expects nothing',
  );
});

test('what is no URL is a bad request', async (t) => {
  const { portal } = await openHotspot(t);
  t.is((await ask(portal, { path: 'http://[' })).status, 400);
});

test('HEAD of the login page has its headers and no body', async (t) => {
  const { portal } = await openHotspot(t);
  const { status, headers, body } = await ask(portal, { method: 'HEAD' });
  t.is(status, 200);
  t.true(Number(headers['content-length']) > 1000);
  t.is(body, '');
});
