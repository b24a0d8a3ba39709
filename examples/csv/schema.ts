import { readFileSync } from 'node:fs';
import {
  boolean,
  bounds,
  type Bounds,
  categories,
  category,
  type Category,
  type Columns,
  integer,
  type Integer,
  real,
  type Real,
  size,
  type Size,
  text,
} from 'discreet';
import { BadInput, oneLine, whyUnreadable } from './bad-input.ts';

/** What a column may hold. */
export type Atom = Columns[string];

/** One column as its owner describes it, and what may be asked of it. */
export interface ColumnSchema {
  readonly name: string;
  readonly domain: Atom;
  /** a number with public bounds, whose sum and mean may be asked */
  readonly sum?: { readonly domain: Real | Integer; readonly bounds: Bounds };
  /** public labels, of which counts may be asked */
  readonly counts?: Category<string>;
}

/** What the owner of a CSV file says of it, before anybody asks anything. */
export interface Schema {
  readonly version: string;
  readonly contributions: Size;
  readonly missing: 'refuse' | 'keep';
  readonly columns: readonly ColumnSchema[];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parsers of the library give `Either`: the value, or an error that says which rule was broken. */
const right = <A>(
  where: string,
  parsed: { _tag: 'Left'; left: Error } | { _tag: 'Right'; right: A },
): A => {
  if (parsed._tag === 'Left') throw new BadInput(`${where}: ${parsed.left.message}`);
  return parsed.right;
};

const forms =
  "'real', 'integer', 'text', 'boolean', { real: [lower, upper] }, { integer: [lower, upper] } or { category: [labels] }";

const columnSchema = (where: string, name: string, form: unknown): ColumnSchema => {
  if (form === 'real') return { name, domain: real };
  if (form === 'integer') return { name, domain: integer };
  if (form === 'text') return { name, domain: text };
  if (form === 'boolean') return { name, domain: boolean, counts: category(['false', 'true']) };
  const [[kind, list] = ['', undefined], ...more] = isObject(form) ? Object.entries(form) : [];
  const items: readonly unknown[] = Array.isArray(list) && more.length === 0 ? list : [];
  const [lower, upper] = items;
  if (kind === 'category' && items.every((label) => typeof label === 'string')) {
    if (items.includes(''))
      throw new BadInput(`${where}: '' cannot be a label, an empty field is a missing value`);
    const labels = category(right(where, categories(items)));
    return { name, domain: labels, counts: labels };
  }
  if (
    (kind === 'real' || kind === 'integer') &&
    items.length === 2 &&
    typeof lower === 'number' &&
    typeof upper === 'number'
  ) {
    const domain = kind === 'real' ? real : integer;
    return { name, domain, sum: { domain, bounds: right(where, bounds(lower, upper)) } };
  }
  throw new BadInput(`${where}: must be ${forms}, got ${JSON.stringify(form)}`);
};

const textOf = (path: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    throw new BadInput(`${path}: ${whyUnreadable(error)}`);
  }
};

const parse = (path: string): unknown => {
  try {
    return JSON.parse(textOf(path));
  } catch (error) {
    throw error instanceof BadInput ? error : new BadInput(`${path}: not JSON, ${oneLine(error)}`);
  }
};

const keys = ['version', 'contributions', 'missing', 'columns'];

/** Reads a schema from a JSON file; `examples/data/` has one. */
export function readSchema(path: string): Schema {
  const json = parse(path);
  if (!isObject(json) || !isObject(json['columns']))
    throw new BadInput(`${path}: must be an object with 'version' and 'columns'`);
  // a misspelt name would let a default stand in silence: one row a person, which understates the loss
  const stray = Object.keys(json).find((key) => !keys.includes(key));
  if (stray !== undefined)
    throw new BadInput(`${path}: '${stray}' is unknown, the names are ${keys.join(', ')}`);
  const { version, contributions = 1, missing = 'refuse', columns } = json;
  if (typeof version !== 'string' || version === '')
    throw new BadInput(`${path}: version must be a name for this state of the data`);
  if (missing !== 'refuse' && missing !== 'keep')
    throw new BadInput(`${path}: missing must be 'refuse' or 'keep'`);
  if (typeof contributions !== 'number')
    throw new BadInput(`${path}: contributions must be a number of rows`);
  const list = Object.entries(columns).map(([name, form]) =>
    columnSchema(`${path}, column '${name}'`, name, form),
  );
  if (list.length === 0) throw new BadInput(`${path}: there must be at least one column`);
  return {
    version,
    contributions: right(`${path}, contributions`, size(contributions)),
    missing,
    columns: list,
  };
}
