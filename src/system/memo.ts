/** Remembers what was worked out lately for a text; beyond `most` entries it lets go of the oldest. */
export class Memo<Value> {
  readonly #most: number;
  readonly #longestKey: number;
  readonly #values = new Map<string, Value>();

  /** A key longer than `longestKey` is not remembered, which bounds the memory whatever strangers send. */
  constructor(most: number, longestKey: number) {
    this.#most = most;
    this.#longestKey = longestKey;
  }

  get(key: string, workOut: () => Value): Value {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const value = workOut();
    if (key.length > this.#longestKey) return value;
    const [oldest] = this.#values.keys();
    if (this.#values.size >= this.#most && oldest !== undefined) this.#values.delete(oldest);
    this.#values.set(key, value);
    return value;
  }
}
