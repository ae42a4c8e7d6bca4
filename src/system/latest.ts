/** The texts that were added last, and no more than `most` of them. */
export class Latest {
  readonly #most: number;
  readonly #texts = new Set<string>();

  constructor(most: number) {
    this.#most = most;
  }

  has(text: string): boolean {
    return this.#texts.has(text);
  }

  /** Gives the one that had to make way, where one had to. */
  add(text: string): string | undefined {
    this.#texts.delete(text);
    this.#texts.add(text);
    const [oldest] = this.#texts;
    if (this.#texts.size <= this.#most || oldest === undefined) return undefined;
    this.#texts.delete(oldest);
    return oldest;
  }
}
