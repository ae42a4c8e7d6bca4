import { constants } from 'node:os';
import { reasonOf } from '../errors.js';
import { Netlink } from '../system/netlink.js';
import { attributeIn, question } from '../system/netlink-message.js';
import { Pace } from '../system/steps.js';
import * as nf from './nf-tables.js';
import { table } from './ruleset.js';
import { firewallUnavailable } from './unavailable.js';

export const nfgenmsgLength = 4;
/**
 * A transaction of somebody's may fall into the reading of a table: then it is read again. So many times in steps, which
 * gives it more time to, and then so many times at a stretch.
 */
const attempts = { inSteps: 2, atAStretch: 4 };

/** What nftables has, read by nfnetlink (linux/netfilter/nf_tables.h). */
export class Nfnetlink {
  #opened: Netlink | undefined;

  /**
   * Hands over the messages of a dump, between which others have their turn; false when there is nothing of that name.
   * `what` is named where it cannot be read: rejects with `firewall-unavailable`.
   */
  async read(what: string, asked: Buffer, take: (message: Buffer) => void): Promise<boolean> {
    const messages = await dump(what, asked);
    const pace = new Pace();
    for (const message of messages ?? []) {
      await pace.turn();
      take(message);
    }
    return messages !== undefined;
  }

  /** The answer to one question; undefined when there is none. */
  ask(asked: Buffer): Buffer | undefined {
    const [answer] = this.#netlink.ask(asked);
    return answer;
  }

  /** A number that changes with every transaction of anybody's. */
  generation(): number | undefined {
    const answer = this.ask(nftQuestion(nf.NFT_MSG_GETGEN));
    return answer && attributeIn(answer, nfgenmsgLength, nf.NFTA_GEN_ID)?.readUInt32BE(0);
  }

  close(): void {
    this.#opened?.close();
    this.#opened = undefined;
  }

  get #netlink(): Netlink {
    this.#opened ??= new Netlink('netfilter');
    return this.#opened;
  }
}

/** By a socket of its own, since nothing else may be asked meanwhile. */
async function dump(what: string, asked: Buffer): Promise<Buffer[] | undefined> {
  const netlink = new Netlink('netfilter');
  try {
    for (let attempt = 0; attempt < attempts.inSteps + attempts.atAStretch; attempt += 1) {
      const isInSteps = attempt < attempts.inSteps;
      const bodies = isInSteps ? await netlink.dumpInSteps(asked) : netlink.dump(asked);
      if (bodies) return bodies;
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).errno === constants.errno.ENOENT) return undefined;
    throw firewallUnavailable(`${what} cannot be read: ${reasonOf(cause)}`, cause);
  } finally {
    netlink.close();
  }
  throw firewallUnavailable(`${what} changes faster than it can be read`);
}

export const nftQuestion = (message: number, ...attributes: readonly Buffer[]) =>
  question(nftType(message), nfgenmsg, ...attributes);

export const nftType = (message: number) => (nf.NFNL_SUBSYS_NFTABLES << 8) | message;
export const nfgenmsg = Buffer.from([nf.NFPROTO_INET, 0, 0, 0]);
export const zeroTerminated = (text: string) => Buffer.from(`${text}\0`);
/** Without the family, which is in the message's own struct. */
export const tableName = zeroTerminated(table.replace(/^inet /, ''));
