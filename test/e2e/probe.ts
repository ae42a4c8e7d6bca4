// A phone's question to the network, as a program: prints what came of it, "answered" or the name of the error.
//   probe.js tcp ADDRESS PORT | udp ADDRESS PORT | dns SERVER NAME TYPE
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { connect, isIPv6 } from 'node:net';

const [kind, address = '', what = '', type = 'A'] = process.argv.slice(2);
const timeLimitMs = 5_000;

process.stdout.write(await ask().catch((error: unknown) => errorName(error)));
process.exit();

async function ask(): Promise<string> {
  if (kind === 'tcp') return tcp();
  if (kind === 'udp') return udp();
  const resolver = new Resolver({ timeout: timeLimitMs, tries: 1 });
  resolver.setServers([isIPv6(address) ? `[${address}]:53` : address]);
  return (await resolver.resolve(what, type)).toString();
}

function tcp(): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port: Number(what), timeout: timeLimitMs });
    socket.on('connect', () => resolve('answered'));
    socket.on('timeout', () => resolve('silence'));
    socket.on('error', reject);
  });
}

function udp(): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    socket.on('message', () => resolve('answered'));
    socket.on('error', reject);
    socket.connect(Number(what), address, () => socket.send('hello'));
    setTimeout(() => resolve('silence'), timeLimitMs);
  });
}

function errorName(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
