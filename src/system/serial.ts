/** Runs tasks of one key one after the other, in the order they came; tasks of different keys side by side. */
export class Serial<Key> {
  readonly #last = new Map<Key, Promise<unknown>>();

  run<T>(key: Key, task: () => Promise<T>): Promise<T> {
    return this.#after(this.#last.get(key) ?? Promise.resolve(), [key], task);
  }

  /** One task for all of these keys: after what each of them has waiting, and before what comes for any of them later. */
  runForAll<T>(keys: readonly Key[], task: () => Promise<T>): Promise<T> {
    const previous = keys.flatMap((key) => this.#last.get(key) ?? []);
    return this.#after(Promise.allSettled(previous), keys, task);
  }

  #after<T>(previous: Promise<unknown>, keys: readonly Key[], task: () => Promise<T>): Promise<T> {
    const mine = previous.then(task, task);
    for (const key of keys) this.#last.set(key, mine);
    const forget = () => {
      for (const key of keys) if (this.#last.get(key) === mine) this.#last.delete(key);
    };
    mine.then(forget, forget);
    return mine;
  }

  /** Resolves when nothing is under way and nothing waits. */
  async idle(): Promise<void> {
    while (this.#last.size > 0) await Promise.allSettled(this.#last.values());
  }

  /** Whether a task of this key is under way or waits. */
  isBusy(key: Key): boolean {
    return this.#last.has(key);
  }
}
