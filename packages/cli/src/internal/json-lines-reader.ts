import type { OwnerColumn } from '../owner-schema.ts';
import { type DataReader, type ReadRow, Unfit } from './row.ts';
import { wholeLines } from './whole-lines.ts';

/** How many keys an object's text has at its first level; a key that stands twice counts twice, where JSON.parse takes the last. */
const keysIn = (text: string): number => {
  let depth = 0;
  let keys = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g))
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (token === ':' && depth === 1) keys += 1;
  return keys;
};

/** a whole number beyond 2^53 was rounded when it was parsed, and is refused as no member; a fraction goes to its nearest double */
const valueOf = (value: unknown): unknown => {
  if (typeof value === 'number' && !Number.isFinite(value))
    return new Unfit('the number must be within the doubles');
  return typeof value === 'object' && value !== null
    ? new Unfit('the value must be no list and no object')
    : value;
};

const objectOf = (text: string): object | string => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'the line is not JSON';
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return 'the line must be an object';
  return keysIn(text) === Object.keys(json).length ? json : 'a key stands twice in the object';
};

/** how many names of other keys a report gives */
const most = 20;

/** Reads JSON lines: an object a line, blank lines between them. A key that is not there is a missing value. */
export function jsonLinesReader(
  path: string,
  columns: readonly OwnerColumn[],
  read: (bytes: number) => void,
): DataReader {
  const known = new Set(columns.map(({ name }) => name));
  const others = new Set<string>();
  async function* rows(): AsyncGenerator<ReadRow> {
    let line = 0;
    for await (const block of wholeLines(path, read))
      for (const text of block.replace(/\n$/, '').split('\n')) {
        line += 1;
        if (text.trim() === '') continue;
        const object = objectOf(text);
        if (typeof object === 'string') {
          yield { kind: 'misfit', line, rule: object };
          continue;
        }
        for (const name of Object.keys(object))
          if (!known.has(name) && others.size < most) others.add(name);
        const values = columns.map(({ name }) =>
          Object.hasOwn(object, name) ? valueOf(Reflect.get(object, name)) : null,
        );
        yield { kind: 'row', line, values };
      }
  }
  return { place: 'line', rows: rows(), leftOut: () => [...others] };
}
