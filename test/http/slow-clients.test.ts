import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { readBody } from '../../src/http/body.js';
import { exchange } from '../hotspot/ask.js';
import { listen, openHotspot } from '../hotspot/hotspot.js';
import { logBook } from '../hotspot/log-book.js';
import { timeLimits } from './time-limits.js';

const impatient = (t: ExecutionContext) =>
  listen(
    t,
    logBook(),
    async (request, response) => {
      await readBody({ req: request, res: response }).catch(() => undefined);
      response.end('done');
    },
    { timeLimits },
  );

for (const [what, text] of [
  ['sends nothing', ''],
  ['does not finish the head', 'GET / HTTP/1.1\r\nHost: a.test\r\n'],
] as const)
  test(`a client who ${what} is cut off`, async (t) => {
    const { address } = await impatient(t);
    const answer = await exchange(address.port, text);
    t.regex(answer, /^HTTP\/1\.1 408 Request Timeout\r\n/);
    t.regex(answer, /Reference [0-9a-f]{8}/);
  });

test('a client who does not finish the body is cut off', async (t) => {
  const { address } = await impatient(t);
  const socket = connect(address.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 10\r\n\r\nabc');
  await once(socket.resume(), 'close');
  t.pass('the server has ended the connection');
});

test('a client who does not read what he asked for is cut off', async (t) => {
  const answer = Buffer.alloc(32 * 1024 * 1024);
  const gaveUp = new EventEmitter();
  const { address } = await listen(
    t,
    logBook(),
    (_, response) => {
      response.on('close', () => gaveUp.emit('close'));
      response.end(answer);
    },
    { timeLimits },
  );
  const socket = connect(address.port, '127.0.0.1');
  t.teardown(() => socket.destroy());
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nHost: a.test\r\n\r\n');
  await once(gaveUp, 'close');
  await once(socket.resume(), 'close');
  t.true(socket.bytesRead < answer.length);
});

for (const server of ['interceptor', 'portal'] as const)
  test(`a client who hangs up in the middle of a body is no fault of the ${server}`, async (t) => {
    const hotspot = await openHotspot(t);
    const socket = connect(hotspot[server], '127.0.0.1');
    const host = `127.0.0.1:${hotspot.portal}`;
    const head = `POST /login HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 10\r\n\r\n`;
    await new Promise<void>((resolve) => socket.write(`${head}abc`, () => resolve()));
    socket.end();
    await once(socket.resume(), 'close');
    await exchange(hotspot[server], `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    t.false(hotspot.log.text().includes('"unexpected"'));
  });
