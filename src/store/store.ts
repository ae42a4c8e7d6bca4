import type { Client } from '../client/client.js';
import type { Account, AccountKey, Login } from './account.js';
import type { Authorisation, Ending, Usage } from './authorisation.js';
import type { ListEntry, ListEntryName } from './list-entry.js';
import type { KeyIn, RecordIn, TableName } from './sections.js';
import type { StoreFile } from './store-file.js';
import type { Table } from './table.js';

export type Change =
  | { readonly kind: 'authorisation'; readonly authorisation: Authorisation }
  | { readonly kind: 'authorisation-moved'; readonly authorisation: Authorisation; readonly from: Client }
  | { readonly kind: 'list-entry'; readonly entry: ListEntry }
  | { readonly kind: 'list-entry-deleted'; readonly entry: ListEntry }
  | { readonly kind: 'everything' };

export type Unsubscribe = () => void;

/**
 * What must not be lost: the desired state, of which the firewall is a cache.
 *
 * What is asked at every request (`authorisation`, `account`, `listEntriesFor`) is known at once: a store elsewhere keeps a
 * copy of it here. Each operation is atomic, and a change is durable when its promise resolves. Records are immutable values, one
 * authorisation for each client: the one in force, or the last one that ended. A change that cannot be kept rejects with
 * a PortalError `store-full` or `store-unavailable` and has not happened, or with `not-kept`: see `FailSafeStore`.
 */
export interface Store {
  authorisation(client: Client): Authorisation | undefined;
  authorisations(): Promise<readonly Authorisation[]>;
  /** What the authorisations of a user or device have used, as of the last time each was written. */
  account(key: AccountKey): Account | undefined;
  accounts(): Promise<readonly Account[]>;
  /** An account that is there has used as much at least, as the firewall has counted. */
  usedAtLeast(key: AccountKey, bytes: number): Promise<void>;
  /** Puts it in the place of whatever the client had; its account goes by the login's budget from now on. */
  grant(authorisation: Authorisation, login?: Login): Promise<void>;
  /** Ends what is in force, with its final usage, and gives it as it ended; undefined when nothing was. */
  end(client: Client, ending: Ending, used?: Usage): Promise<Authorisation | undefined>;
  /** Compare and set: false, and nothing done, when `expected` is no longer what the store has. */
  replace(expected: Authorisation, next: Authorisation, login?: Login): Promise<boolean>;
  /**
   * Puts `next`, which is another client's, in the place of `expected` and of what that client had: `over`. Compare and
   * set: false, and nothing done, when either client no longer has that, or `over` has no ending.
   */
  move(expected: Authorisation, next: Authorisation, over: Authorisation | undefined): Promise<boolean>;
  /** Removes records of authorisations that ended before then, and of accounts that matter no longer since before `doneBefore`. */
  purge(endedBefore: number, doneBefore: number): Promise<void>;

  /** The entries that speak of a client: that of its zone, that of all zones, or both. */
  listEntriesFor(client: Client): readonly ListEntry[];
  listEntries(): Promise<readonly ListEntry[]>;
  putListEntry(entry: ListEntry): Promise<void>;
  /** All of them or none. */
  putListEntries(entries: readonly ListEntry[]): Promise<void>;
  /** The entry that was there; undefined when there was none, or not the expected one: then nothing is done. */
  deleteListEntry(name: ListEntryName, expected?: ListEntry): Promise<ListEntry | undefined>;

  /** All records, as of one moment. */
  everything(): Promise<StoreFile>;
  /** Puts others in the place of all of them; the authorisations among them whose end has come by `now` have ended. */
  replaceAll(records: StoreFile, now: number): Promise<void>;

  /** The records of a kind that has no rules of its own here. */
  table<Name extends TableName>(name: Name): Table<KeyIn<Name>, RecordIn<Name>>;

  /** Calls the listener with each change after it became durable, in order. */
  subscribe(listener: (change: Change) => void): Unsubscribe;
  /** Finishes what was begun; nothing can be changed afterwards. */
  close(): Promise<void>;
}
