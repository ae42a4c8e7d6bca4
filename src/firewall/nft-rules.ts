import { table } from './ruleset.js';

/** Deletions of the chains, sets and maps of a listed table that a ruleset no longer has: zones that are gone. */
export function leftoverDeletions(listed: string, ruleset: string): string {
  const wanted = new Set(objectsIn(ruleset).map(({ name }) => name));
  return objectsIn(listed)
    .filter(({ name }) => !wanted.has(name))
    .sort((a, b) => chainsFirst(a) - chainsFirst(b))
    .map(({ kind, name }) => `delete ${kind} ${table} ${name}\n`)
    .join('');
}

/** A listing without the named quotas, which come and go with clients; nft lists them even where it lists no elements. */
export const withoutQuotas = (listed: string) => listed.replace(/^\tquota \S+ \{\n[^}]*\}\n\n?/gm, '');

/** The first line in which two listings differ, for a log line. */
export function firstDifference(expected: string, found: string): string {
  const expectedLines = linesIn(expected);
  const foundLines = linesIn(found);
  const at = expectedLines.findIndex((line, index) => line !== foundLines[index]);
  const lineOr = (lines: readonly string[]) => lines[at < 0 ? expectedLines.length : at] ?? 'the end';
  return `expected "${lineOr(expectedLines)}", found "${lineOr(foundLines)}"`;
}

const linesIn = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

interface TableObject {
  readonly kind: string;
  readonly name: string;
}

function objectsIn(text: string): TableObject[] {
  return [...text.matchAll(/^\t(chain|set|map) (\S+) \{/gm)].map(([, kind = '', name = '']) => ({
    kind,
    name,
  }));
}

const chainsFirst = ({ kind }: TableObject) => (kind === 'chain' ? 0 : 1);
