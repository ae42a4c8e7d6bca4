import { connect, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { Listener } from '../../src/http/listener.js';
import { systemRandom } from '../../src/system/random.js';
import { ask, exchange } from '../hotspot/ask.js';
import { listen } from '../hotspot/hotspot.js';
import { logBook } from '../hotspot/log-book.js';

/** A client that goes on after the server has ended the connection. */
function stubborn(t: ExecutionContext, listener: Listener, text: string): Socket {
  const socket = connect({ port: listener.address.port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  socket.write(text);
  t.teardown(() => socket.destroy());
  return socket;
}

const ended = (socket: Socket) => new Promise((resolve) => socket.resume().once('end', resolve));
const tunnel = 'CONNECT www.example.test:443 HTTP/1.1\r\n\r\n';

test('a CONNECT that is reset, after its answer or before, does not end the daemon', async (t) => {
  let answer: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const listener = await listen(t, logBook(), (request, response) => {
    if (request.url === 'slow.test:443') answer();
    else response.end('no');
  });
  const after = stubborn(t, listener, tunnel);
  await ended(after);
  after.resetAndDestroy();
  const before = stubborn(t, listener, tunnel.replace('www.example', 'slow'));
  await asked;
  before.resetAndDestroy();
  const { status, body } = await ask(listener.address.port);
  t.is(status, 200);
  t.is(body, 'no');
});

test('a CONNECT behind a request that is not answered yet does not end the daemon', async (t) => {
  const listener = await listen(t, logBook(), (request, response) => {
    if (request.url !== '/slow') response.end('no');
  });
  const socket = stubborn(t, listener, `GET /slow HTTP/1.1\r\n\r\n${tunnel}`);
  await ended(socket);
  t.is((await ask(listener.address.port)).body, 'no');
});

test('of requests that do not wait for each other the first is answered, and the connection ends', async (t) => {
  let asked = 0;
  const listener = await listen(t, logBook(), async (request, response) => {
    asked += 1;
    await new Promise(setImmediate);
    response.end(`hello ${request.url}`);
  });
  const { port } = listener.address;
  const text = await exchange(port, 'GET /a HTTP/1.1\r\n\r\n'.repeat(1_000));
  t.is(asked, 1);
  t.regex(
    text,
    /^HTTP\/1\.1 200 OK\r\n.*hello \/aHTTP\/1\.1 503 Service Unavailable\r\n.*Connection: close/s,
  );
  t.is(text.match(/HTTP\/1\.1 /g)?.length, 2);
});

for (const [what, text] of [
  ['whose CONNECT was answered', tunnel],
  ['whose request was not understood', 'nonsense\r\n\r\n'],
] as const)
  test(`a client ${what} and who does not hang up cannot hold up a shutdown`, async (t) => {
    const options = { name: 'test', log: logBook(), random: systemRandom };
    const listener = new Listener(options, (_, response) => response.end('no'));
    await listener.listen({ host: '127.0.0.1', port: 0 });
    await ended(stubborn(t, listener, text));
    await t.notThrowsAsync(listener.close(100));
  });

test('closing lets the request that is under way finish, and accepts no other', async (t) => {
  let finish: () => void = () => undefined;
  const options = { name: 'test', log: logBook(), random: systemRandom };
  const underWay = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const listener = new Listener(options, async (_, response) => {
    finish();
    await new Promise(setImmediate);
    response.end('done');
  });
  await listener.listen({ host: '127.0.0.1', port: 0 });
  const { port } = listener.address;
  const answer = ask(port);
  await underWay;
  const closed = listener.close(10_000);
  t.is((await answer).body, 'done');
  await closed;
  await t.throwsAsync(ask(port), { code: 'ECONNREFUSED' });
});

test('a handler can be exchanged between two requests', async (t) => {
  const listener = await listen(t, logBook(), (_, response) => response.end('old'));
  t.is((await ask(listener.address.port)).body, 'old');
  listener.exchangeHandler((_, response) => response.end('new'));
  t.is((await ask(listener.address.port)).body, 'new');
});

test('an address that is taken is named together with what to do', async (t) => {
  const { address } = await listen(t, logBook());
  const another = new Listener({ name: 'portal', log: logBook(), random: systemRandom }, () => undefined);
  await t.throwsAsync(another.listen({ host: '127.0.0.1', port: address.port }), {
    message: `portal cannot listen on 127.0.0.1 port ${address.port}: another program listens there`,
  });
});
