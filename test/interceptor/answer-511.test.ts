import test from 'ava';
import { ask, exchange, parseAnswer } from '../hotspot/ask.js';
import { openHotspot } from '../hotspot/hotspot.js';

const date = /^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/m;

test('whoever is captive gets exactly this head', async (t) => {
  const { interceptor } = await openHotspot(t);
  const { head, body } = await ask(interceptor, { headers: { Host: 'www.example.test' } });
  t.regex(head, date);
  t.is(
    head.replace(date, 'Date: -'),
    [
      'HTTP/1.1 511 Network Authentication Required',
      'Cache-Control: no-store',
      'Connection: close',
      'Content-Type: text/html; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Date: -',
    ].join('\r\n'),
  );
});

test('the page leads to the login page by itself and by a link, and holds no form (RFC 6585 §6)', async (t) => {
  const { interceptor, portalUrl } = await openHotspot(t);
  const { body } = await ask(interceptor, { path: '/a?b=c', headers: { Host: 'www.example.test' } });
  const login = `${portalUrl}?url=http%3A%2F%2Fwww.example.test%2Fa%3Fb%3Dc`;
  t.true(body.includes(`<meta http-equiv="refresh" content="0; url=${login}">`));
  t.true(body.includes(`<a class="button" href="${login}">`));
  t.regex(body, /<title>Sign in to Café Test<\/title>/);
  t.notRegex(body, /<form|<input|<script/i);
});

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'QUERY', 'TRACE', 'PURGE'];
for (const method of methods)
  test(`${method} is answered 511 whatever the path and host`, async (t) => {
    const { interceptor } = await openHotspot(t);
    for (const path of ['/', '/index.htm', '/a/very/long?way=1&home=2', 'http://www.example.test/x', '*'])
      for (const host of [
        'www.example.test',
        '192.0.2.1:8080',
        '[2001:db8::1]',
        'xn--mnchen-3ya.example',
        '_',
        '',
      ]) {
        const { status, headers, body } = await ask(interceptor, { method, path, headers: { Host: host } });
        t.is(status, 511, `${path} at ${host}`);
        t.is(Number(headers['content-length']), Buffer.byteLength(body));
      }
  });

test('CONNECT, as a browser asks a proxy, is answered 511 and the connection ends', async (t) => {
  const { interceptor } = await openHotspot(t);
  const { status, headers } = await ask(interceptor, { method: 'CONNECT', path: 'www.example.test:443' });
  t.is(status, 511);
  t.is(headers.connection, 'close');
});

test('HEAD tells the same length as GET and has no body', async (t) => {
  const { interceptor } = await openHotspot(t);
  const headers = { Host: 'www.example.test' };
  const [get, head] = await Promise.all([
    ask(interceptor, { headers }),
    ask(interceptor, { method: 'HEAD', headers }),
  ]);
  t.is(head.head.replace(date, ''), get.head.replace(date, ''));
  t.is(head.body, '');
});

test('HTTP/1.0 without Host is answered like any other, and its path is not taken for a host', async (t) => {
  const { interceptor, portalUrl } = await openHotspot(t);
  const { status, headers, body } = await ask(interceptor, { path: '/index.htm', version: '1.0' });
  t.is(status, 511);
  t.is(Number(headers['content-length']), Buffer.byteLength(body));
  t.true(body.includes(`href="${portalUrl}"`));
  const probe = await ask(interceptor, { path: '/generate_204', version: '1.0' });
  t.is(probe.status, 302);
});

test('a POST whose body is larger than any buffer still hears its answer', async (t) => {
  const { interceptor } = await openHotspot(t);
  const { status } = await ask(interceptor, { method: 'POST', body: 'x'.repeat(60_000) });
  t.is(status, 511);
  const chunked = await exchange(
    interceptor,
    'POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
  );
  t.is(parseAnswer(chunked).status, 511);
});

test('who waits for "100 Continue" hears 511 instead, before he sends the body', async (t) => {
  const { interceptor } = await openHotspot(t);
  const request = 'POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n';
  t.is(parseAnswer(await exchange(interceptor, request)).status, 511);
});

test('a request to change the protocol is answered 511', async (t) => {
  const { interceptor } = await openHotspot(t);
  const headers = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Key': 'dGVzdA==' };
  t.is((await ask(interceptor, { headers })).status, 511);
});

test('a program that asks for JSON gets a problem document with the login page and the API', async (t) => {
  const { interceptor, portalUrl } = await openHotspot(t);
  const accept = { Host: 'api.example.test', Accept: 'application/json' };
  const { status, headers, body } = await ask(interceptor, { path: '/v1', headers: accept });
  t.is(status, 511);
  t.is(headers['content-type'], 'application/problem+json');
  t.deepEqual(JSON.parse(body), {
    type: 'https://www.rfc-editor.org/rfc/rfc6585#section-6',
    title: 'Sign in to Café Test',
    status: 511,
    detail: 'This network asks you to sign in before you go on.',
    login: `${portalUrl}?url=http%3A%2F%2Fapi.example.test%2Fv1`,
    api: `${portalUrl}captive-portal/api`,
  });
});

test('the page speaks the language that the visitor prefers', async (t) => {
  const { interceptor } = await openHotspot(t);
  const bodyFor = async (languages: string) =>
    (await ask(interceptor, { headers: { 'Accept-Language': languages } })).body;
  t.regex(await bodyFor('de-AT,de;q=0.9,en;q=0.5'), /<html lang="de" dir="ltr">.*Anmelden bei Café Test/s);
  t.regex(await bodyFor('tlh, en;q=0.5'), /<html lang="en" dir="ltr">/);
  t.regex(await bodyFor('tlh'), /<html lang="en" dir="ltr">/);
});
