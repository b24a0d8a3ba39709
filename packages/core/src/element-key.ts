/**
 * A string that two elements of a dataset share exactly when they are the same element.
 *
 * NaN is the same as NaN and -0 the same as 0; the order of a row's columns does not count.
 *
 * @example
 * elementKey({ b: 1, a: 'x' }) === elementKey({ a: 'x', b: 1 }); // => true
 */
export function elementKey(element: unknown): string {
  if (typeof element === 'number') return `n${String(element)}`;
  if (typeof element === 'string') return `s${JSON.stringify(element)}`;
  if (typeof element !== 'object' || element === null)
    return `${typeof element}:${String(element)}`;
  const entries = Object.entries(element).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${elementKey(value)}`).join()}}`;
}
