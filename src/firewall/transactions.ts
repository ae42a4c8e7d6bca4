import { reasonOf } from '../errors.js';
import { type Tell, untold } from '../happenings/happenings.js';
import { errnoWords } from '../system/libc.js';
import { Netlink } from '../system/netlink.js';
import { NetlinkWriter } from '../system/netlink-writer.js';
import { stopwatch } from '../system/stopwatch.js';
import { batchOf } from './nft-batch.js';
import type { Command } from './nft-commands.js';
import { nftText } from './nft-text.js';
import { firewallUnavailable } from './unavailable.js';

/** Steps in one transaction: more would let the first of them wait too long, and not fit into a socket. */
const usualSteps = 300;

interface Change {
  readonly commands: readonly Command[];
  readonly done: () => void;
  readonly failed: (cause: unknown) => void;
}

/** The one who writes into our table. Changes that come together are one transaction, and each stands or falls by itself. */
export class Transactions {
  readonly #tell: Tell;
  readonly #writer = new NetlinkWriter();
  #opened: Netlink | undefined;
  #waiting: Change[] = [];
  #submitted = 0;
  #writing: Promise<void> | undefined;

  constructor(tell: Tell = untold) {
    this.#tell = tell;
  }

  /** Resolves when the kernel has all of the commands; rejects with `firewall-unavailable` when it has none of them. */
  submit(commands: readonly Command[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const failed = (cause: unknown) => reject(firewallUnavailable(reasonOf(cause), cause));
      this.#submitted += 1;
      this.#waiting.push({ commands, done: resolve, failed });
      this.#writing ??= this.#write();
    });
  }

  /** Gives what tells later whether all this time nothing was being written. */
  watch(): () => boolean {
    const submitted = this.#submitted;
    const isQuiet = this.#writing === undefined;
    return () => isQuiet && submitted === this.#submitted;
  }

  async close(): Promise<void> {
    await this.#writing;
    this.#opened?.close();
    this.#opened = undefined;
  }

  async #write(): Promise<void> {
    await undefined; // what is asked for in the same turn shares the first transaction
    while (this.#waiting.length > 0) {
      const changes = this.#waiting;
      this.#waiting = [];
      for (const some of together(changes)) await this.#transact(some);
    }
    this.#writing = undefined; // in the same turn as the last look, or what comes between waits for ever
  }

  /** Those of which something is refused fail, and the others are tried anew. */
  async #transact(changes: readonly Change[]): Promise<void> {
    const seconds = stopwatch();
    const told = (isTaken: boolean) =>
      this.#tell('nft-written', { seconds: seconds(), changes: changes.length, isTaken });
    try {
      const refused = await this.#send(changes);
      told(refused.size === 0);
      for (const [change, cause] of refused) change.failed(cause);
      const others = changes.filter((change) => !refused.has(change));
      if (refused.size > 0 && others.length > 0) await this.#transact(others);
      else for (const change of others) change.done();
    } catch (cause) {
      told(false);
      for (const change of changes) change.failed(cause);
    }
  }

  async #send(changes: readonly Change[]): Promise<Map<Change, Error>> {
    const steps = changes.flatMap((change) => change.commands.map((command) => ({ change, command })));
    const refused = new Map<Change, Error>();
    if (steps.length === 0) return refused;
    this.#opened ??= new Netlink('netfilter');
    const refusals = await this.#opened.transact(
      batchOf(
        steps.map(({ command }) => command),
        this.#writer,
      ),
    );
    for (const { place, errno } of refusals) {
      const step = steps[place - 1];
      if (!step) throw new Error(`nftables: ${errnoWords(errno)}`);
      const { change, command } = step;
      if (!refused.has(change))
        refused.set(change, new Error(`nftables refused "${nftText(command)}": ${errnoWords(errno)}`));
    }
    return refused;
  }
}

/** As many at a time as are one transaction. */
function* together(changes: readonly Change[]): Generator<readonly Change[]> {
  let some: Change[] = [];
  let steps = 0;
  for (const change of changes) {
    some.push(change);
    steps += change.commands.length;
    if (steps < usualSteps) continue;
    yield some;
    some = [];
    steps = 0;
  }
  if (some.length > 0) yield some;
}
