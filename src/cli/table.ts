/** Rows as aligned columns, for a terminal. What is null is shown as a dash; control characters as `?`. */
export function table(headings: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cells = [headings, ...rows.map((row) => row.map(text))];
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function text(value: unknown): string {
  const shown = Array.isArray(value) ? value.join(' ') : String(value ?? '');
  return shown === '' ? '-' : shown.replace(/\p{Cc}/gu, '?');
}
