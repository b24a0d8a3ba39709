import type { ChartRows } from '@discreet/charts';

/** A field of CSV, as RFC 4180 has it. */
const field = (value: unknown): string => {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Rows as CSV: a header, then a line a row. Infinity is written as a word. */
export function rowsAsCsv(rows: ChartRows): string {
  const columns = rows.map(({ curve: _, ...row }) => row);
  return [Object.keys(columns[0] ?? {}), ...columns.map((row) => Object.values(row))]
    .map((line) => line.map(field).join())
    .join('\n');
}

/** Rows as JSON. It has no infinity, and null would say that nothing is known: the word stands instead of the number. */
export function rowsAsJson(rows: ChartRows): string {
  const [first] = rows;
  return JSON.stringify({
    curve: first?.curve,
    rows: rows.map(({ curve: _, ...row }) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, value === Infinity ? 'Infinity' : value]),
      ),
    ),
  });
}
