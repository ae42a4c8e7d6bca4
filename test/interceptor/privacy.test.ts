import test from 'ava';
import { phone } from '../clients.js';
import { ask, exchange } from '../hotspot/ask.js';
import { outsideAddress } from '../hotspot/devices.js';
import { openHotspot } from '../hotspot/hotspot.js';

const secret = 'b33f-53cr3t';
const question = {
  method: 'POST',
  path: `/login?password=${secret}`,
  headers: {
    Host: 'bank.example.test',
    Cookie: `session=${secret}`,
    Authorization: `Bearer ${secret}`,
    'Proxy-Authorization': `Basic ${secret}`,
    Referer: `http://bank.example.test/?${secret}`,
    'X-Api-Key': secret,
    'User-Agent': 'TestBrowser/1.0',
  },
  body: `password=${secret}`,
};

test('of an intercepted request only host, path, method and user agent are logged', async (t) => {
  const { interceptor, log } = await openHotspot(t);
  t.is((await ask(interceptor, question)).status, 511);
  t.deepEqual(log.lines, [
    {
      level: 'debug',
      message: 'intercepted',
      fields: {
        ...phone,
        method: 'POST',
        host: 'bank.example.test',
        path: '/login',
        userAgent: 'TestBrowser/1.0',
      },
    },
  ]);
});

test('a request that is refused leaves no more in the log', async (t) => {
  const { interceptor, log } = await openHotspot(t);
  t.is((await ask(interceptor, { ...question, from: outsideAddress })).status, 403);
  const absolute = `http://user:${secret}@bank.example.test/login?${secret}`;
  await ask(interceptor, { ...question, path: absolute, from: outsideAddress });
  t.is(log.lines.length, 2);
  t.false(log.text().includes(secret));
});

test('cookies, credentials and bodies never come back in an answer, and none are set', async (t) => {
  const { interceptor } = await openHotspot(t);
  for (const extra of [{}, { Accept: 'application/json' }]) {
    const headers = { ...question.headers, ...extra };
    const { head, body } = await ask(interceptor, { ...question, path: '/login', headers });
    t.false((head + body).includes(secret));
    t.notRegex(head, /^(set-cookie|strict-transport-security|clear-site-data|alt-svc|refresh):/im);
  }
});

test('control characters of a request cannot forge a log line', async (t) => {
  const { interceptor, log } = await openHotspot(t);
  await ask(interceptor, { headers: { Host: 'a.test', 'User-Agent': 'x\ty\u009b31m' } });
  t.is(log.lines[0]?.fields.userAgent, 'x\\x09y\\xc2\\x9b31m');
});

test('a request that cannot be understood leaves nothing of itself in the log', async (t) => {
  const { interceptor, log } = await openHotspot(t);
  const head = `GET /${secret} HTTP/1.1\r\nHost: a.test\r\nCookie: ${secret}`;
  for (const rest of [
    `${secret.repeat(2000)}\r\n\r\n`,
    '\x01\r\n\r\n',
    '\r\n: \r\n\r\n',
    '\r\nTransfer-Encoding: x\r\n\r\n',
  ])
    t.false((await exchange(interceptor, head + rest)).includes(secret));
  t.is(log.lines.length, 4);
  t.false(log.text().includes(secret));
});
