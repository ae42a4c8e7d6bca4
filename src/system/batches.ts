/**
 * Handles items in batches, one batch after the other: what arrives while one is handled makes up the next, and what
 * arrives in one turn of the event loop the first.
 */
export class Batches<Item> {
  readonly #handle: (batch: readonly Item[]) => Promise<void>;
  #waiting: Item[] = [];
  #handling: Promise<void> | undefined;

  /** `handle` never rejects: a fault concerns the items, and each of them has somebody to tell. */
  constructor(handle: (batch: readonly Item[]) => Promise<void>) {
    this.#handle = handle;
  }

  add(item: Item): void {
    this.#waiting.push(item);
    this.#handling ??= this.#handleAll();
  }

  get isIdle(): boolean {
    return this.#handling === undefined;
  }

  /** Resolves when everything that was added is handled. */
  async idle(): Promise<void> {
    await this.#handling;
  }

  async #handleAll(): Promise<void> {
    await undefined; // what is added in the same turn is of the first batch
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#handle(batch);
    }
    this.#handling = undefined; // in the same turn as the last look, or what comes between waits for ever
  }
}
