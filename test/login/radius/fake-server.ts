import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import type { ExecutionContext } from 'ava';
import { type Packet, parsePacket } from '../../../src/login/radius/packet.js';

/** What it answers; nothing where that is undefined. */
export type Behaviour = (request: Packet, times: number) => Buffer | readonly Buffer[] | undefined;

/** A server on a free port of loopback that does as the test says, and keeps what it was asked. */
export async function fakeServer(t: ExecutionContext, behaviour: Behaviour) {
  const socket = createSocket('udp4');
  const asked: Packet[] = [];
  socket.on('message', (datagram: Buffer, from: RemoteInfo) => {
    const request = parsePacket(datagram);
    if (!request) return;
    asked.push(request);
    for (const answer of [behaviour(request, asked.length) ?? []].flat())
      socket.send(answer, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  t.teardown(() => socket.close());
  return { port: socket.address().port, asked };
}
