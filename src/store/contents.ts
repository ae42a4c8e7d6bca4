import { type Client, type ClientKey, keyOf } from '../client/client.js';
import {
  type Account,
  type AccountKey,
  cameOnline,
  changedDevice,
  type Login,
  loggedIn,
  newAccount,
  usedMore,
  wentOffline,
} from './account.js';
import { type Authorisation, bytesOf } from './authorisation.js';
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

  putAuthorisation(authorisation: Authorisation, login?: Login): void {
    const key = keyOf(authorisation);
    const before = this.authorisations.get(key);
    this.authorisations.set(key, authorisation);
    this.#count(before, authorisation, login);
    this.#changed({ kind: 'authorisation', authorisation });
  }

  /** What `authorisation`'s client had is over, and makes way. */
  moveAuthorisation(expected: Authorisation, authorisation: Authorisation): void {
    const { mac, zone } = expected;
    const from = { mac, zone };
    const over = this.authorisations.get(keyOf(authorisation));
    if (over && !over.ending)
      this.#changeAccount(over.account, (account) => wentOffline(account, over, over.endsAt));
    this.#changeAccount(expected.account, (account) => changedDevice(account, from, authorisation));
    this.authorisations.delete(keyOf(from));
    this.authorisations.set(keyOf(authorisation), authorisation);
    this.#count(expected, authorisation, undefined);
    this.#changed({ kind: 'authorisation-moved', authorisation, from });
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

  /** What is used and the account that it counts for change together, so that nothing is counted twice or lost. */
  #count(before: Authorisation | undefined, after: Authorisation, login: Login | undefined): void {
    const running = before?.ending ? undefined : before;
    const isSameSession = running?.startedAt === after.startedAt;
    const used = bytesOf(after.used) - (isSameSession ? bytesOf(running.used) : 0);
    this.#changeAccount(isSameSession ? running.account : after.account, (account) =>
      usedMore(account, used),
    );

    const at = login?.at ?? after.startedAt;
    const { ending } = after;
    if (running && running.account !== after.account)
      this.#changeAccount(running.account, (account) =>
        wentOffline(account, after, Math.min(at, running.endsAt)),
      );
    this.#changeAccount(after.account, (account) => {
      if (ending) return wentOffline(account, after, Math.min(ending.at, after.endsAt), ending.limit);
      const online = cameOnline(account, after, at);
      return login ? loggedIn(online, login) : online;
    });
  }

  #changeAccount(key: AccountKey | undefined, change: (account: Account) => Account): void {
    if (key !== undefined) this.accounts.set(key, change(this.accounts.get(key) ?? newAccount(key)));
  }

  #changed(change: Change): void {
    this.changes.push(change);
    this.isChanged = true;
  }
}
