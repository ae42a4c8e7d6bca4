import { stringify } from 'csv-stringify/sync';

/** One column for each member that a row has; what is no text is written as JSON. No cell begins a formula. */
export function csvOf(rows: readonly object[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return stringify(
    rows.map((row) => columns.map((column) => cellOf((row as Record<string, unknown>)[column]))),
    { header: true, columns, escape_formulas: true },
  );
}

const cellOf = (value: unknown) =>
  typeof value === 'object' && value !== null
    ? textIn(JSON.stringify(value))
    : typeof value === 'string'
      ? textIn(value)
      : (value ?? '');

/** Where lists are separated by semicolons, a spreadsheet begins another cell there, whatever the quotes say. */
const textIn = (text: string) => text.replace(/([;\t\r\n]\s*)(?=[=+\-@])/g, "$1'");
