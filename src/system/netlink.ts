import { errnoError, hasFailedWith, libc } from './libc.js';

const AF_NETLINK = 16;
const SOCK_RAW_CLOEXEC = 3 | 0o2000000;
const MSG_DONTWAIT = 0x40;
const NLM_F_REQUEST = 0x1;
const NLM_F_DUMP_INTR = 0x10;
const NLM_F_DUMP = 0x300;
const NLMSG_ERROR = 2;
const NLMSG_DONE = 3;
export const messageHeaderLength = 16;
export const attributeHeaderLength = 4;

const protocols = { route: 0, netfilter: 12 } as const;

/**
 * A netlink(7) socket for questions to the kernel. The kernel puts its answer into the socket while `send` runs, so
 * asking is synchronous, takes about 3 µs and never blocks.
 * Multi-byte fields are in the machine's order; this speaks little-endian, as every machine does that runs Node.
 */
export class Netlink {
  readonly #fd: number;
  readonly #received = Buffer.alloc(64 * 1024);
  #sequence = 0;

  /** `groups` are the multicast groups whose news it shall hear, as a bit mask. */
  constructor(protocol: keyof typeof protocols, groups = 0) {
    this.#fd = libc().socket(AF_NETLINK, SOCK_RAW_CLOEXEC, protocols[protocol]);
    if (this.#fd < 0) throw errnoError('netlink socket');
    const address = Buffer.alloc(12);
    address.writeUInt16LE(AF_NETLINK, 0);
    address.writeUInt32LE(groups, 8);
    if (libc().bind(this.#fd, address, address.length) < 0) throw errnoError('netlink bind');
  }

  /**
   * The bodies of the kernel's answers to `questions`, which are messages back to back; undefined for one of which it
   * says that there is no such thing (any errno). The bodies are good until the next question.
   */
  ask(questions: Buffer): (Buffer | undefined)[] {
    const first = this.#send(questions);
    const answers: (Buffer | undefined)[] = [];
    let at = 0;
    for (let sequence = first; sequence <= this.#sequence; ) {
      const length = this.#receive(at);
      if (this.#received.readUInt32LE(at + 8) === sequence) {
        const isError = this.#received.readUInt16LE(at + 4) === NLMSG_ERROR;
        answers.push(isError ? undefined : this.#received.subarray(at + messageHeaderLength, at + length));
        sequence += 1;
        at += aligned(length);
      }
    }
    return answers;
  }

  /**
   * The bodies of a whole table; they are copies and may be kept. Throws an Error with the kernel's `errno` when there is
   * no such table, and gives undefined when the table changed while it was read, so that something may be missing.
   */
  dump(question: Buffer): Buffer[] | undefined {
    question.writeUInt16LE(NLM_F_REQUEST | NLM_F_DUMP, 6);
    this.#send(question);
    const bodies: Buffer[] = [];
    let isWhole = true;
    for (;;) {
      for (const { type, flags, sequence, body } of messagesIn(this.#received, this.#receive(0))) {
        if (sequence !== this.#sequence) continue;
        if ((flags & NLM_F_DUMP_INTR) !== 0) isWhole = false;
        const errno = type === NLMSG_ERROR ? -body.readInt32LE(0) : 0;
        if (errno !== 0) throw Object.assign(new Error(`netlink: errno ${errno}`), { errno });
        if (type === NLMSG_DONE) return isWhole ? bodies : undefined;
        bodies.push(Buffer.from(body));
      }
    }
  }

  /** Hands over what the groups have told since the last time; false when something of it was lost. */
  news(hear: (type: number, body: Buffer) => void): boolean {
    let isWhole = true;
    for (;;) {
      const length = libc().recv(this.#fd, this.#received, this.#received.length, MSG_DONTWAIT);
      if (length < 0 && hasFailedWith('EAGAIN')) return isWhole;
      if (length < 0 && !hasFailedWith('ENOBUFS')) throw errnoError('netlink receive');
      if (length < 0) isWhole = false;
      for (const { type, body } of messagesIn(this.#received, length)) hear(type, body);
    }
  }

  close(): void {
    libc().close(this.#fd);
  }

  /** Numbers the messages and sends them; gives the first number. */
  #send(messages: Buffer): number {
    const first = this.#sequence + 1;
    for (let at = 0; at < messages.length; at += messages.readUInt32LE(at)) {
      this.#sequence += 1;
      messages.writeUInt32LE(this.#sequence, at + 8);
    }
    if (libc().send(this.#fd, messages, messages.length, 0) < 0) throw errnoError('netlink send');
    return first;
  }

  /** The length of the next datagram, which is put into the buffer from `at` on. */
  #receive(at: number): number {
    const room = at === 0 ? this.#received : this.#received.subarray(at);
    const length = libc().recv(this.#fd, room, room.length, MSG_DONTWAIT);
    if (length < 0) throw errnoError('netlink receive');
    return length;
  }
}

/** The messages of a datagram of so many bytes; the bodies are views. */
function* messagesIn(datagram: Buffer, length: number) {
  for (let at = 0; at + messageHeaderLength <= length; ) {
    const size = datagram.readUInt32LE(at);
    yield {
      type: datagram.readUInt16LE(at + 4),
      flags: datagram.readUInt16LE(at + 6),
      sequence: datagram.readUInt32LE(at + 8),
      body: datagram.subarray(at + messageHeaderLength, at + size),
    };
    at += aligned(size);
  }
}

/** A question: the type, the family's own struct, and attributes. */
export function question(type: number, struct: Uint8Array, ...attributes: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(messageHeaderLength);
  const message = Buffer.concat([header, struct, ...attributes]);
  message.writeUInt32LE(message.length, 0);
  message.writeUInt16LE(type, 4);
  message.writeUInt16LE(NLM_F_REQUEST, 6);
  return message;
}

/** One attribute, ready to be put behind a struct. */
export function attribute(type: number, value: Uint8Array): Buffer {
  const encoded = Buffer.alloc(aligned(attributeHeaderLength + value.length));
  encoded.writeUInt16LE(attributeHeaderLength + value.length, 0);
  encoded.writeUInt16LE(type, 2);
  encoded.set(value, attributeHeaderLength);
  return encoded;
}

/** The value of the first attribute of a type; attributes begin after the family's struct of `offset` bytes. */
export function attributeIn(body: Buffer, offset: number, type: number): Buffer | undefined {
  const at = valueAt(body, offset, body.length, type);
  return at === none ? undefined : body.subarray(at, valueEnd(body, at));
}

export const none = -1;

/** Where the value of the first attribute of a type begins, of those between two places; `none` without one. */
export function valueAt(body: Buffer, from: number, to: number, type: number): number {
  for (let at = from; at + attributeHeaderLength <= to; ) {
    const size = body.readUInt16LE(at);
    if (size < attributeHeaderLength || at + size > to) return none;
    if ((body.readUInt16LE(at + 2) & typeMask) === type) return at + attributeHeaderLength;
    at += aligned(size);
  }
  return none;
}

/** Where a value ends that begins at `at`: there the next attribute of a list begins, but for the padding. */
export const valueEnd = (body: Buffer, at: number) =>
  at - attributeHeaderLength + body.readUInt16LE(at - attributeHeaderLength);

/** Without the flags "nested" and "in network order". */
const typeMask = 0x3fff;
export const aligned = (size: number) => (size + 3) & ~3;
