// A phone's DHCP client, as a program that keeps nothing in mind:
//   dhcp-client.js lease MAC [NAME]              prints the address that a server gives
//   dhcp-client.js release MAC ADDRESS SERVER    gives it back
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type DhcpAnswer, option, readMessage, type, writeMessage } from './dhcp-message.js';

const everybody = '255.255.255.255';
const timeLimitMs = 10_000;

const [task, mac = '', ...rest] = process.argv.slice(2);
const socket = createSocket('udp4').bind(68);
await once(socket, 'listening');
socket.setBroadcast(true);

if (task === 'release') {
  const [ownAddress = '', server = ''] = rest;
  await send(writeMessage(mac, type.release, new Map([[option.server, server]]), { ownAddress }), server);
} else {
  const [hostName = ''] = rest;
  const offer = await exchange(writeMessage(mac, type.discover, new Map(), { hostName }), type.offer);
  const chosen = new Map([
    [option.requestedAddress, offer.address],
    [option.server, offer.server],
  ]);
  const { address: leased } = await exchange(writeMessage(mac, type.request, chosen, { hostName }), type.ack);
  process.stdout.write(`${leased}\n`);
}
socket.close();

async function exchange(message: Buffer, wanted: number): Promise<DhcpAnswer> {
  const signal = AbortSignal.timeout(timeLimitMs);
  await send(message, everybody);
  for (;;) {
    const [datagram] = await once(socket, 'message', { signal });
    const answer = readMessage(datagram);
    if (answer.type === wanted) return answer;
  }
}

function send(message: Buffer, to: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(message, 67, to, (error) => (error ? reject(error) : resolve()));
  });
}
