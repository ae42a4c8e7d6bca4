/** Records by their keys, for reading. */
export interface Records<Key, Item> {
  get(key: Key): Item | undefined;
  values(): Iterable<Item>;
}

/** Records with changes laid over them, which `settle` makes part of them: a change costs no copy of all the others. */
export class ChangedRecords<Key, Item> implements Records<Key, Item> {
  readonly #records: Map<Key, Item>;
  /** Undefined for what is taken out. */
  readonly #changes = new Map<Key, Item | undefined>();

  constructor(records: Map<Key, Item>) {
    this.#records = records;
  }

  get(key: Key): Item | undefined {
    return this.#changes.has(key) ? this.#changes.get(key) : this.#records.get(key);
  }

  *values(): Generator<Item> {
    for (const [key, item] of this.#records) if (!this.#changes.has(key)) yield item;
    for (const item of this.#changes.values()) if (item !== undefined) yield item;
  }

  changedKeys(): Key[] {
    return [...this.#changes.keys()];
  }

  set(key: Key, item: Item): void {
    this.#changes.set(key, item);
  }

  /** Whether there was one. */
  delete(key: Key): boolean {
    const isThere = this.get(key) !== undefined;
    if (isThere) this.#changes.set(key, undefined);
    return isThere;
  }

  settle(): void {
    for (const [key, item] of this.#changes)
      if (item === undefined) this.#records.delete(key);
      else this.#records.set(key, item);
  }
}
