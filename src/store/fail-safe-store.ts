import { type Client, type ClientKey, keyOf } from '../client/client.js';
import { PortalError, reasonOf } from '../errors.js';
import type { Log } from '../system/log.js';
import { type Repetition, repeat } from '../system/repeat.js';
import type { Account, AccountKey, Login } from './account.js';
import type { Authorisation, Ending, Usage } from './authorisation.js';
import { type ListEntry, type ListEntryName, type ListKey, listKeyOf } from './list-entry.js';
import type { KeyIn, RecordIn, TableName } from './sections.js';
import type { Change, Store, Unsubscribe } from './store.js';
import type { StoreFile } from './store-file.js';
import type { Table } from './table.js';

const retryMs = 1_000;

/** What holds although the store has not taken it, and the write to try again, unless a newer one is under way. */
interface Held<T> {
  readonly value: T;
  readonly write?: () => Promise<unknown>;
}

/**
 * A store whose disk may be full or broken while somebody must be shut out. An end of an authorisation, a denial, and an
 * allowance taken back then reject as they would, but hold: they are kept in memory, read from here, and written as soon
 * as that is possible. A restart before that loses them, which is what the operator is told.
 */
export class FailSafeStore implements Store {
  readonly #store: Store;
  readonly #log: Log;
  readonly #ended = new Map<ClientKey, Held<Authorisation>>();
  /** Undefined is an entry that was taken out. */
  readonly #entries = new Map<ListKey, Held<ListEntry | undefined>>();
  #retries: Repetition | undefined;

  constructor(store: Store, log: Log) {
    this.#store = store;
    this.#log = log;
  }

  authorisation(client: Client): Authorisation | undefined {
    const held = this.#ended.size === 0 ? undefined : this.#ended.get(keyOf(client));
    return held ? held.value : this.#store.authorisation(client);
  }

  async authorisations(): Promise<readonly Authorisation[]> {
    const all = await this.#store.authorisations();
    return this.#ended.size === 0 ? all : all.map((each) => this.#ended.get(keyOf(each))?.value ?? each);
  }

  account(key: AccountKey): Account | undefined {
    return this.#store.account(key);
  }

  accounts(): Promise<readonly Account[]> {
    return this.#store.accounts();
  }

  usedAtLeast(key: AccountKey, bytes: number): Promise<void> {
    return this.#store.usedAtLeast(key, bytes);
  }

  grant(authorisation: Authorisation, login?: Login): Promise<void> {
    return this.#write(this.#ended, keyOf(authorisation), () => this.#store.grant(authorisation, login));
  }

