const roomFor = 1.25;

/** Lines of text in one buffer with room to grow: a change moves what follows it, and writes nothing else anew. */
export class Lines {
  #room = Buffer.alloc(0);
  #text = this.#room;

  /** Good until the next change. */
  get text(): Buffer {
    return this.#text;
  }

  add(line: string): void {
    this.#put(this.#text.length, 0, Buffer.from(line));
  }

  /** Each of the lines is there only once; an empty one in its place takes it out. */
  replace(line: string, by: string): void {
    const before = Buffer.from(line);
    const at = this.#text.indexOf(before);
    if (at < 0) throw new Error(`there is no line ${line}`); // anything else would be cut in two
    this.#put(at, before.length, Buffer.from(by));
  }

  /** So many octets make way for others. */
  #put(at: number, removed: number, octets: Buffer): void {
    const length = this.#text.length - removed + octets.length;
    if (length > this.#room.length) this.#room = Buffer.concat([this.#room], Math.ceil(roomFor * length));
    this.#room.copyWithin(at + octets.length, at + removed, this.#text.length);
    this.#room.set(octets, at);
    this.#text = this.#room.subarray(0, length);
  }
}
