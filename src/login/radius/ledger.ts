import { type Client, type ClientKey, keyOf } from '../../client/client.js';
import type { IpAddress } from '../../client/ip-address.js';
import { type Authorisation, type Usage, unused } from '../../store/authorisation.js';
import type { AccountingRecord } from './accounting-record.js';
import type { AddressesOf } from './nas.js';
import { type SessionNotes, sessionIn } from './session-notes.js';

/** A session of which the accounting has heard the beginning and not the end. */
interface OpenSession extends Client {
  readonly notes: SessionNotes;
  readonly addresses: readonly IpAddress[];
  readonly startedAt: number;
  /** What the authorisation had used before this session, when it was somebody else's. */
  readonly before: Usage;
  /** Of the authorisation, as last heard. */
  readonly used: Usage;
  /** When the accounting heard of it last. */
  readonly toldAt: number;
}

/** How a session ended of which the store has nothing: nobody knows, or a backup without it was restored. */
export type Lost = 'NAS-Error' | 'Admin-Reset';

/** What is written to the disk. */
export interface LedgerContents {
  readonly open: readonly OpenSession[];
  readonly waiting: readonly AccountingRecord[];
}

/**
 * What the accounting has heard, beside what the store has: the difference is what there is to tell. So it matters not
 * whether a change was seen when it happened or is found after a restart.
 */
export class Ledger {
  readonly #open: Map<ClientKey, OpenSession>;
  #waiting: AccountingRecord[];
  readonly #most: number;
  readonly #addressesOf: AddressesOf;
  /** How many records were let go, since there was no room. */
  lost = 0;

  constructor({ open, waiting }: LedgerContents, addressesOf: AddressesOf, most: number) {
    this.#open = new Map(open.map((session) => [keyOf(session), session]));
    this.#waiting = [...waiting];
    this.#addressesOf = addressesOf;
    this.#most = most;
  }

  get contents(): LedgerContents {
    return { open: [...this.#open.values()], waiting: this.#waiting };
  }

  get open(): Iterable<OpenSession> {
    return this.#open.values();
  }

  /** Takes note of what the store has for a client now. Nothing: `lost` says why; another session: a login on top. */
  see(client: Client, authorisation: Authorisation | undefined, now: number, lost: Lost = 'NAS-Error'): void {
    const known = this.#open.get(keyOf(client));
    const notes = authorisation?.method === 'radius' ? sessionIn(authorisation.notes) : undefined;
    const isSame = known !== undefined && known.notes.session === notes?.session;
    if (known && !isSame) this.#close(known, authorisation ? 'User-Request' : lost, now, notes?.before);
    else if (known && authorisation?.ending)
      this.#close(known, authorisation.ending.terminateCause, authorisation.ending.at, authorisation.used);
    if (!authorisation || !notes || authorisation.ending) return;
    if (isSame) this.#open.set(keyOf(client), { ...known, notes, used: authorisation.used });
    else this.#begin(client, notes, authorisation, now);
  }

  /** The session of one client is another one's from now on. */
  move(from: Client, to: Client, now: number): void {
    const known = this.#open.get(keyOf(from));
    if (!known) return;
    this.#open.delete(keyOf(from));
    const { mac, zone } = to;
    this.update({ ...known, mac, zone }, known.used, now);
  }

  /** Tells how far a session is. */
  update(session: OpenSession, used: Usage, now: number): void {
    const addresses = this.#addressesOf(session);
    const updated = { ...session, used, toldAt: now, ...(addresses.length > 0 ? { addresses } : {}) };
    this.#open.set(keyOf(session), updated);
    this.#tell({ ...recordOf(updated), status: 'Interim-Update', at: now });
  }

  /** The first record of each session that waits, of so many sessions. */
  next(most: number): AccountingRecord[] {
    const firsts = new Map<string, AccountingRecord>();
    for (const record of this.#waiting) {
      if (firsts.size >= most) break;
      if (!firsts.has(record.session)) firsts.set(record.session, record);
    }
    return [...firsts.values()];
  }

  /** The accounting has heard this. */
  told(record: AccountingRecord): void {
    this.#waiting = this.#waiting.filter((each) => each !== record);
  }

  /** The accounting could not be told this: other sessions come first, so that one record never holds up all. */
  postpone({ session }: AccountingRecord): void {
    const isOfSession = (each: AccountingRecord) => each.session === session;
    const [own, others] = [
      this.#waiting.filter(isOfSession),
      this.#waiting.filter((each) => !isOfSession(each)),
    ];
    this.#waiting = [...others, ...own];
  }

  #begin(client: Client, notes: SessionNotes, { startedAt, used }: Authorisation, now: number): void {
    const { mac, zone } = client;
    const session: OpenSession = {
      mac,
      zone,
      notes,
      addresses: this.#addressesOf(client),
      startedAt: notes.startedAt ?? startedAt,
      before: notes.before ?? unused,
      used,
      toldAt: now,
    };
    this.#open.set(keyOf(client), session);
    this.#tell({ ...recordOf(session), status: 'Start', at: session.startedAt });
  }

  #close(
    session: OpenSession,
    terminateCause: NonNullable<AccountingRecord['terminateCause']>,
    at: number,
    used = session.used,
  ): void {
    this.#open.delete(keyOf(session));
    this.#tell({ ...recordOf({ ...session, used }), status: 'Stop', at, terminateCause });
  }

  /** What is said of how far a session is, a later word of the same session takes back. */
  #tell(record: AccountingRecord): void {
    const isTakenBack = ({ status, session }: AccountingRecord) =>
      status === 'Interim-Update' && session === record.session;
    this.#waiting = [...this.#waiting.filter((each) => !isTakenBack(each)), record];
    while (this.#waiting.length > this.#most) this.#letGo();
  }

  #letGo(): void {
    const dispensable = this.#waiting.findIndex(({ status }) => status === 'Interim-Update');
    this.#waiting.splice(Math.max(0, dispensable), 1);
    this.lost += 1;
  }
}

function recordOf({ mac, zone, notes, addresses, startedAt, before, used }: OpenSession) {
  const { session, userName, server, classes } = notes;
  const own = minus(used, before);
  return { mac, zone, session, userName, server, classes, addresses, startedAt, used: own };
}

function minus(used: Usage, before: Usage): Usage {
  const left = (key: keyof Usage) => Math.max(0, used[key] - before[key]);
  return {
    inputBytes: left('inputBytes'),
    outputBytes: left('outputBytes'),
    inputPackets: left('inputPackets'),
    outputPackets: left('outputPackets'),
  };
}
