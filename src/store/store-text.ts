import type { Changed, Contents, Readable } from './contents.js';
import { Lines } from './lines.js';
import { perSection, sectionNames } from './sections.js';
import { currentVersion } from './store-file.js';

/** Pieces that a section's text is kept in: a change moves what comes after it in one of them, not in all. */
const pieces = 256;

/** The records of one section, one a line. */
class Section {
  readonly #records = new Map<string, object>();
  readonly #pieces = Array.from({ length: pieces }, () => new Lines());

  /** For one that has none yet: many at once take less long together. */
  fill(records: ReadonlyMap<string, object>): void {
    const lines = this.#pieces.map(() => '');
    for (const [key, record] of records) {
      this.#records.set(key, record);
      lines[pieceOf(key)] += lineOf(record);
    }
    for (const [at, piece] of this.#pieces.entries()) piece.add(lines[at] ?? '');
  }

  put(key: string, record: object | undefined): void {
    const before = this.#records.get(key);
    if (record === before) return; // records are immutable values
    const piece = this.#pieces[pieceOf(key)] as Lines;
    if (before) piece.replace(lineOf(before), record ? lineOf(record) : '');
    else if (record) piece.add(lineOf(record));
    if (record) this.#records.set(key, record);
    else this.#records.delete(key);
  }

  /** The lines, with commas between them. */
  encoded(): Uint8Array[] {
    const [first, ...others] = this.#pieces.map(({ text }) => text).filter((text) => text.length > 0);
    return first ? [first.subarray(',\n'.length), ...others] : [];
  }
}

/** The store's file, one record a line, so that a person can read it and a diff tells what changed. */
export class StoreText {
  readonly #sections = perSection(() => new Section());

  static of(contents: Contents): StoreText {
    const text = new StoreText();
    for (const name of sectionNames) text.#sections[name].fill(contents[name]);
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

const lineOf = (record: object) => `,\n${JSON.stringify(record)}`;

/** The last digits of a MAC address tell devices apart best; a user's name may have fewer than two. */
function pieceOf(key: string): number {
  let number = 0;
  for (let at = Math.max(0, key.length - 2); at < key.length; at += 1)
    number = 31 * number + key.charCodeAt(at);
  return number % pieces;
}
