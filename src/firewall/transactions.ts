import { type PortalError, reasonOf } from '../errors.js';
import { type Tell, untold } from '../happenings/happenings.js';
import { Batches } from '../system/batches.js';
import { errnoWords } from '../system/libc.js';
import { Netlink } from '../system/netlink.js';
import { NetlinkWriter } from '../system/netlink-writer.js';
import { stopwatch } from '../system/stopwatch.js';
import { batchOf } from './nft-batch.js';
import type { Change } from './nft-commands.js';
import { nftText } from './nft-text.js';
import { firewallUnavailable } from './unavailable.js';

/** Steps in one transaction: more would let the first of them wait too long, and not fit into a socket. */
const usualSteps = 300;

/** Those of which the kernel has taken nothing, and why. */
type Refused = ReadonlyMap<Change, PortalError>;

/** Changes that are part of one transaction. */
interface Waiting {
  readonly changes: readonly Change[];
  readonly settled: (refused: Refused) => void;
}

/** The one who writes into our table. Changes that come together are one transaction, and each stands or falls by itself. */
export class Transactions {
  readonly #tell: Tell;
  readonly #writer = new NetlinkWriter();
  #opened: Netlink | undefined;
  readonly #waiting = new Batches<Waiting>((waiting) => this.#write(waiting));
  #submitted = 0;

  constructor(tell: Tell = untold) {
    this.#tell = tell;
  }

  /** Resolves when the kernel has all of the commands; rejects with `firewall-unavailable` when it has none of them. */
  async submit(change: Change): Promise<void> {
    for (const cause of (await this.submitAll([change])).values()) throw cause;
  }

  /** Resolves when the kernel has each of the changes or has refused it; gives those, each with `firewall-unavailable`. */
  async submitAll(changes: readonly Change[]): Promise<Refused> {
    this.#submitted += 1;
    const parts = [...together(changes, (change) => change.length)].map(
      (some) =>
        new Promise<Refused>((settled) => {
          this.#waiting.add({ changes: some, settled });
        }),
    );
    const refused = new Map<Change, PortalError>();
    for (const part of await Promise.all(parts))
      for (const [change, cause] of part) refused.set(change, cause);
    return refused;
  }

  /** Gives what tells later whether all this time nothing was being written. */
  watch(): () => boolean {
    const submitted = this.#submitted;
    const isQuiet = this.#waiting.isIdle;
    return () => isQuiet && submitted === this.#submitted;
  }

  async close(): Promise<void> {
    await this.#waiting.idle();
    this.#opened?.close();
    this.#opened = undefined;
  }

  async #write(waiting: readonly Waiting[]): Promise<void> {
    for (const some of together(waiting, ({ changes }) => stepsOf(changes))) {
      const refused = await this.#transact(some.flatMap(({ changes }) => changes));
      for (const { changes, settled } of some) settled(among(changes, refused));
    }
  }

  /** Those of which something is refused fail, and the others are tried anew. */
  async #transact(changes: readonly Change[]): Promise<Refused> {
    const seconds = stopwatch();
    const told = (isTaken: boolean) =>
      this.#tell('nft-written', { seconds: seconds(), changes: changes.length, isTaken });
    try {
      const refused = await this.#send(changes);
      told(refused.size === 0);
      if (refused.size === 0) return refused;
      const others = changes.filter((change) => !refused.has(change));
      return new Map([...refused, ...(others.length > 0 ? await this.#transact(others) : [])]);
    } catch (cause) {
      told(false);
      const error = firewallUnavailable(reasonOf(cause), cause);
      return new Map(changes.map((change) => [change, error]));
    }
  }

  async #send(changes: readonly Change[]): Promise<Refused> {
    const refused = new Map<Change, PortalError>();
    if (stepsOf(changes) === 0) return refused;
    this.#opened ??= new Netlink('netfilter');
    for (const { place, errno } of await this.#opened.transact(batchOf(changes, this.#writer))) {
      const step = stepAt(changes, place - 1);
      if (!step) throw new Error(`nftables: ${errnoWords(errno)}`);
      const { change, command } = step;
      const reason = `nftables refused "${nftText(command)}": ${errnoWords(errno)}`;
      if (!refused.has(change)) refused.set(change, firewallUnavailable(reason));
    }
    return refused;
  }
}

/** As many at a time as are one transaction. */
function* together<Item>(
  items: readonly Item[],
  stepsOfOne: (item: Item) => number,
): Generator<readonly Item[]> {
  let some: Item[] = [];
  let steps = 0;
  for (const item of items) {
    some.push(item);
    steps += stepsOfOne(item);
    if (steps < usualSteps) continue;
    yield some;
    some = [];
    steps = 0;
  }
  if (some.length > 0) yield some;
}

const stepsOf = (changes: readonly Change[]) => changes.reduce((steps, change) => steps + change.length, 0);

function stepAt(changes: readonly Change[], place: number) {
  let first = 0;
  for (const change of changes) {
    const command = change[place - first];
    if (command) return { change, command };
    first += change.length;
  }
  return undefined;
}

function among(changes: readonly Change[], refused: Refused): Refused {
  if (refused.size === 0) return refused;
  const own = new Map<Change, PortalError>();
  for (const change of changes) {
    const cause = refused.get(change);
    if (cause) own.set(change, cause);
  }
  return own;
}
