import { Socket, type SocketConstructorOpts } from 'node:net';

/** More than V8 tells apart at one place, which is four. */
const options: readonly SocketConstructorOpts[] = [
  { readable: false },
  { writable: false },
  { allowHalfOpen: false },
  { readable: false, writable: false },
  { readable: false, allowHalfOpen: false },
  { writable: false, allowHalfOpen: false },
  { readable: false, writable: false, allowHalfOpen: false },
];
/** V8 takes no notes of what a function is called with before the tenth call or so. */
const rounds = 20;

/**
 * Keeps the making of sockets fast, of which each connection has one. Node 20 copies the options by a spread and adds to
 * the copy: where V8 11 knows few shapes of options, each copy becomes the only one of a hidden class of its own, which
 * makes the connection slow and leaves a kilobyte for the next full collection (ADR 24). Where it has met many, it
 * copies member by member. Later versions need no such help. For the start of a process, before its first connection.
 */
export function keepSocketsFast(): void {
  for (let round = 0; round < rounds; round += 1) for (const each of options) new Socket(each);
}
