import { type Client, keyOf } from '../client/client.js';
import { present } from '../system/present.js';
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
import {
  type KeyIn,
  perSection,
  type RecordIn,
  type SectionName,
  sectionNames,
  sections,
  type TableName,
} from './sections.js';
import type { Change } from './store.js';
import type { Edit } from './table.js';

/** Everything a store holds; only a settled `Draft` changes it. */
export type Contents = { readonly [Name in SectionName]: Map<KeyIn<Name>, RecordIn<Name>> };

export const noContents = (): Contents => perSection(() => new Map());

/** What contents and drafts have in common. */
export type Readable = { readonly [Name in SectionName]: Records<KeyIn<Name>, RecordIn<Name>> };

/** The keys of what was put, replaced or taken out. */
export type Changed = { readonly [Name in SectionName]: readonly KeyIn<Name>[] };

type Overlays = { readonly [Name in SectionName]: ChangedRecords<KeyIn<Name>, RecordIn<Name>> };

/** Contents to be, and the changes that lead there. */
export class Draft {
  readonly records: Overlays;
  readonly changes: Change[] = [];
  /** Whether anything differs from what it was made of. */
  isChanged = false;

  constructor(contents: Contents) {
    this.records = perSection((name) => new ChangedRecords<string, object>(contents[name])) as Overlays;
  }

  get changed(): Changed {
    return perSection((name) => this.records[name].changedKeys()) as Changed;
  }

  /** Makes the changes part of the contents that it was made of. */
  settle(): void {
    for (const name of sectionNames) this.records[name].settle();
  }

  /** Puts other records in the place of all; those whose end has come meanwhile are over. */
  replaceAll(contents: Contents, now: number): void {
    for (const name of sectionNames) {
      const records = this.records[name] as ChangedRecords<string, object>;
      const keyOf = sections[name].keyOf as (item: object) => string;
      const next = contents[name] as ReadonlyMap<string, object>;
      for (const item of [...records.values()]) if (!next.has(keyOf(item))) records.delete(keyOf(item));
      for (const [key, item] of next) records.set(key, item);
    }
    for (const each of contents.authorisations.values()) if (isOver(each, now)) this.#endInTime(each);
    this.#changed({ kind: 'everything' });
  }

  edit<Name extends TableName>(
    name: Name,
    key: KeyIn<Name>,
    edit: Edit<RecordIn<Name>>,
  ): RecordIn<Name> | undefined {
    const records = this.records[name];
    const before = records.get(key);
    const after = edit(before);
    if (after === before) return before;
    if (after) records.set(key, after);
    else records.delete(key);
    this.isChanged = true;
    return after;
  }

  putAuthorisation(authorisation: Authorisation, login?: Login): void {
    const key = keyOf(authorisation);
    const before = this.records.authorisations.get(key);
    this.#keep(authorisation);
    this.#count(before, authorisation, login);
    this.#changed({ kind: 'authorisation', authorisation });
  }

  /** What `authorisation`'s client had has ended, and makes way. */
  moveAuthorisation(expected: Authorisation, authorisation: Authorisation): void {
    const { mac, zone } = expected;
    const from = { mac, zone };
    this.#changeAccount(expected.account, (account) => changedDevice(account, from, authorisation));
    this.records.authorisations.delete(keyOf(from));
    this.#keep(authorisation);
    this.#count(expected, authorisation, undefined);
    this.#changed({ kind: 'authorisation-moved', authorisation, from });
  }

  usedAtLeast(key: AccountKey, bytes: number): void {
    const account = this.records.accounts.get(key);
    if (!account || account.bytes >= bytes) return;
    this.records.accounts.set(key, { ...account, bytes });
    this.isChanged = true;
  }

  forgetAuthorisation(client: Client): void {
    this.isChanged = this.records.authorisations.delete(keyOf(client)) || this.isChanged;
  }

  forgetAccount({ key }: Account): void {
    this.isChanged = this.records.accounts.delete(key) || this.isChanged;
  }

  putListEntry(entry: ListEntry): void {
    this.records.listEntries.set(listKeyOf(entry), entry);
    this.#changed({ kind: 'list-entry', entry });
  }

  deleteListEntry(key: ListKey): ListEntry | undefined {
    const entry = this.records.listEntries.get(key);
    if (!entry) return undefined;
    this.records.listEntries.delete(key);
    this.#changed({ kind: 'list-entry-deleted', entry });
    return entry;
  }

  #endInTime(authorisation: Authorisation): void {
    const { endsAt, limits } = authorisation;
    const limit = present({ limit: limits.endsBy });
    const ended = {
      ...authorisation,
      ending: { at: endsAt, terminateCause: 'Session-Timeout', ...limit },
    } as const;
    this.#keep(ended);
    this.#count(authorisation, ended, undefined);
  }

  /**
   * As a copy: V8 11 gives each object that is made as `{ ...record, more }` a hidden class of its own, a kilobyte for each
   * session and slow to read, and the sweep reads all of them each second (ADR 24).
   */
  #keep(authorisation: Authorisation): void {
    const limits = Object.assign({}, authorisation.limits);
    this.records.authorisations.set(keyOf(authorisation), Object.assign({}, authorisation, { limits }));
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
    if (key !== undefined)
      this.records.accounts.set(key, change(this.records.accounts.get(key) ?? newAccount(key)));
  }

  #changed(change: Change): void {
    this.changes.push(change);
    this.isChanged = true;
  }
}

const isOver = ({ ending, endsAt }: Authorisation, now: number) => !ending && endsAt <= now;
