import { errnoError, errnoWords, hasFailedWith, libc } from './libc.js';
import { aligned, messageHeaderLength, messagesIn, NLM_F_REQUEST } from './netlink-message.js';
import { Pace } from './steps.js';

const AF_NETLINK = 16;
const SOCK_RAW_CLOEXEC = 3 | 0o2000000;
const MSG_DONTWAIT = 0x40;
const NLM_F_DUMP_INTR = 0x10;
const NLM_F_DUMP = 0x300;
const NLMSG_ERROR = 2;
const NLMSG_DONE = 3;

/** Numbers have 32 bits, of which so many are left for what is sent at once. */
const lastSequence = 2 ** 31;

/** The place of a message among those that were sent together, from 0 on, and why the kernel refused it. */
interface Refusal {
  readonly place: number;
  readonly errno: number;
}

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
    const parts = this.#dump(question);
    for (;;) {
      const { done, value } = parts.next();
      if (done) return value;
    }
  }

  /**
   * The same, in steps of some milliseconds, between which the event loop has its turn, and more may change. Nobody may ask
   * anything else meanwhile.
   */
  async dumpInSteps(question: Buffer): Promise<Buffer[] | undefined> {
    const parts = this.#dump(question);
    const pace = new Pace();
    for (;;) {
      await pace.turn();
      const { done, value } = parts.next();
      if (done) return value;
    }
  }

  /** Goes on after each datagram. */
  *#dump(question: Buffer): Generator<undefined, Buffer[] | undefined, undefined> {
    question.writeUInt16LE(NLM_F_REQUEST | NLM_F_DUMP, 6);
    this.#send(question);
    const bodies: Buffer[] = [];
    let isWhole = true;
    for (;;) {
      const datagram = Buffer.from(this.#received.subarray(0, this.#receive(0)));
      for (const { type, flags, sequence, body } of messagesIn(datagram, datagram.length)) {
        if (sequence !== this.#sequence) continue;
        if ((flags & NLM_F_DUMP_INTR) !== 0) isWhole = false;
        const errno = type === NLMSG_ERROR ? -body.readInt32LE(0) : 0;
        if (errno !== 0) throw Object.assign(new Error(`netlink: ${errnoWords(errno)}`), { errno });
        if (type === NLMSG_DONE) return isWhole ? bodies : undefined;
        bodies.push(body);
      }
      yield;
    }
  }

  /**
   * Sends messages of which the kernel does all or nothing, and which ask for one acknowledgement at least; resolves when it
   * has, with those that it refused. Nothing else waits meanwhile, but the next one must: it may take as long as another
   * program has the kernel's tables.
   */
  async transact(messages: Buffer): Promise<Refusal[]> {
    const first = this.#number(messages);
    if ((await libc().sendMeanwhile(this.#fd, messages, messages.length, 0)) < 0)
      throw new Error(`netlink: ${messages.length} bytes could not be sent`);
    const refusals: Refusal[] = [];
    let isAnswered = false;
    // There may be more refusals than the socket has room for: the first ones are there.
    this.news((type, body, sequence) => {
      const errno = type === NLMSG_ERROR ? -body.readInt32LE(0) : 0;
      if (errno !== 0) refusals.push({ place: sequence - first, errno });
      isAnswered = true;
    });
    if (!isAnswered) throw new Error('netlink: no answer');
    return refusals;
  }

  /** Hands over what the groups have told since the last time; false when something of it was lost. */
  news(hear: (type: number, body: Buffer, sequence: number) => void): boolean {
    let isWhole = true;
    for (;;) {
      const length = libc().recv(this.#fd, this.#received, this.#received.length, MSG_DONTWAIT);
      if (length < 0 && hasFailedWith('EAGAIN')) return isWhole;
      if (length < 0 && !hasFailedWith('ENOBUFS')) throw errnoError('netlink receive');
      if (length < 0) isWhole = false;
      for (const { type, body, sequence } of messagesIn(this.#received, length)) hear(type, body, sequence);
    }
  }

  close(): void {
    libc().close(this.#fd);
  }

  /** Numbers the messages and sends them; gives the first number. */
  #send(messages: Buffer): number {
    const first = this.#number(messages);
    if (libc().send(this.#fd, messages, messages.length, 0) < 0) throw errnoError('netlink send');
    return first;
  }

  #number(messages: Buffer): number {
    if (this.#sequence > lastSequence) this.#sequence = 0;
    const first = this.#sequence + 1;
    for (let at = 0; at < messages.length; at += messages.readUInt32LE(at)) {
      this.#sequence += 1;
      messages.writeUInt32LE(this.#sequence, at + 8);
    }
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
