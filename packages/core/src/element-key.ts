/**
 * A string that two elements of a dataset share exactly when they are the same element.
 *
 * NaN is the same as NaN; -0 is not the same as 0, since a user's predicate can tell them apart. The order of a row's columns does not
 * count, and only its own enumerable ones do: give plain objects.
 *
 * @example
 * elementKey({ b: 1, a: 'x' }) === elementKey({ a: 'x', b: 1 }); // => true
 */
export function elementKey(element: unknown): string {
  if (typeof element === 'number') return Object.is(element, -0) ? 'n-0' : `n${String(element)}`;
  if (typeof element === 'string') return `s${JSON.stringify(element)}`;
  if (typeof element !== 'object' || element === null)
    return `${typeof element}:${String(element)}`;
  if (Array.isArray(element)) return `[${element.map(elementKey).join()}]`;
  const entries = Object.entries(element).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${elementKey(value)}`).join()}}`;
}
