import { Rational } from '@discreet/numeric';

/** One thing that a value shows. */
export interface Observation {
  readonly at: string;
  readonly shows: string;
  /** what cannot be looked into: only itself is the same */
  readonly opaque?: object;
}

const number = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** a primitive in full: nothing of it may be cut, or what was cut off could differ */
const primitive = (value: unknown): string =>
  typeof value === 'number'
    ? number(value)
    : typeof value === 'bigint'
      ? `${value}n`
      : typeof value === 'string'
        ? JSON.stringify(value)
        : String(value);

/** objects all of whose state is in their own properties, or is read below */
const transparent: readonly unknown[] = [
  ...[Object.prototype, null, Array.prototype, Map.prototype, Set.prototype, Date.prototype],
  ...[Float64Array, Float32Array, Int32Array, Uint32Array, Int16Array, Uint16Array].map(
    (array): unknown => array.prototype,
  ),
  ...[Int8Array, Uint8Array, Uint8ClampedArray, BigInt64Array, BigUint64Array].map(
    (array): unknown => array.prototype,
  ),
];

const nameOf = (value: object): string => {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return 'an object without prototype';
  const made: unknown = Reflect.get(value, 'constructor');
  return typeof made === 'function' ? made.name : 'an object';
};

const key = (name: string | symbol): string =>
  typeof name === 'string' && /^[A-Za-z_$][\w$]*$/.test(name)
    ? `.${name}`
    : `[${typeof name === 'string' ? JSON.stringify(name) : String(name)}]`;

/** what an object holds besides its own properties */
const inside = (value: object): readonly (readonly [string, unknown])[] => {
  if (value instanceof Map || value instanceof Set)
    return [...value.entries()].flatMap(([k, v]: [unknown, unknown], i) => [
      [`<${i}>`, k] as const,
      [`<${i}>.value`, v] as const,
    ]);
  if (value instanceof Date) return [['.time', value.getTime()]];
  if (value instanceof Error) return [['.name', value.name]];
  return [];
};

/**
 * All that a value shows, in order: kinds, keys in their order, values to the last digit, the sign of zero.
 *
 * What holds state that cannot be read, such as a function, a promise or an instance of a class with private fields, is opaque: two of them
 * count as the same only if they are one object.
 */
export function observe(at: string, value: unknown): readonly Observation[] {
  const result: Observation[] = [];
  const known = new Map<object, string>();
  const look = (place: string, shown: unknown): void => {
    if ((typeof shown !== 'object' && typeof shown !== 'function') || shown === null) {
      result.push({ at: place, shows: primitive(shown) });
      return;
    }
    const before = known.get(shown);
    if (before !== undefined) {
      result.push({ at: place, shows: `the same object as ${before}` });
      return;
    }
    known.set(shown, place);
    if (shown instanceof Rational) {
      result.push({ at: place, shows: shown.toString() });
      return;
    }
    const open =
      typeof shown === 'object' &&
      (shown instanceof Error || transparent.includes(Object.getPrototypeOf(shown)));
    if (!open) {
      const what = typeof shown === 'function' ? 'a function' : `an instance of ${nameOf(shown)}`;
      result.push({ at: place, shows: `${what}, which cannot be looked into`, opaque: shown });
      return;
    }
    result.push({ at: place, shows: nameOf(shown) });
    for (const [name, held] of inside(shown)) look(`${place}${name}`, held);
    for (const name of Reflect.ownKeys(shown)) {
      // where an error was made is no more than what the compiler made of the program
      if (name === 'stack' && shown instanceof Error) continue;
      const held = ((): unknown => {
        try {
          return Reflect.get(shown, name);
        } catch (error) {
          return { throws: String(error) };
        }
      })();
      look(`${place}${key(name)}`, held);
    }
  };
  look(at, value);
  return result;
}

const brief = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

/** The first thing that differs between two lists of observations. */
export function firstDifference(
  x: readonly Observation[],
  y: readonly Observation[],
): { readonly at: string; readonly x: string; readonly y: string } | undefined {
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const [a, b] = [x[i], y[i]];
    if (a !== undefined && b !== undefined && a.at === b.at) {
      if (a.shows !== b.shows) {
        const [left, right] = [brief(a.shows), brief(b.shows)];
        return left === right
          ? { at: a.at, x: `${left} (the end differs)`, y: right }
          : { at: a.at, x: left, y: right };
      }
      if (a.opaque !== b.opaque) return { at: a.at, x: a.shows, y: 'another one' };
      continue;
    }
    const shown = (one: Observation | undefined): string =>
      one === undefined ? 'nothing more' : `${one.at} is ${brief(one.shows)}`;
    return { at: (a ?? b)?.at ?? '', x: shown(a), y: shown(b) };
  }
  return undefined;
}
