import { isDeepStrictEqual } from 'node:util';
import { type Client, keyOf } from '../client/client.js';
import type { Account, AccountKey, Login } from './account.js';
import type { Authorisation, Ending, Usage } from './authorisation.js';
import type { Contents } from './contents.js';
import { GroupCommit, type Persist } from './group-commit.js';
import { type ListEntry, type ListEntryName, listKeyOf } from './list-entry.js';
import type { KeyIn, RecordIn, TableName } from './sections.js';
import type { Change, Store, Unsubscribe } from './store.js';
import { contentsOf, type StoreFile, storeFileOf } from './store-file.js';
import type { Table } from './table.js';

/** A store whose contents fit into memory; `persist` decides what "durable" means. */
export class ContentsStore implements Store {
  readonly #commits: GroupCommit;
  readonly #listeners = new Set<(change: Change) => void>();

  constructor(contents: Contents, persist: Persist) {
    this.#commits = new GroupCommit(contents, persist, (draft) => {
      for (const change of draft.changes) for (const listener of this.#listeners) listener(change);
    });
  }

  authorisation(client: Client): Authorisation | undefined {
    return this.#commits.contents.authorisations.get(keyOf(client));
  }

  async authorisations(): Promise<readonly Authorisation[]> {
    return [...this.#commits.contents.authorisations.values()];
  }

  account(key: AccountKey): Account | undefined {
    return this.#commits.contents.accounts.get(key);
  }

  async accounts(): Promise<readonly Account[]> {
    return [...this.#commits.contents.accounts.values()];
  }

  usedAtLeast(key: AccountKey, bytes: number): Promise<void> {
    return this.#commits.commit((draft) => draft.usedAtLeast(key, bytes));
  }

  grant(authorisation: Authorisation, login?: Login): Promise<void> {
    return this.#commits.commit((draft) => draft.putAuthorisation(authorisation, login));
  }

  end(client: Client, ending: Ending, used?: Usage): Promise<Authorisation | undefined> {
    return this.#commits.commit((draft) => {
      const current = draft.records.authorisations.get(keyOf(client));
      if (!current || current.ending) return undefined;
      const ended = { ...current, used: used ?? current.used, ending };
      draft.putAuthorisation(ended);
      return ended;
    });
  }

  replace(expected: Authorisation, next: Authorisation, login?: Login): Promise<boolean> {
    return this.#commits.commit((draft) => {
      if (!isDeepStrictEqual(draft.records.authorisations.get(keyOf(expected)), expected)) return false;
      draft.putAuthorisation(next, login);
      return true;
    });
  }

  move(expected: Authorisation, next: Authorisation, over: Authorisation | undefined): Promise<boolean> {
    return this.#commits.commit((draft) => {
      const has = (client: Client) => draft.records.authorisations.get(keyOf(client));
      if (!isDeepStrictEqual(has(expected), expected) || !isDeepStrictEqual(has(next), over)) return false;
      if (over && !over.ending) return false;
      draft.moveAuthorisation(expected, next);
      return true;
    });
  }

  async purge(endedBefore: number, doneBefore: number): Promise<void> {
    const isOld = ({ ending }: Authorisation) => ending !== undefined && ending.at < endedBefore;
    const isDone = ({ online, matterUntil }: Account) => online.length === 0 && matterUntil < doneBefore;
    const { authorisations, accounts } = this.#commits.contents;
    if (![...authorisations.values()].some(isOld) && ![...accounts.values()].some(isDone)) return;
    await this.#commits.commit((draft) => {
      for (const authorisation of [...draft.records.authorisations.values()].filter(isOld))
        draft.forgetAuthorisation(authorisation);
      for (const account of [...draft.records.accounts.values()].filter(isDone)) draft.forgetAccount(account);
    });
  }

  listEntriesFor({ mac, zone }: Client): readonly ListEntry[] {
    const { listEntries } = this.#commits.contents;
    if (listEntries.size === 0) return [];
    const keys = [listKeyOf({ mac, zone }), listKeyOf({ mac })];
    return keys.map((key) => listEntries.get(key)).filter((entry) => entry !== undefined);
  }

  async listEntries(): Promise<readonly ListEntry[]> {
    return [...this.#commits.contents.listEntries.values()];
  }

  putListEntry(entry: ListEntry): Promise<void> {
    return this.#commits.commit((draft) => draft.putListEntry(entry));
  }

  putListEntries(entries: readonly ListEntry[]): Promise<void> {
    return this.#commits.commit((draft) => {
      for (const entry of entries) draft.putListEntry(entry);
    });
  }

  deleteListEntry(name: ListEntryName, expected?: ListEntry): Promise<ListEntry | undefined> {
    const key = listKeyOf(name);
    return this.#commits.commit((draft) =>
      expected && !isDeepStrictEqual(draft.records.listEntries.get(key), expected)
        ? undefined
        : draft.deleteListEntry(key),
    );
  }

  async everything(): Promise<StoreFile> {
    return storeFileOf(this.#commits.contents);
  }

  replaceAll(records: StoreFile, now: number): Promise<void> {
    return this.#commits.commit((draft) => draft.replaceAll(contentsOf(records), now));
  }

  table<Name extends TableName>(name: Name): Table<KeyIn<Name>, RecordIn<Name>> {
    const records = this.#commits.contents[name];
    return {
      get: async (key) => records.get(key),
      all: async () => [...records.values()],
      update: (key, edit) => this.#commits.commit((draft) => draft.edit(name, key, edit)),
      updateAll: (edits) =>
        this.#commits.commit((draft) => {
          for (const [key, edit] of edits) draft.edit(name, key, edit);
        }),
    };
  }

  subscribe(listener: (change: Change) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): Promise<void> {
    return this.#commits.close();
  }
}
