import { fieldOf, isArray } from '@discreet/core';
import type { Point } from './picture.ts';
import { refusal } from './refuse.ts';

/** The kinds of rows, and the column of each that says where a row stands. */
const columns = {
  profile: 'delta',
  tradeOff: 'typeOne',
  composition: 'count',
  sweep: 'noise',
} as const;

/** A kind of rows. */
export type RowKind = keyof typeof columns;

/** Rows that were read: their kind, their points, and the delta that they have in common. */
export interface ReadRows {
  readonly kind: RowKind;
  readonly points: readonly Point[];
  readonly delta: number | undefined;
}

const isKind = (kind: unknown): kind is RowKind =>
  typeof kind === 'string' && Object.hasOwn(columns, kind);

/** Control characters and lone surrogates have no place in XML. */
const unprintable = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

/** A text that XML can hold. */
export function readText(where: string, name: string, text: unknown): string {
  if (typeof text !== 'string' || unprintable.test(text))
    throw refusal(where, `${name} must be a text without control characters`, text);
  return text;
}

/** The rows, of one kind each and in numbers. Types can be bypassed: rows may come from JSON. */
export function readRows(where: string, rows: unknown): ReadRows {
  if (!isArray(rows) || rows.length === 0)
    throw refusal(where, 'rows must be a list that is not empty', rows);
  const kind = fieldOf(rows[0], 'curve');
  if (!isKind(kind))
    throw refusal(where, `curve must be one of ${Object.keys(columns).join(', ')}`, kind);
  const other = rows.find((row) => fieldOf(row, 'curve') !== kind);
  if (other !== undefined)
    throw refusal(where, `all rows must be of one kind, ${kind}`, fieldOf(other, 'curve'));
  const deltas = new Set(rows.map((row) => fieldOf(row, 'delta')));
  const [delta] = deltas;
  return {
    kind,
    points: rows.map((row) => readPoint(where, kind, row)),
    delta: deltas.size === 1 && typeof delta === 'number' ? delta : undefined,
  };
}

const readPoint = (where: string, kind: RowKind, row: unknown): Point => {
  const number = (name: string): number => {
    const value = fieldOf(row, name);
    if (typeof value !== 'number' || Number.isNaN(value))
      throw refusal(where, `${name} must be a number`, value);
    return value;
  };
  const label = readText(where, 'label', fieldOf(row, 'label'));
  const at = number(columns[kind]);
  if (!Number.isFinite(at)) throw refusal(where, `${columns[kind]} must be finite`, at);
  const [low, high] = [number('lower'), number('upper')];
  if (low > high) throw refusal(where, 'lower must be at most upper', low);
  return { label, at, line: kind === 'tradeOff' ? low : high, low, high };
};
