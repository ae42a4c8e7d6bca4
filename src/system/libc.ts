import { getSystemErrorMap, promisify } from 'node:util';
import koffi from 'koffi';

/**
 * The few calls of the C library that Node does not offer, by FFI. Loaded when first used, so that a machine that needs
 * none of them (the loopback profile without Linux) does without.
 */
let loaded: ReturnType<typeof load> | undefined;

export function libc() {
  loaded ??= load();
  return loaded;
}

/** A failed call as an Error with its `code`, for instance `EWOULDBLOCK`. */
export function errnoError(call: string): NodeJS.ErrnoException {
  const errno = koffi.errno();
  const names = Object.entries(koffi.os.errno).filter(([, number]) => number === errno);
  const code = names[0]?.[0] ?? `errno ${errno}`;
  return Object.assign(new Error(`${call}: ${code}`), { code, errno });
}

/** What the kernel means by an errno, for a log line. */
export function errnoWords(errno: number): string {
  const [name, words] = getSystemErrorMap().get(-errno) ?? [];
  return name === undefined ? `errno ${errno}` : `${name}, ${words}`;
}

/** Whether the last call failed with this error. */
export const hasFailedWith = (name: 'EAGAIN' | 'ENOBUFS') => koffi.errno() === koffi.os.errno[name];

function load() {
  const library = koffi.load(null);
  const passwd = koffi.struct({ pw_name: 'const char *' }); // its first member
  const getpwuid = library.func('void *getpwuid(unsigned int)');
  const send = library.func('long send(int, void *, size_t, int)');
  return {
    socket: library.func('int socket(int, int, int)') as (
      domain: number,
      type: number,
      protocol: number,
    ) => number,
    bind: library.func('int bind(int, void *, unsigned int)') as (
      fd: number,
      address: Buffer,
      length: number,
    ) => number,
    send: send as SocketCall,
    /** The same in another thread: for what may take the kernel long. */
    sendMeanwhile: promisify(send.async) as (...call: Parameters<SocketCall>) => Promise<number>,
    recv: library.func('long recv(int, void *, size_t, int)') as SocketCall,
    close: library.func('int close(int)') as (fd: number) => number,
    flock: library.func('int flock(int, int)') as (fd: number, operation: number) => number,
    clock_gettime: library.func('int clock_gettime(int, void *)') as (
      clock: number,
      timespec: Buffer,
    ) => number,
    getsockopt: library.func('int getsockopt(int, int, int, void *, void *)') as (
      fd: number,
      level: number,
      option: number,
      value: Buffer,
      length: Buffer,
    ) => number,
    /** Undefined where this C library has none: musl keeps little. */
    malloc_trim: optional(() => library.func('int malloc_trim(size_t)') as (pad: number) => number),
    /** Null where there is no such user. */
    getpwuid: (uid: number): { readonly pw_name: string } | null => {
      const found: unknown = getpwuid(uid);
      return found ? koffi.decode(found, passwd) : null;
    },
    /** An interface's index in this process's network namespace, 0 when there is none of that name. */
    if_nametoindex: library.func('unsigned int if_nametoindex(const char *)') as (name: string) => number,
  };
}

/** A function that is not in every C library; koffi throws for those that are not there. */
function optional<Call>(find: () => Call): Call | undefined {
  try {
    return find();
  } catch {
    return undefined;
  }
}

type SocketCall = (fd: number, buffer: Buffer, length: number, flags: number) => number;
