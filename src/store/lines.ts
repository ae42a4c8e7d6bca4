const roomFor = 1.25;

/** Lines of text in one buffer with room to grow: a change moves what follows it, and writes nothing else anew. */
export class Lines {
  #buffer = Buffer.alloc(0);
  #length = 0;

  /** Good until the next change. */
  get text(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  add(line: string): void {
    this.#put(this.#length, 0, Buffer.from(line));
  }

  /** Each of the lines is there only once; an empty one in its place takes it out. */
  replace(line: string, by: string): void {
    const before = Buffer.from(line);
    const at = this.text.indexOf(before);
    if (at < 0) throw new Error(`there is no line ${line}`); // anything else would be cut in two
    this.#put(at, before.length, Buffer.from(by));
  }

  /** So many octets make way for others. */
  #put(at: number, removed: number, octets: Buffer): void {
    const length = this.#length - removed + octets.length;
    if (length > this.#buffer.length)
      this.#buffer = Buffer.concat([this.#buffer], Math.ceil(roomFor * length));
    this.#buffer.copyWithin(at + octets.length, at + removed, this.#length);
    this.#buffer.set(octets, at);
    this.#length = length;
  }
}
