/** What a search of the trail has found. */
export interface Found<T> {
  /** The newest, oldest first. */
  readonly rows: readonly T[];
  /** Whether there were older ones, too. */
  readonly isCut: boolean;
  /** Lines that could not be read, as a power cut leaves them. */
  readonly torn: number;
}

/** Keeps the newest of what is found, at most so many. */
export class Newest<T> {
  readonly #limit: number;
  #rows: T[] = [];
  #isCut = false;
  #torn = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(row: T): void {
    this.#rows.push(row);
    if (this.#rows.length >= 2 * this.#limit) this.#cut();
  }

  /** Counts a line that could not be read. */
  readonly torn = (): void => {
    this.#torn += 1;
  };

  get found(): Found<T> {
    if (this.#rows.length > this.#limit) this.#cut();
    return { rows: this.#rows, isCut: this.#isCut, torn: this.#torn };
  }

  #cut(): void {
    this.#rows = this.#rows.slice(-this.#limit);
    this.#isCut = true;
  }
}
