import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { type Document, LineCounter, parseDocument, visit } from 'yaml';
import { exit, hasErrno, OperatorError, reasonOf } from '../errors.js';

export interface Source {
  /** From `--config`, else from `GATE511_CONFIG`. Named, it must be there. */
  readonly named?: string;
}

export interface ConfigText {
  readonly text: string;
  readonly path: string;
}

const usualPaths = ['./gate511.yaml', '/etc/gate511/gate511.yaml'];

/** The text of the file that is named, else of the first of the usual ones that is there. */
export async function findFile({ named }: Source): Promise<ConfigText | undefined> {
  for (const path of named === undefined ? usualPaths : [named]) {
    const octets = await readFile(path).catch((error: unknown) => {
      if (named === undefined && hasErrno(error, 'ENOENT')) return undefined;
      throw new OperatorError(`the configuration cannot be read: ${reasonOf(error)}`, exit.configuration);
    });
    if (octets === undefined) continue;
    if (!isUtf8(octets))
      throw faulty(path, [`line ${lineThatIsNotUtf8(octets)}: found bytes that are not UTF-8`]);
    return { text: octets.toString(), path };
  }
  return undefined;
}

function lineThatIsNotUtf8(octets: Buffer): number {
  const lines = octets.toString('latin1').split('\n');
  return 1 + lines.findIndex((line) => !isUtf8(Buffer.from(line, 'latin1')));
}

/** What a YAML text says; throws an OperatorError where it cannot be understood. */
export function parseYaml(text: string, path: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { prettyErrors: true, lineCounter: lines });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) throw faulty(path, [fault.message]);
  const unquoted = aliasesOfNothing(document, lines);
  if (unquoted.length > 0) throw faulty(path, unquoted);
  try {
    return document.toJS();
  } catch (error) {
    throw faulty(path, [reasonOf(error)]); // an alias of very much
  }
}

/** What YAML takes for a reference, and is a text such as `*.example.net`. */
function aliasesOfNothing(document: Document.Parsed, lines: LineCounter): string[] {
  const found: string[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      const { line } = lines.linePos(alias.range?.[0] ?? 0);
      found.push(`line ${line}: found *${alias.source}, allowed: in quotes, "*${alias.source}"`);
    },
  });
  return found;
}

/** What the operator is told of a file with these faults. */
export function faulty(path: string, faults: readonly string[]): OperatorError {
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  return new OperatorError(
    `${count} in ${path}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    exit.configuration,
    { faults },
  );
}
