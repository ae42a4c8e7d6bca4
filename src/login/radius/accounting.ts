import type { Gate } from '../../access/gate.js';
import { reasonOf } from '../../errors.js';
import type { Change, Unsubscribe } from '../../store/store.js';
import type { Clock } from '../../system/clock.js';
import type { Log } from '../../system/log.js';
import type { RandomBytes } from '../../system/random.js';
import { type Repetition, repeat } from '../../system/repeat.js';
import { sparingly } from '../../system/sparingly.js';
import { type AccountingRecord, accountingRequest } from './accounting-record.js';
import { Ledger, type Lost } from './ledger.js';
import { readLedger, writeLedger } from './ledger-file.js';
import type { AddressesOf } from './nas.js';
import { codes } from './packet.js';
import type { Servers } from './servers.js';

interface AccountingOptions {
  readonly gate: Gate;
  readonly servers: Servers;
  readonly addressesOf: AddressesOf;
  readonly nasIdentifier: string;
  /** Where a configured one takes precedence over the server's (RFC 2869 §2.1); undefined: the server's. */
  readonly interimSeconds: number | undefined;
  readonly path: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
}

const pauseMs = 1_000;
const mostWaiting = 10_000;
const mostAtOnce = 16;
const longestPauseMs = 60_000;

/**
 * Tells the accounting server of each session's beginning, progress and end. Nobody waits for it: what there is to tell
 * waits in a file until the server has heard it.
 */
export class Accounting {
  readonly #options: AccountingOptions;
  #ledger: Ledger;
  #unsubscribe: Unsubscribe = () => undefined;
  #repetitions: readonly Repetition[] = [];
  #isWritten = true;
  /** Ends the questions that are under way. */
  #stopping = new AbortController();
  /** After a failure: how long it is left alone, and until when. */
  #restMs = 0;
  #restUntil = 0;

  constructor(options: AccountingOptions) {
    this.#options = options;
    this.#ledger = new Ledger({ open: [], waiting: [] }, options.addressesOf, mostWaiting);
  }

  /** Goes on where the last one stopped, with what has changed in the store since. */
  async start(): Promise<void> {
    const { path, log, gate, addressesOf } = this.#options;
    this.#stopping = new AbortController();
    this.#restMs = 0;
    this.#restUntil = 0;
    this.#ledger = new Ledger(await readLedger(path, log), addressesOf, mostWaiting);
    this.#unsubscribe = gate.store.subscribe((change) => this.#hear(change));
    await this.#compareWithStore('NAS-Error');
    const lost = sparingly((fields) => log.error(fields, 'RADIUS accounting was lost, since too much waits'));
    this.#repetitions = [
      repeat('RADIUS accounting', pauseMs, () => this.#send(), log),
      repeat('write RADIUS accounting', pauseMs, () => this.#write(lost), log),
    ];
  }

  /** What waits goes on waiting in the file; sessions go on without us. */
  async stop(): Promise<void> {
    this.#unsubscribe();
    this.#stopping.abort();
    await Promise.all(this.#repetitions.map((repetition) => repetition.stop()));
    await this.#write(() => undefined).catch((error: unknown) =>
      this.#options.log.error({ reason: reasonOf(error) }, 'the RADIUS accounting could not be written'),
    );
  }

  #hear(change: Change): void {
    const now = this.#options.clock();
    if (change.kind === 'authorisation') this.#ledger.see(change.authorisation, change.authorisation, now);
    else if (change.kind === 'authorisation-moved') {
      this.#ledger.move(change.from, change.authorisation, now);
      this.#ledger.see(change.authorisation, change.authorisation, now);
    } else if (change.kind === 'everything') {
      void this.#compareWithStore('Admin-Reset'); // what is in memory can be read
      return;
    } else return;
    this.#haveNews();
  }

  /** `lost` is why sessions are over of which the store has nothing. */
  async #compareWithStore(lost: Lost): Promise<void> {
    const { gate, clock } = this.#options;
    for (const authorisation of await gate.store.authorisations())
      this.#ledger.see(authorisation, authorisation, clock());
    for (const session of [...this.#ledger.open])
      if (!gate.store.authorisation(session)) this.#ledger.see(session, undefined, clock(), lost);
    this.#haveNews();
  }

  #haveNews(): void {
    this.#isWritten = false;
    this.#repetitions[0]?.soon();
  }

  async #write(lost: (fields: { readonly records: number }) => void): Promise<void> {
    if (this.#isWritten) return;
    if (this.#ledger.lost > 0) lost({ records: this.#ledger.lost });
    this.#ledger.lost = 0;
    this.#isWritten = true;
    try {
      await writeLedger(this.#options.path, this.#ledger.contents);
    } catch (error) {
      this.#isWritten = false;
      throw error;
    }
  }

  async #send(): Promise<void> {
    this.#tellProgress();
    if (this.#options.clock() < this.#restUntil) return;
    for (;;) {
      const records = this.#ledger.next(this.#restMs === 0 ? mostAtOnce : 1);
      if (records.length === 0) return;
      const outcomes = await Promise.allSettled(records.map((record) => this.#tell(record)));
      if (outcomes.every(({ status }) => status === 'fulfilled')) this.#restMs = 0;
      else return this.#rest();
    }
  }

  #rest(): void {
    this.#restMs = Math.min(Math.max(pauseMs, this.#restMs * 2), longestPauseMs);
    this.#restUntil = this.#options.clock() + this.#restMs;
  }

  async #tell(record: AccountingRecord): Promise<void> {
    const { servers, nasIdentifier, clock, random } = this.#options;
    const question = (secret: string) => accountingRequest(record, nasIdentifier, clock(), secret, random);
    const accepted = [codes.accountingResponse];
    const wishes = { preferred: record.server, signal: this.#stopping.signal };
    try {
      await servers.ask('accounting', ({ secret }) => question(secret), accepted, wishes);
      this.#ledger.told(record);
    } catch (error) {
      this.#ledger.postpone(record);
      throw error;
    } finally {
      this.#isWritten = false;
    }
  }

  #tellProgress(): void {
    const { clock, gate, interimSeconds: own } = this.#options;
    const now = clock();
    for (const session of [...this.#ledger.open]) {
      const seconds = own ?? session.notes.interimSeconds;
      if (seconds === undefined || now - session.toldAt < seconds * 1000) continue;
      this.#ledger.update(session, gate.usage.usedBy(session) ?? session.used, now);
      this.#isWritten = false;
    }
  }
}
