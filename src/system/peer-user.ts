import type { Socket } from 'node:net';
import { libc } from './libc.js';

const SOL_SOCKET = 1;
const SO_PEERCRED = 17;
/** struct ucred of unix(7): pid, uid, gid. */
const ucredLength = 12;

/** The user at the other end of a Unix socket, by the kernel's word; undefined for any other socket. */
export function peerUser(socket: Socket): string | undefined {
  // Node does not offer the descriptor; where a later one hides it, nobody is named.
  const fd = (socket as { readonly _handle?: { readonly fd?: unknown } })._handle?.fd;
  if (typeof fd !== 'number' || fd < 0 || socket.remoteAddress !== undefined) return undefined;
  const ucred = Buffer.alloc(ucredLength);
  const length = Buffer.alloc(4);
  length.writeInt32LE(ucredLength);
  if (libc().getsockopt(fd, SOL_SOCKET, SO_PEERCRED, ucred, length) !== 0) return undefined;
  const uid = ucred.readUInt32LE(4);
  return libc().getpwuid(uid)?.pw_name ?? `uid ${uid}`;
}
