import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { reasonOf } from '../../errors.js';
import { longestPacket, type Packet, parsePacket } from './packet.js';
import { faultOfAnswer, type Secret } from './signature.js';

/** Where a server listens. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
  readonly secret: Secret;
}

export interface Patience {
  /** Until the question is asked a second time; each time after that it takes twice as long. */
  readonly timeoutMs: number;
  /** How often it is asked again. */
  readonly retries: number;
}

type Reply =
  | { readonly kind: 'answer'; readonly packet: Packet }
  /** Something answered that is not the server, or does not speak as it must. */
  | { readonly kind: 'invalid'; readonly reason: string }
  | { readonly kind: 'silent'; readonly reason: string };

/** Makes the packet; told the address that it will come from. */
export type Question = (ownAddress: string) => Buffer;

/**
 * Asks one server, again and again with growing pauses (RFC 5080 §2.2.1), from a socket of its own: whoever wants to
 * forge an answer must guess its port too. What is invalid is passed over, as RFC 2865 §3 wants; a valid answer may still
 * come in the same pause, but nothing is asked again. With a signal it is silent as soon as that says so.
 */
export async function exchange(
  { address, port, secret }: Endpoint,
  question: Question,
  accepted: readonly number[],
  { timeoutMs, retries }: Patience,
  signal?: AbortSignal,
): Promise<Reply> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  try {
    const connected = once(socket, 'connect');
    socket.connect(port, address);
    await connected;
    const request = question(socket.address().address);
    let invalid: string | undefined;
    const judge = (datagram: Buffer): Packet | undefined => {
      const packet = datagram.length <= longestPacket ? parsePacket(datagram) : undefined;
      const fault = packet ? faultOfAnswer(packet, request, secret) : 'it has not the form of a packet';
      if (packet && fault === undefined && accepted.includes(packet.code)) return packet;
      invalid = fault ?? `code ${packet?.code} is no answer to this request`;
      return undefined;
    };
    for (let tries = 0, pauseMs = timeoutMs; tries <= retries; tries += 1, pauseMs *= 2) {
      const answer = nextAnswer(socket, judge, pauseMs * (0.9 + Math.random() * 0.2), signal);
      socket.send(request);
      const packet = await answer;
      if (packet) return { kind: 'answer', packet };
      if (signal?.aborted) break;
      if (invalid !== undefined) return { kind: 'invalid', reason: invalid };
    }
    return { kind: 'silent', reason: 'no answer' };
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return { kind: 'silent', reason: reasonOf(error) }; // ICMP said that nobody listens, or there is no route
  } finally {
    socket.close();
  }
}

/** The first datagram that the judge takes; undefined when the time is over. Rejects when the kernel hears of an error. */
function nextAnswer(
  socket: Socket,
  judge: (datagram: Buffer) => Packet | undefined,
  waitMs: number,
  signal: AbortSignal | undefined,
): Promise<Packet | undefined> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      socket.off('message', hear).off('error', fail);
      signal?.removeEventListener('abort', giveUp);
      settle();
    };
    const hear = (datagram: Buffer) => {
      const packet = judge(datagram);
      if (packet) finish(() => resolve(packet));
    };
    const fail = (error: Error) => finish(() => reject(error));
    const giveUp = () => finish(() => resolve(undefined));
    const timer = setTimeout(giveUp, waitMs);
    socket.on('message', hear).on('error', fail);
    if (signal?.aborted) giveUp();
    else signal?.addEventListener('abort', giveUp);
  });
}
