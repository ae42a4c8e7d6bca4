// Holds 500 half-open connections, 500 whose answers are not read and 500 whose bodies never end, and puts a new one in
// the place of each that the server closes; prints "ready" when all are there. Runs where the load comes from.
import { connect, type Socket } from 'node:net';

const each = 500;
/** A server takes 128 connections from an address. */
const perAddress = 100;
const interceptor = { host: '192.0.2.80', port: 80 };
const portal = { host: '10.99.0.1', port: 8510 };

const head = 'GET / HTTP/1.1\r\nHost: a.test\r\n';
const kinds = [
  { to: interceptor, text: head },
  { to: interceptor, text: `${head}\r\n`.repeat(50) },
  { to: portal, text: 'POST /login HTTP/1.1\r\nHost: 10.99.0.1:8510\r\nContent-Length: 9000\r\n\r\ntoken=' },
] as const;

let missing = kinds.length * each;
for (const [kind, { to, text }] of kinds.entries())
  for (let number = 0; number < each; number += 1)
    hold({ ...to, localAddress: `10.99.0.${10 + kind * 10 + Math.floor(number / perAddress)}` }, text);

function hold(
  from: { host: string; port: number; localAddress: string },
  text: string,
  isFirst = true,
): void {
  const socket: Socket = connect(from, () => {
    socket.pause().write(text);
    if (isFirst) missing -= 1;
    if (isFirst && missing === 0) process.stdout.write('ready\n');
  });
  socket.on('error', () => undefined);
  socket.on('close', () => setTimeout(() => hold(from, text, isFirst && socket.bytesWritten === 0), 100));
}
