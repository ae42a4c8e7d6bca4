import { type Client, type ClientKey, keyOf } from '../client/client.js';
import {
  type Account,
  type AccountKey,
  cameOnline,
  type Login,
  loggedIn,
  newAccount,
  usedMore,
  wentOffline,
} from './account.js';
import { type Authorisation, bytesOf } from './authorisation.js';
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

  putAuthorisation(authorisation: Authorisation, login?: Login): void {
    const key = keyOf(authorisation);
    const before = this.authorisations.get(key);
    this.authorisations.set(key, authorisation);
    this.#count(before, authorisation, login);
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
