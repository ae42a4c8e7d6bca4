// A phone's question to the network, as a program: prints what came of it, "answered" or the name of the error.
//   probe.js tcp ADDRESS PORT | udp ADDRESS PORT | dns SERVER NAME TYPE
//   probe.js talk ADDRESS PORT        by UDP from one port, until it is told to stop; "answered" at the first answer
//   probe.js pour ADDRESS PORT        2.5 MB a second by UDP from one port, refused or not, until it is told to stop
//   probe.js flood SERVER NAME        how many of 1000 questions at once are answered, and in how many seconds
//   probe.js hoard ADDRESS PORT 100   how many of so many connections are; keeps them
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { connect, isIPv6 } from 'node:net';

const [kind, address = '', what = '', more = 'A'] = process.argv.slice(2);
const timeLimitMs = 2_000;

process.stdout.write(`${await ask().catch((error: unknown) => errorName(error))}\n`);
if (kind !== 'hoard') process.exit();

async function ask(): Promise<string> {
  switch (kind) {
    case 'tcp':
      return tcp();
    case 'udp':
      return udp();
    case 'talk':
      return talk();
    case 'pour':
      return pour();
    case 'flood':
      return flood();
    case 'hoard':
      return successes(Array.from({ length: Number(more) }, tcp));
    default:
      return dns(more);
  }
}

async function tcp(): Promise<string> {
  const socket = connect({ host: address, port: Number(what) });
  await once(socket, 'connect', { signal: AbortSignal.timeout(timeLimitMs) });
  return 'answered';
}

async function udp(): Promise<string> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  socket.connect(Number(what), address, () => socket.send('hello'));
  await once(socket, 'message', { signal: AbortSignal.timeout(timeLimitMs) });
  return 'answered';
}

async function talk(): Promise<string> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  socket.once('message', () => process.stdout.write('answered\n'));
  socket.connect(Number(what), address, () => setInterval(() => socket.send('hello', () => undefined), 100));
  const [error] = await once(socket, 'error');
  throw error;
}

async function pour(): Promise<string> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  socket.on('error', () => undefined);
  const datagrams = Array.from({ length: 25 }, () => Buffer.alloc(1_000));
  setInterval(() => {
    for (const datagram of datagrams) socket.send(datagram, Number(what), address, () => undefined);
  }, 10);
  await once(process, 'SIGTERM');
  return 'answered';
}

async function dns(type: string): Promise<string> {
  const resolver = new Resolver({ timeout: timeLimitMs, tries: 1 });
  resolver.setServers([isIPv6(address) ? `[${address}]:53` : address]);
  return (await resolver.resolve(what, type)).toString();
}

async function flood(): Promise<string> {
  const begin = performance.now();
  const answered = await successes(Array.from({ length: 1000 }, () => dns('A')));
  return `${answered} ${(performance.now() - begin) / 1000}`;
}

async function successes(attempts: readonly Promise<unknown>[]): Promise<string> {
  const outcomes = await Promise.allSettled(attempts);
  return String(outcomes.filter(({ status }) => status === 'fulfilled').length);
}

/** Such as `ECONNREFUSED`; `ABORT_ERR` when nothing came. */
function errorName(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
