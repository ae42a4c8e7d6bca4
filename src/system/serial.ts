/** Runs tasks of one key one after the other, in the order they came; tasks of different keys side by side. */
export class Serial<Key> {
  readonly #last = new Map<Key, Promise<unknown>>();

  run<T>(key: Key, task: () => Promise<T>): Promise<T> {
    const previous = this.#last.get(key) ?? Promise.resolve();
    const mine = previous.then(task, task);
    this.#last.set(key, mine);
    const forget = () => {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    };
    mine.then(forget, forget);
    return mine;
  }

  /** Whether a task of this key is under way or waits. */
  isBusy(key: Key): boolean {
    return this.#last.has(key);
  }
}
