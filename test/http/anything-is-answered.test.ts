import test from 'ava';
import fc from 'fast-check';
import { exchange, parseAnswer } from '../hotspot/ask.js';
import { openHotspot } from '../hotspot/hotspot.js';

const word = fc.string({
  unit: fc.constantFrom(...'aZ09-._~:/?#[]@!$&\'()*+,;=%{}|\\^`"<> \t\u00ff'),
  maxLength: 40,
});
const target = fc.oneof(
  word.map((text) => `/${text}`),
  fc
    .tuple(fc.constantFrom('http://', 'http://[', 'HTTPS://a:b@', '*', '//', ''), word)
    .map((parts) => parts.join('')),
  fc.constantFrom('/', '/login', '/logout', '/status?url=%', '/?url=x&url=y', '/captive-portal/api?'),
);
const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'CONNECT', 'TRACE', 'PROPFIND');
const header = fc.tuple(
  fc.constantFrom(
    'Host',
    'Accept',
    'Accept-Language',
    'Origin',
    'Expect',
    'Upgrade',
    'X-Forwarded-For',
    'Content-Type',
  ),
  word,
);
const request = fc.record({ method, target, headers: fc.array(header, { maxLength: 4 }), body: word });

const usual = { method: 'GET' as const, target: '/', headers: [], body: '' };
/** Koa's parser finds no path in the one, and throws at the other. */
const withoutPath = ['//a@a#', 'http://%@a'].map((target): [typeof usual, boolean] => [
  { ...usual, target },
  false,
]);

test('whatever a guest sends, it is answered, and no answer is a fault of ours', async (t) => {
  const hotspot = await openHotspot(t);
  await fc.assert(
    fc.asyncProperty(request, fc.boolean(), async ({ method, target, headers, body }, isCaptive) => {
      const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      const length = `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n`;
      const text = `${method} ${target} HTTP/1.1\r\n${lines}${length}\r\n${body}`;
      const { status } = parseAnswer(await exchange(isCaptive ? hotspot.interceptor : hotspot.portal, text));
      return status >= 200 && status !== 500;
    }),
    { numRuns: 300, examples: withoutPath },
  );
  t.false(hotspot.log.text().includes('"unexpected"'));
  t.is(new Set(hotspot.log.lines.map(({ message }) => message)).has('an answer was cut off'), false);
});
