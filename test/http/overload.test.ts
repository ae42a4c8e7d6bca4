import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import type { Listener } from '../../src/http/listener.js';
import { ask } from '../hotspot/ask.js';
import { listen } from '../hotspot/hotspot.js';
import { logBook } from '../hotspot/log-book.js';

const limits = { perAddress: 3, total: 5 };
const [greedy, another, third] = ['127.0.0.11', '127.0.0.12', '127.0.0.13'];

function limited(t: ExecutionContext, log = logBook()): Promise<Listener> {
  return listen(t, log, (_, response) => response.end('served'), { connectionLimits: limits });
}

/** Connections on which nothing is asked, up to the moment at which the server has them too. */
async function holdOpen({ address }: Listener, from: string, count: number): Promise<Socket[]> {
  const options = { port: address.port, host: '127.0.0.1', localAddress: from };
  const sockets = Array.from({ length: count }, () => connect(options).on('error', () => undefined));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  return sockets;
}

async function holdOneEach(listener: Listener, count: number): Promise<Socket[]> {
  const addresses = Array.from({ length: count }, (_, number) => `127.0.0.${20 + number}`);
  return (await Promise.all(addresses.map((from) => holdOpen(listener, from, 1)))).flat();
}

async function letGo(sockets: readonly Socket[]): Promise<void> {
  const closed = sockets.map((socket) => once(socket, 'close'));
  for (const socket of sockets) socket.end();
  await Promise.all(closed);
}

test('who holds too many connections is answered 503 with Retry-After, and others are served', async (t) => {
  const log = logBook();
  const listener = await limited(t, log);
  const { port } = listener.address;
  const held = await holdOpen(listener, greedy, 3);
  const refused = await ask(port, { from: greedy });
  t.is(refused.status, 503);
  t.is(refused.headers['retry-after'], '5');
  t.is(refused.headers.refresh, '5');
  t.is(refused.headers.connection, 'close');
  t.is(refused.headers['cache-control'], 'no-store');
  t.like(log.withReference(/Reference (\w{8})/.exec(refused.body)?.[1] ?? ''), {
    fields: { code: 'overloaded', remoteAddress: greedy },
  });
  t.is((await ask(port, { from: another })).body, 'served');
  await letGo(held);
  t.is((await ask(port, { from: greedy })).body, 'served');
});

test('HEAD is told of the overload without a body', async (t) => {
  const listener = await limited(t);
  const held = await holdOpen(listener, greedy, 3);
  const { status, body } = await ask(listener.address.port, { method: 'HEAD', from: greedy });
  t.deepEqual([status, body], [503, '']);
  await letGo(held);
});

test('when those who hold many fill a server together, who comes with little is served, and one of theirs is closed', async (t) => {
  const listener = await limited(t);
  const { port } = listener.address;
  const [oldest, ...rest] = await holdOpen(listener, greedy, 3);
  const others = await holdOpen(listener, another, 2);
  const goes = oldest && once(oldest.resume(), 'close');
  t.is((await ask(port, { from: third })).body, 'served');
  await goes;
  t.true(rest.every((socket) => !socket.closed));
  await letGo([...rest, ...others]);
});

test('who holds many closes his own by opening more', async (t) => {
  const listener = await limited(t);
  const [oldest, ...rest] = await holdOpen(listener, greedy, 5);
  const goes = oldest && once(oldest.resume(), 'close');
  rest.push(...(await holdOpen(listener, greedy, 1)));
  await goes;
  t.true(rest.every((socket) => !socket.closed));
  t.is((await ask(listener.address.port, { from: another })).body, 'served');
  await letGo(rest.filter((socket) => !socket.closed));
});

test('when very many hold one connection each, who comes is asked to come again until some have gone', async (t) => {
  const listener = await limited(t);
  const { port } = listener.address;
  const held = await holdOneEach(listener, 5);
  t.is((await ask(port, { from: third })).status, 503);
  await letGo(held);
  t.is((await ask(port, { from: third })).body, 'served');
});

test('beyond what can be answered, connections are closed at once, so that open files are bounded', async (t) => {
  const listener = await limited(t);
  const held = await holdOneEach(listener, 6);
  const [extra] = await holdOpen(listener, another, 1);
  if (extra && !extra.closed) await once(extra.resume(), 'close');
  t.is(extra?.bytesRead, 0);
  await letGo(held);
  t.is((await ask(listener.address.port, { from: another })).body, 'served');
});
