import type { Changed, Contents, Readable } from './contents.js';
import { perSection, sectionNames } from './sections.js';
import { currentVersion } from './store-file.js';

/** Pieces that a section's text is kept in: a change makes one of them anew, not all. */
const pieces = 64;

/** The records of one section, one a line. */
class Section {
  readonly #lines = Array.from({ length: pieces }, () => new Map<string, string>());
  readonly #encoded: (Buffer | undefined)[] = [];

  put(key: string, record: object | undefined): void {
    const at = pieceOf(key);
    if (record === undefined) this.#lines[at]?.delete(key);
    else this.#lines[at]?.set(key, JSON.stringify(record));
    this.#encoded[at] = undefined;
  }

  /** The lines, with commas between them. */
  encoded(): Uint8Array[] {
    const encoded = this.#lines.map((lines, at) => {
      this.#encoded[at] ??= Buffer.from([...lines.values()].map((line) => `,\n${line}`).join(''));
      return this.#encoded[at];
    });
    const [first, ...others] = encoded.filter((piece) => piece.length > 0);
    return first ? [first.subarray(',\n'.length), ...others] : [];
  }
}

/** The store's file, one record a line, so that a person can read it and a diff tells what changed. */
export class StoreText {
  readonly #sections = perSection(() => new Section());

  static of(contents: Contents): StoreText {
    const text = new StoreText();
    text.take(contents, perSection((name) => [...contents[name].keys()]) as Changed);
    return text;
  }

  /** Makes the records with these keys as they are in `contents`. */
  take(contents: Readable, changed: Changed): void {
    for (const name of sectionNames)
      for (const key of changed[name]) this.#sections[name].put(key, contents[name].get(key as never));
  }

  /** In pieces, one after the other. */
  encoded(): Uint8Array[] {
    const sections = Object.entries(this.#sections).flatMap(([name, section]) => [
      Buffer.from(`,\n"${name}":[\n`),
      ...section.encoded(),
      Buffer.from('\n]'),
    ]);
    return [Buffer.from(`{"version":${currentVersion}`), ...sections, Buffer.from('}\n')];
  }
}

/** The last digits of a MAC address tell devices apart best; a user's name may have fewer than two. */
function pieceOf(key: string): number {
  const [last = 0, beforeLast = 0] = [...Buffer.from(key.slice(-2))].reverse();
  return (last + 16 * beforeLast) % pieces;
}
