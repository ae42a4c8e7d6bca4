import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { Budget } from '../plan/limits.js';
import {
  type Account,
  type AccountKey,
  accountAfter,
  accountWith,
  accountWithout,
  newAccount,
} from './account.js';
import type { Authorisation } from './authorisation.js';
import { type ListEntry, type ListKey, listKeyOf } from './list-entry.js';
import { ChangedRecords, type Records } from './records.js';
import type { Change } from './store.js';

/** Everything a store holds; only a settled `Draft` changes it. */
export interface Contents {
  readonly authorisations: Map<ClientKey, Authorisation>;
  readonly accounts: Map<AccountKey, Account>;
  readonly listEntries: Map<ListKey, ListEntry>;
}

export const noContents = (): Contents => ({
  authorisations: new Map(),
  accounts: new Map(),
  listEntries: new Map(),
});

/** What contents and drafts have in common. */
export interface Readable {
  readonly authorisations: Records<ClientKey, Authorisation>;
  readonly accounts: Records<AccountKey, Account>;
  readonly listEntries: Records<ListKey, ListEntry>;
}

/** The keys of what was put, replaced or taken out. */
export interface Changed {
  readonly authorisations: readonly ClientKey[];
  readonly accounts: readonly AccountKey[];
  readonly listEntries: readonly ListKey[];
}

/** Contents to be, and the changes that lead there. */
export class Draft implements Readable {
  readonly authorisations: ChangedRecords<ClientKey, Authorisation>;
  readonly accounts: ChangedRecords<AccountKey, Account>;
  readonly listEntries: ChangedRecords<ListKey, ListEntry>;
  readonly changes: Change[] = [];
  /** Whether anything differs from what it was made of. */
  isChanged = false;

  constructor(contents: Contents) {
    this.authorisations = new ChangedRecords(contents.authorisations);
    this.accounts = new ChangedRecords(contents.accounts);
    this.listEntries = new ChangedRecords(contents.listEntries);
  }

  get changed(): Changed {
    return {
      authorisations: this.authorisations.changedKeys(),
      accounts: this.accounts.changedKeys(),
      listEntries: this.listEntries.changedKeys(),
    };
  }

  /** Makes the changes part of the contents that it was made of. */
  settle(): void {
    this.authorisations.settle();
    this.accounts.settle();
    this.listEntries.settle();
  }

  /** `budget` is what its account goes by from now on. */
  putAuthorisation(authorisation: Authorisation, budget?: Budget): void {
    const key = keyOf(authorisation);
    const before = this.authorisations.get(key);
    this.authorisations.set(key, authorisation);
    this.#count(before, authorisation, budget);
    this.#changed({ kind: 'authorisation', authorisation });
  }

  forgetAuthorisation(client: Client): void {
    this.isChanged = this.authorisations.delete(keyOf(client)) || this.isChanged;
  }

  forgetAccount({ key }: Account): void {
    this.isChanged = this.accounts.delete(key) || this.isChanged;
  }

  putListEntry(entry: ListEntry): void {
    this.listEntries.set(listKeyOf(entry), entry);
    this.#changed({ kind: 'list-entry', entry });
  }

  deleteListEntry(key: ListKey): ListEntry | undefined {
    const entry = this.listEntries.get(key);
    if (!entry) return undefined;
    this.listEntries.delete(key);
    this.#changed({ kind: 'list-entry-deleted', entry });
    return entry;
  }

  /** What is used and the account it is counted for change together, so that nothing is counted twice or lost. */
  #count(before: Authorisation | undefined, after: Authorisation, budget: Budget | undefined): void {
    const left = before?.account !== after.account ? before?.account : undefined;
    const leftAccount = left && this.accounts.get(left);
    if (leftAccount) this.accounts.set(left, accountWithout(leftAccount, after, after.startedAt));
    const { account: key } = after;
    if (key === undefined) return;
    const account = accountAfter(this.accounts.get(key) ?? newAccount(key), before, after);
    this.accounts.set(key, budget ? accountWith(account, budget) : account);
  }

  #changed(change: Change): void {
    this.changes.push(change);
    this.isChanged = true;
  }
}
