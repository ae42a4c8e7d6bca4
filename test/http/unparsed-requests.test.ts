import { connect } from 'node:net';
import test from 'ava';
import { exchange, parseAnswer } from '../hotspot/ask.js';
import { listen, openHotspot } from '../hotspot/hotspot.js';
import { logBook } from '../hotspot/log-book.js';

const long = 'x'.repeat(20_000);

const unparsed = [
  {
    what: 'a method that nobody knows',
    text: 'FROBNICATE / HTTP/1.1\r\n\r\n',
    status: '501 Not Implemented',
  },
  {
    what: 'a TLS hello on a plain port',
    text: '\x16\x03\x01\x00\xa5\x01\r\n',
    status: '501 Not Implemented',
  },
  {
    what: 'HTTP/2 with prior knowledge',
    text: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    status: '505 HTTP Version Not Supported',
  },
  {
    what: 'HTTP/2.0 in a request line',
    text: 'GET / HTTP/2.0\r\n\r\n',
    status: '505 HTTP Version Not Supported',
  },
  {
    what: 'HTTP/3.0 in a request line',
    text: 'GET / HTTP/3.0\r\n\r\n',
    status: '505 HTTP Version Not Supported',
  },
  { what: 'HTTP/0.9', text: 'GET /\r\n\r\n', status: '505 HTTP Version Not Supported' },
  {
    what: 'a header of 20 kB',
    text: `GET / HTTP/1.1\r\nHost: a.test\r\nX: ${long}\r\n\r\n`,
    status: '431 Request Header Fields Too Large',
  },
  {
    what: 'a request line of 20 kB',
    text: `GET /${long} HTTP/1.1\r\nHost: a.test\r\n\r\n`,
    status: '414 URI Too Long',
  },
  { what: 'lines that end without CR', text: 'GET / HTTP/1.1\nHost: a.test\n\n', status: '400 Bad Request' },
  { what: 'a control character in the path', text: 'GET /\x01 HTTP/1.1\r\n\r\n', status: '400 Bad Request' },
  {
    what: 'a length beside a chunked body, as for smuggling',
    text: 'POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    status: '400 Bad Request',
  },
];

for (const { what, text, status } of unparsed)
  test(`${what} is answered ${status}, with a reference that the log has too`, async (t) => {
    const { interceptor, portal, log } = await openHotspot(t);
    for (const port of [interceptor, portal]) {
      const { head, headers, body } = parseAnswer(await exchange(port, text));
      t.is(head.split('\r\n')[0], `HTTP/1.1 ${status}`);
      t.is(headers.connection, 'close');
      t.is(headers['cache-control'], 'no-store');
      t.is(Number(headers['content-length']), Buffer.byteLength(body));
      t.truthy(log.withReference(/Reference ([0-9a-f]{8})/.exec(body)?.[1] ?? ''));
    }
  });

test('whoever asks for the head alone gets no more, in whatever version he asks', async (t) => {
  const { interceptor, portal } = await openHotspot(t);
  for (const port of [interceptor, portal])
    for (const version of ['2.0', '3.0']) {
      const { status, headers, body } = parseAnswer(await exchange(port, `HEAD / HTTP/${version}\r\n\r\n`));
      t.deepEqual([status, body], [505, '']);
      t.true(Number(headers['content-length']) > 0);
    }
});

test('the answer to another version names those that are spoken', async (t) => {
  const { portal } = await openHotspot(t);
  t.regex(await exchange(portal, 'GET / HTTP/3.0\r\n\r\n'), /This server speaks HTTP\/1\.1 and HTTP\/1\.0\./);
});

test('a long header that arrives in pieces is not taken for a long address', async (t) => {
  const listener = await listen(t, logBook());
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(listener.address.port, '127.0.0.1');
    socket.setNoDelay();
    socket.on('error', reject);
    socket.on('data', (chunk) => resolve(String(chunk)));
    socket.write('GET / HTTP/1.1\r\nX: ', () => setImmediate(() => socket.write(long)));
    t.teardown(() => socket.destroy());
  });
  t.regex(answer, /^HTTP\/1\.1 431 /);
});
