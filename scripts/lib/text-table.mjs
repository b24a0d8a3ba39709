// @ts-check

/**
 * A table in plain text: numbers to the right with four significant digits, words to the left.
 * @param {readonly string[]} columns
 * @param {readonly (readonly (string | number)[])[]} rows
 */
export function textTable(columns, rows) {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? numberText(cell) : cell)),
  );
  const widths = columns.map((name, column) =>
    Math.max(name.length, ...cells.map((row) => (row[column] ?? '').length)),
  );
  const isNumeric = columns.map((_, column) =>
    rows.every((row) => typeof row[column] === 'number'),
  );
  const line = (/** @type {readonly string[]} */ row) =>
    widths
      .map((width, column) => {
        const text = row[column] ?? '';
        return isNumeric[column] === true ? text.padStart(width) : text.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(columns), rule, ...cells.map(line), ''].join('\n');
}

/** @param {number} value */
function numberText(value) {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}
