import { errnoError, libc } from './libc.js';

/** One netlink message without its header: the type, and the body that begins with the family's own struct. */
export interface NetlinkMessage {
  readonly type: number;
  readonly body: Buffer;
}

const AF_NETLINK = 16;
const SOCK_RAW_CLOEXEC = 3 | 0o2000000;
const NETLINK_ROUTE = 0;
const MSG_DONTWAIT = 0x40;
const NLM_F_REQUEST = 0x1;
const NLM_F_DUMP = 0x300;
const NLMSG_ERROR = 2;
const NLMSG_DONE = 3;
const headerLength = 16;

/**
 * A NETLINK_ROUTE socket (rtnetlink(7)) for questions to the kernel. The kernel puts its answer into the socket while
 * `send` runs, so asking is synchronous, takes about 3 µs and never blocks.
 * Multi-byte fields are in the machine's order; this speaks little-endian, as every machine does that runs Node.
 */
export class NetlinkRoute {
  readonly #fd: number;
  readonly #received = Buffer.alloc(64 * 1024);
  #sequence = 0;

  constructor() {
    this.#fd = libc().socket(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_ROUTE);
    if (this.#fd < 0) throw errnoError('netlink socket');
  }

  /** The kernel's answer, or undefined when it says that there is no such thing (any errno). */
  ask(type: number, body: Buffer): NetlinkMessage | undefined {
    this.#send(type, NLM_F_REQUEST, body);
    for (const message of this.#receive()) {
      if (message.type !== NLMSG_ERROR) return message;
    }
    return undefined;
  }

  /** The whole of a table. The bodies are copies and may be kept. */
  dump(type: number, body: Buffer): NetlinkMessage[] {
    this.#send(type, NLM_F_REQUEST | NLM_F_DUMP, body);
    const messages: NetlinkMessage[] = [];
    for (;;) {
      for (const message of this.#receive()) {
        if (message.type === NLMSG_DONE || message.type === NLMSG_ERROR) return messages;
        messages.push({ type: message.type, body: Buffer.from(message.body) });
      }
    }
  }

  close(): void {
    libc().close(this.#fd);
  }

  #send(type: number, flags: number, body: Buffer): void {
    this.#sequence = (this.#sequence + 1) >>> 0;
    const message = Buffer.alloc(headerLength + body.length);
    message.writeUInt32LE(message.length, 0);
    message.writeUInt16LE(type, 4);
    message.writeUInt16LE(flags, 6);
    message.writeUInt32LE(this.#sequence, 8);
    body.copy(message, headerLength);
    if (libc().send(this.#fd, message, message.length, 0) < 0) throw errnoError('netlink send');
  }

  /** The messages of one datagram that answer the last question. */
  *#receive(): Generator<NetlinkMessage> {
    const length = libc().recv(this.#fd, this.#received, this.#received.length, MSG_DONTWAIT);
    if (length < 0) throw errnoError('netlink receive');
    for (let at = 0; at + headerLength <= length; ) {
      const size = this.#received.readUInt32LE(at);
      const isAnswer = this.#received.readUInt32LE(at + 8) === this.#sequence;
      const body = this.#received.subarray(at + headerLength, at + size);
      if (isAnswer) yield { type: this.#received.readUInt16LE(at + 4), body };
      at += aligned(size);
    }
  }
}

/** The attributes of a message body (rtattr), which begin after the family's struct of `offset` bytes. */
export function attributes(body: Buffer, offset: number): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = offset; at + 4 <= body.length; ) {
    const size = body.readUInt16LE(at);
    if (size < 4) break;
    found.set(body.readUInt16LE(at + 2) & 0x3fff, body.subarray(at + 4, at + size));
    at += aligned(size);
  }
  return found;
}

/** One attribute, ready to be put behind a struct. */
export function attribute(type: number, value: Buffer): Buffer {
  const encoded = Buffer.alloc(aligned(4 + value.length));
  encoded.writeUInt16LE(4 + value.length, 0);
  encoded.writeUInt16LE(type, 2);
  value.copy(encoded, 4);
  return encoded;
}

const aligned = (size: number) => (size + 3) & ~3;
