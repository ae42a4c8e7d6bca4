import { reasonOf } from '../../src/errors.js';
import type { Namespace } from './namespace.js';
import type { Finished } from './program.js';

/** Of what a command says, so much is shown. */
const shownLines = 30;
const shownColumns = 150;

/** Tells a person what happens, as it happens. */
export class Narrator {
  #steps = 0;

  say(sentence: string): void {
    this.#steps += 1;
    print(`\n${this.#steps}. ${sentence}`);
  }

  /** Adds to what was said. */
  add(text: string): void {
    print(`   ${text}`);
  }

  /** Runs a command and shows it with what it says. */
  async show(where: string, namespace: Namespace, command: readonly string[]): Promise<Finished> {
    const [file = '', ...args] = command;
    print(`   ${where} $ ${[file, ...args].map(quoted).join(' ')}`);
    const finished = await namespace.run(file, args);
    const lines = readableLines(finished.stdout + finished.stderr);
    for (const line of lines.slice(0, shownLines)) print(`   | ${shortened(line)}`);
    if (lines.length > shownLines) print(`   | … ${lines.length - shownLines} lines more`);
    return finished;
  }

  /** Throws unless it is so. */
  expect(isSo: boolean, sentence: string): void {
    if (!isSo) throw new Error(`it is not so that ${sentence}`);
    print(`   ✔ ${sentence}`);
  }

  fail(reason: unknown): void {
    process.exitCode = 1;
    process.stderr.write(`\nThe demo cannot go on: ${reasonOf(reason)}\n`);
  }
}

/** Without what a person does not read in a page. */
const readableLines = (text: string) =>
  text
    .replace(/<(style|svg)[\s\S]*?<\/\1>/g, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');

const print = (text: string) => process.stdout.write(`${text}\n`);
const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`);
const shortened = (line: string) => (line.length > shownColumns ? `${line.slice(0, shownColumns)}…` : line);