  end(client: Client, ending: Ending, used?: Usage): Promise<Authorisation | undefined> {
    const write = () => this.#store.end(client, ending, used);
    return this.#write(this.#ended, keyOf(client), write, async () => {
      const current = this.#store.authorisation(client);
      return current && !current.ending
        ? { value: { ...current, used: used ?? current.used, ending } }
        : undefined;
    });
  }

  async replace(expected: Authorisation, next: Authorisation, login?: Login): Promise<boolean> {
    const key = keyOf(expected);
    if (this.#ended.has(key)) return false; // whoever expects that it goes on has seen the store from before
    const write = () => this.#store.replace(expected, next, login);
    return this.#write(this.#ended, key, write, async () => (next.ending ? { value: next } : undefined));
  }

  async move(
    expected: Authorisation,
    next: Authorisation,
    over: Authorisation | undefined,
  ): Promise<boolean> {
    if (this.#ended.has(keyOf(expected))) return false; // as above
    await this.#retryOne(this.#ended, keyOf(next)); // `over` may be what we hold
    return this.#store.move(expected, next, over);
  }

  purge(endedBefore: number, doneBefore: number): Promise<void> {
    return this.#store.purge(endedBefore, doneBefore);
  }

  listEntriesFor(client: Client): readonly ListEntry[] {
    const kept = this.#store.listEntriesFor(client);
    if (this.#entries.size === 0) return kept;
    const keys = [listKeyOf(client), listKeyOf({ mac: client.mac })];
    return this.#withHeld(
      kept,
      keys.map((key) => this.#entries.get(key)),
    );
  }

  async listEntries(): Promise<readonly ListEntry[]> {
    const kept = await this.#store.listEntries();
    return this.#entries.size === 0 ? kept : this.#withHeld(kept, [...this.#entries.values()]);
  }

  #withHeld(
    kept: readonly ListEntry[],
    held: readonly (Held<ListEntry | undefined> | undefined)[],
  ): readonly ListEntry[] {
    const others = kept.filter((entry) => !this.#entries.has(listKeyOf(entry)));
    return [...others, ...held.flatMap((each) => each?.value ?? [])];
  }

  putListEntry(entry: ListEntry): Promise<void> {
    const write = () => this.#store.putListEntry(entry);
    const isDenial = entry.kind === 'deny';
    return this.#write(this.#entries, listKeyOf(entry), write, async () =>
      isDenial ? { value: entry } : undefined,
    );
  }

  /** Many at once are no emergency: what the disk refuses does not hold. */
  async putListEntries(entries: readonly ListEntry[]): Promise<void> {
    const before = entries.flatMap((entry) => {
      const held = this.#entries.get(listKeyOf(entry));
      return held ? [[listKeyOf(entry), held] as const] : [];
    });
    for (const [key, { value }] of before) this.#entries.set(key, { value });
    try {
      await this.#store.putListEntries(entries);
      for (const [key] of before) this.#entries.delete(key);
    } catch (cause) {
      for (const [key, held] of before) this.#entries.set(key, held);
      throw cause;
    }
  }

  /** With `expected` it must be kept to hold. */
  async deleteListEntry(name: ListEntryName, expected?: ListEntry): Promise<ListEntry | undefined> {
    const key = listKeyOf(name);
    if (expected) {
      await this.#retryOne(this.#entries, key); // it may be what we hold
      return this.#entries.has(key) ? undefined : this.#store.deleteListEntry(name, expected);
    }
    const held = this.#entries.get(key);
    const write = () => this.#store.deleteListEntry(name);
    const kept = await this.#write(this.#entries, key, write, async () => {
      const entries = await this.listEntries();
      return entries.find((entry) => listKeyOf(entry) === key)?.kind === 'allow'
        ? { value: undefined }
        : undefined;
    });
    return held ? held.value : kept;
  }

  async everything(): Promise<StoreFile> {
    await this.#retry(); // what is only held belongs to it
    return this.#store.everything();
  }

  async replaceAll(records: StoreFile, now: number): Promise<void> {
    await this.#store.replaceAll(records, now);
    this.#ended.clear();
    this.#entries.clear();
  }

  table<Name extends TableName>(name: Name): Table<KeyIn<Name>, RecordIn<Name>> {
    return this.#store.table(name);
  }

  subscribe(listener: (change: Change) => void): Unsubscribe {
    return this.#store.subscribe(listener);
  }

  async close(): Promise<void> {
    const stopped = this.#retries?.stop();
    if (this.#ended.size + this.#entries.size > 0) await this.#retry();
    await this.#store.close();
    await stopped;
  }

  /** Writes; where the store cannot, `shutOut` says what holds all the same, if anything does. */
  async #write<Key extends ClientKey | ListKey, Value, Result>(
    held: Map<Key, Held<Value>>,
    key: Key,
    write: () => Promise<Result>,
    shutOut: () => Promise<{ readonly value: Value } | undefined> = async () => undefined,
  ): Promise<Result> {
    const before = held.get(key);
    if (before) held.set(key, { value: before.value });
    try {
      const result = await write();
      if (result !== false) held.delete(key);
      return result;
    } catch (cause) {
      const holds = isOfTheDisk(cause) ? await shutOut() : undefined;
      if (!holds) {
        if (before) held.set(key, before);
        throw cause;
      }
      held.set(key, { ...holds, write });
      this.#retries ??= repeat('keep what the disk refused', retryMs, () => this.#retry(), this.#log);
      this.#log.error({ of: key, reason: reasonOf(cause) }, 'shut out, but not kept: a restart forgets it');
      throw new PortalError('not-kept', {
        detail: `the device is shut out, but only until the daemon restarts; ${reasonOf(cause)}`,
        cause,
      });
    }
  }

  async #retry(): Promise<void> {
    await Promise.allSettled([...this.#retriesOf(this.#ended), ...this.#retriesOf(this.#entries)]);
  }

  #retriesOf<Key extends ClientKey | ListKey>(held: Map<Key, Held<unknown>>): Promise<void>[] {
    return [...held.keys()].map((key) => this.#retryOne(held, key));
  }

  async #retryOne<Key extends ClientKey | ListKey>(held: Map<Key, Held<unknown>>, key: Key): Promise<void> {
    const each = held.get(key);
    if (!each?.write) return;
    await each.write();
    if (held.get(key) !== each) return; // something newer follows
    held.delete(key);
    this.#log.info({ of: key }, 'kept now');
  }
}

const isOfTheDisk = (error: unknown) =>
  error instanceof PortalError && (error.code === 'store-full' || error.code === 'store-unavailable');
