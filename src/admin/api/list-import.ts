import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { putListEntries } from '../../access/lists.js';
import { type ListEntry, listKeyOf } from '../../store/list-entry.js';
import { count, mac, macAnswer, zoneName } from '../fields.js';
import { gateOf } from '../gate-of.js';
import type { AdminOptions } from '../options.js';
import { type FieldFault, invalid, Refusal } from '../refusal.js';
import { operation, type Raw } from '../rest/operation.js';
import { checkMayChange, entryFields, entryOf, saysTheSame } from './list-entry.js';

const mostEntries = 20_000;
const outcomes = ['added', 'changed', 'unchanged'] as const;

const report = z
  .strictObject({
    added: count,
    changed: count,
    unchanged: count,
    lines: z.array(
      z.strictObject({
        line: count.meta({ description: 'Of the CSV; of JSON, the number of the entry from 1.' }),
        mac: macAnswer,
        zone: zoneName.nullable(),
        outcome: z.enum(outcomes),
      }),
    ),
  })
  .meta({ id: 'ImportReport' });

/** Many entries at once, all or none of them. */
export function listImportOperations(options: AdminOptions) {
  const { gate, edits } = options;
  return {
    importListEntries: operation({
      method: 'post',
      path: '/list-entries/import',
      summary:
        'Put many devices on the lists, all or none; as JSON, or as CSV whose first line has the names of the fields',
      scope: 'deny:write',
      body: z.strictObject({ entries: z.array(z.strictObject({ mac, ...entryFields })).max(mostEntries) }),
      fromCsv,
      mostBytes: 4 * 1024 * 1024,
      answer: report,
      examples: {
        'two devices': {
          body: {
            entries: [
              { mac: '02:00:00:00:00:97', kind: 'allow', note: 'scales' },
              { mac: '0200.0000.0098', kind: 'deny', zone: 'guest', endsAt: '2026-02-01T00:00:00Z' },
            ],
          },
          answer: {
            added: 2,
            changed: 0,
            unchanged: 0,
            lines: [
              { line: 1, mac: '02:00:00:00:00:97', zone: null, outcome: 'added' },
              { line: 2, mac: '02:00:00:00:00:98', zone: 'guest', outcome: 'added' },
            ],
          },
        },
      },
      async run({ body: { entries: bodies }, caller, lineOf }) {
        const lines = bodies.map((_, index) => lineOf?.(index) ?? index + 1);
        const faults: FieldFault[] = [];
        const entries = bodies.flatMap(({ mac, ...body }, index) => {
          try {
            return [entryOf(options, mac, body, caller.name, `#/entries/${index}`)];
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            faults.push(...error.errors.map((fault) => ({ ...fault, ...lineIn(lineOf, index) })));
            return [];
          }
        });
        const keys = bodies.map(({ mac, zone }) => `${zone ?? '*'}/${mac}`);
        const firstAt = new Map<string, number>();
        for (const [index, key] of keys.entries()) {
          const first = firstAt.get(key);
          if (first === undefined) firstAt.set(key, index);
          else
            faults.push({
              pointer: `#/entries/${index}/mac`,
              detail: `the same device and zone as line ${lines[first]}`,
              ...lineIn(lineOf, index),
            });
        }
        if (faults.length > 0) throw invalid(faults);
        return edits.run('lists', async () => {
          const kept = new Map((await gate.store.listEntries()).map((entry) => [listKeyOf(entry), entry]));
          const outcomeOf = (entry: ListEntry): (typeof outcomes)[number] => {
            const before = kept.get(listKeyOf(entry));
            if (!before) return 'added';
            return saysTheSame(before, entry) ? 'unchanged' : 'changed';
          };
          checkMayChange(caller, ...entries, ...entries.map((entry) => kept.get(listKeyOf(entry))));
          const told = entries.map((entry, index) => ({
            line: lines[index] ?? 0,
            mac: entry.mac,
            zone: entry.zone ?? null,
            outcome: outcomeOf(entry),
          }));
          await putListEntries(
            gateOf(gate, caller),
            entries.filter((entry) => outcomeOf(entry) !== 'unchanged'),
          );
          const number = (outcome: (typeof outcomes)[number]) =>
            told.filter((each) => each.outcome === outcome).length;
          return {
            added: number('added'),
            changed: number('changed'),
            unchanged: number('unchanged'),
            lines: told,
          };
        });
      },
    }),
  };
}

function lineIn(lineOf: Raw['lineOf'], index: number): { line?: number } {
  const line = lineOf?.(index);
  return line === undefined ? {} : { line };
}

interface CsvLine {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/** Empty cells say nothing. */
function fromCsv(text: string): Pick<Raw, 'body' | 'lineOf'> {
  let lines: readonly CsvLine[];
  try {
    lines = parse(text, {
      ...{ bom: true, columns: true, info: true, trim: true, skip_empty_lines: true, max_record_size: 2000 },
      delimiter: [',', ';'],
    }) as unknown as readonly CsvLine[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalid([{ detail: error.message, ...('lines' in error ? { line: Number(error.lines) } : {}) }]);
  }
  return {
    body: { entries: lines.map(({ record }) => fieldsIn(record)) },
    lineOf: (index) => lines[index]?.info.lines,
  };
}

function fieldsIn(record: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const given = Object.entries(record).filter(([, text]) => text !== '');
  return Object.fromEntries(
    given.map(([name, text]) => [name, name === 'durationSeconds' ? Number(text) : text]),
  );
}
