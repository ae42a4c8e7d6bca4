import { connect } from 'node:net';
import { Dice } from './dice.js';
import { malformedRequest } from './malformed.js';

export interface Target {
  readonly host: string;
  readonly ports: readonly number[];
  /** The addresses that requests come from. */
  readonly from: readonly string[];
  /** Asked before each connection: there is no use in going on without. */
  isRunning(): boolean;
}

const parallel = 128;
const longestPipeline = 20;
/** A connection on which the server waits for more is ended by us. */
const patienceMs = 30;

/** So many are never sent for one answer; what follows a fault on its connection is not even read. */
const mostSentPerAnswer = 50;

/**
 * Sends malformed requests, many to a connection and many connections at a time, until `count` of them are answered;
 * gives how many were.
 */
export async function barrage(target: Target, seed: number, count: number): Promise<number> {
  let answered = 0;
  let sent = 0;
  const work = async (dice: Dice) => {
    while (target.isRunning() && answered < count && sent < count * mostSentPerAnswer) {
      const length = 1 + dice.below(longestPipeline);
      sent += length;
      const answers = await send(
        target,
        dice,
        Buffer.concat(Array.from({ length }, () => malformedRequest(dice))),
      );
      answered += answers;
    }
  };
  await Promise.all(Array.from({ length: parallel }, (_, worker) => work(new Dice(seed + worker))));
  return answered;
}

/** Gives the number of answers. */
function send({ host, ports, from }: Target, dice: Dice, requests: Buffer): Promise<number> {
  const port = ports[dice.below(ports.length)] ?? 0;
  const localAddress = dice.of(from);
  const isImpatient = dice.below(2) === 0;
  return new Promise((resolve) => {
    const socket = connect({ host, port, localAddress });
    socket.on('error', () => undefined); // a reset is an answer, too
    let answers = 0;
    socket.on('data', (chunk) => {
      answers += chunk.toString('latin1').split(/HTTP\/1\.1 \d\d\d /).length - 1;
    });
    socket.on('close', () => resolve(answers));
    if (isImpatient) socket.end(requests);
    else socket.write(requests);
    let hasWaited = false;
    socket.setTimeout(patienceMs, () => {
      if (hasWaited) socket.destroy();
      else socket.end();
      hasWaited = true;
    });
  });
}
