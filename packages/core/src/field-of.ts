/**
 * A field of any value, own or inherited; `undefined` where there is none.
 *
 * **Contract** Total: a value that is no object, and a getter that throws, give `undefined`. No exception may depend on a row.
 *
 * @example
 * fieldOf({ age: 41 }, 'age'); // => 41
 * fieldOf(null, 'age'); // => undefined
 */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    return Reflect.get(value, name);
  } catch {
    return undefined;
  }
}
