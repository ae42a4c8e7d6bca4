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
import type { Change } from './store.js';

/** Everything a store holds. Never changed in place: a `Draft` makes the next one. */
export interface Contents {
  readonly authorisations: ReadonlyMap<ClientKey, Authorisation>;
  readonly accounts: ReadonlyMap<AccountKey, Account>;
  readonly listEntries: ReadonlyMap<ListKey, ListEntry>;
}

export const noContents: Contents = {
  authorisations: new Map(),
  accounts: new Map(),
  listEntries: new Map(),
};

/** Contents to be, and the changes that lead there. */
export class Draft implements Contents {
  readonly authorisations: Map<ClientKey, Authorisation>;
  readonly accounts: Map<AccountKey, Account>;
  readonly listEntries: Map<ListKey, ListEntry>;
  readonly changes: Change[] = [];
  /** Whether anything differs from what it was made of. */
  isChanged = false;

  constructor(contents: Contents) {
    this.authorisations = new Map(contents.authorisations);
    this.accounts = new Map(contents.accounts);
    this.listEntries = new Map(contents.listEntries);
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
