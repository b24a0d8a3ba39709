import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkConversionRecord } from '../lib/oracle/conversions.mjs';

interface Vector {
  readonly id: string;
  readonly kind: string;
  readonly params: object;
  readonly values: Readonly<Record<string, string | boolean>>;
}

const read = (name: string): readonly Vector[] => {
  const file = new URL(`../../packages/accounting/test/vectors/${name}`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { records: readonly Vector[] }).records;
};

const [records, extremes] = [read('conversions.json'), read('conversions-extreme.json')];

const missesOf = (record: unknown): readonly string[] =>
  checkConversionRecord(record).verdicts.flatMap(({ what, miss }) =>
    miss === undefined ? [] : [`${what}: ${miss}`],
  );

describe('conversions between privacy curves against truth', () => {
  it('has records of every kind', () => {
    const kinds = new Set(records.map(({ kind }) => kind));
    expect(records).toHaveLength(304);
    expect(kinds.size).toBe(15);
    expect([...new Set(extremes.map(({ kind }) => kind))].sort()).toEqual([...kinds].sort());
  });

  it.each(records)('passes $kind $id', (record) => {
    expect(missesOf(record)).toEqual([]);
  });

  it.each(extremes)('passes the extreme $kind $id', (record) => {
    expect(missesOf(record)).toEqual([]);
  });

  it('misses kinds and values that it does not know, and records that it cannot read', () => {
    const [first] = records;
    expect(missesOf({ ...first, kind: 'other' })).toEqual(['kind: unknown kind other']);
    expect(missesOf({ ...first, values: { other: '1' } })).toEqual(['other: unknown value other']);
    expect(missesOf({ ...first, params: {} })).toHaveLength(1);
    expect(missesOf({ ...first, values: undefined })).toHaveLength(1);
  });

  it('misses a truth that is a little higher or lower, in every value of every kind', () => {
    const seen = new Set<string>();
    for (const record of records) {
      for (const [name, value] of Object.entries(record.values)) {
        const key = `${record.kind}.${name}`;
        const number = Number(value);
        if (typeof value === 'boolean' || !(number > 1e-200) || number >= 1 || seen.has(key))
          continue;
        const digits = /^([0-9.]+)(e.*)?$/.exec(value);
        const moved = (by: number): string => `${Number(digits?.[1]) * by}${digits?.[2] ?? ''}`;
        const misses = [1 + 1e-7, 1 - 1e-7].flatMap((by) =>
          missesOf({ ...record, values: { [name]: moved(by) } }),
        );
        if (misses.length === 0) continue;
        seen.add(key);
        expect([key, misses.length]).toEqual([key, 2]);
      }
    }
    expect(seen.size).toBeGreaterThan(30);
  });
});
