import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { ExecutionContext } from 'ava';

/** Many devices that each hold as many connections as the kernel lets them; hostile ones have addresses 127.0.9.x. */
const perDevice = 64;
const hostileAddress = (number: number) => `127.0.9.${1 + Math.floor(number / perDevice)}`;

/** Opens connections on which `text` is sent and nothing is read; they are closed when the test ends. */
export async function crowd(
  t: ExecutionContext,
  port: number,
  count: number,
  text: string,
): Promise<readonly Socket[]> {
  const sockets = Array.from({ length: count }, (_, number) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: hostileAddress(number) });
    socket.on('error', () => undefined);
    return socket;
  });
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
  });
  await Promise.all(
    sockets.map(async (socket) => {
      await once(socket, 'connect');
      if (text !== '') await new Promise<void>((resolve) => socket.write(text, () => resolve()));
    }),
  );
  return sockets;
}
