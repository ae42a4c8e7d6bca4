import test from 'ava';
import { exchange, parseAnswer } from '../hotspot/ask.js';
import { openHotspot } from '../hotspot/hotspot.js';

const get = (path: string, host: string) =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;

/** Sent as UTF-8, as careless programs do. */
const understood = [
  { what: 'a host in Unicode', path: '/', host: 'münchen.example' },
  { what: 'a host that turns the direction of writing', path: '/', host: 'a\u202etset.example' },
  { what: 'a host of 8 kB', path: '/', host: `${'a'.repeat(8_000)}.test` },
  { what: 'a host with markup', path: '/', host: '<script>alert(1)</script>' },
  {
    what: 'a path with a coded NUL and coded line ends',
    path: '/%00%0d%0aSet-Cookie:%20a=b',
    host: 'a.test',
  },
  { what: 'a path with markup', path: '/"><script>alert(1)</script>', host: 'a.test' },
  { what: 'a script for an address', path: '/?url=javascript:alert(1)', host: 'a.test' },
];

for (const { what, path, host } of understood)
  test(`${what} is answered, and neither page nor log has more of it than plain text`, async (t) => {
    const { interceptor, portal, log } = await openHotspot(t);
    for (const port of [interceptor, portal]) {
      const { status, head, body } = parseAnswer(await exchange(port, get(path, host)));
      t.true([511, 302, 404].includes(status), `${status}`);
      t.notRegex(head, /^(set-cookie|x):/im);
      t.notRegex(body, /<script>alert|href="javascript|\u202e/);
    }
    t.regex(log.text(), /^[\x20-\x7e\n…]*$/);
    t.true(log.lines.every((line) => JSON.stringify(line).length < 4_000));
  });

for (const [what, text] of [
  ['a NUL in the host', get('/', 'a\x00.test')],
  ['a NUL in the path', get('/a\x00b', 'a.test')],
  ['a control byte in the host', get('/', 'a\x1b[31m.test')],
  ['a bare carriage return in a header', get('/', 'a.test\rX: y')],
] as const)
  test(`${what} is 400, and in neither page nor log`, async (t) => {
    const { interceptor, portal, log } = await openHotspot(t);
    for (const port of [interceptor, portal]) {
      const { status, body } = parseAnswer(await exchange(port, text));
      t.is(status, 400);
      t.regex(body, /^[\x20-\x7e\n’]*$/);
    }
    t.regex(log.text(), /^[\x20-\x7e\n]*$/);
  });

test('a header of a million bytes is 431, while it is still being sent', async (t) => {
  const { interceptor, portal } = await openHotspot(t);
  for (const port of [interceptor, portal]) {
    const answer = await exchange(port, `GET / HTTP/1.1\r\nX: ${'x'.repeat(1_000_000)}\r\n\r\n`);
    t.regex(answer, /^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/);
  }
});

test('wishes longer than any browser’s, which take half a second to understand, are disregarded', async (t) => {
  const { interceptor, portal } = await openHotspot(t);
  const wishes = {
    odd: `Accept: ${`"${',""'.repeat(100)}`}\r\nAccept-Language: ${'de,'.repeat(100)}de`,
    overlong: `Accept: ${`"${',""'.repeat(2_000)}`}\r\nAccept-Language: ${'de,'.repeat(2_000)}de`,
  };
  for (const port of [interceptor, portal]) {
    const answerTo = async (text: string) =>
      parseAnswer(
        await exchange(
          port,
          `GET /no-such-page HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n${text}\r\n\r\n`,
        ),
      );
    t.regex((await answerTo(wishes.odd)).head, /application\/problem\+json/);
    t.regex((await answerTo(wishes.overlong)).body, /<html lang="en"/);
  }
});

test('a host longer than any name, which takes as long as it is foreign, is none', async (t) => {
  const { interceptor } = await openHotspot(t);
  const host = `${'%E4%B8%80'.repeat(200)}.test`;
  for (const text of [get('/a', host), get(`http://${host}/a`, 'other.test')]) {
    const { status, body } = parseAnswer(await exchange(interceptor, text));
    t.is(status, 511);
    t.notRegex(body, /xn--/);
  }
  t.regex(parseAnswer(await exchange(interceptor, get('/a', '%E4%B8%80.test'))).body, /xn--/);
});
