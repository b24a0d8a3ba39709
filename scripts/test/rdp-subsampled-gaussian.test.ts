import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkRdpRecord } from '../lib/oracle/rdp-subsampled-gaussian.mjs';

const file = new URL(
  '../../packages/accounting/test/vectors/rdp-subsampled-gaussian.json',
  import.meta.url,
);
const { records } = JSON.parse(readFileSync(file, 'utf8')) as {
  records: readonly { readonly id: string; readonly kind: string; readonly params: object }[];
};

const missesOf = (record: unknown): readonly string[] =>
  checkRdpRecord(record).verdicts.flatMap(({ miss }) => (miss === undefined ? [] : [miss]));

describe('Rényi divergences against truth', () => {
  it('has records of every kind', () => {
    const kinds = new Set(records.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([
      'poisson_extreme',
      'poisson_fractional_order_rdp',
      'poisson_random',
      'rdp_mixed',
      'wor_replace_one',
    ]);
    expect(records).toHaveLength(190);
  });

  it.each(records)('passes $kind $id', (record) => {
    const { verdicts } = checkRdpRecord(record);
    expect(verdicts.length).toBeGreaterThan(1);
    expect(missesOf(record)).toEqual([]);
  });

  it('misses a record of a kind that it does not know, and one that it cannot read', () => {
    expect(missesOf({ ...records[0], kind: 'other' })).toEqual(['unknown kind other']);
    expect(missesOf({ ...records[0], params: {} })).toHaveLength(1);
  });

  it('misses a truth that is a little higher, or a little lower', () => {
    const record = records.find(({ kind }) => kind === 'poisson_fractional_order_rdp');
    const moved = (factor: number): unknown => {
      const copy = structuredClone(record) as unknown as {
        mpmath: { rdp_at_order: Record<string, string> };
      };
      const at = copy.mpmath.rdp_at_order;
      at['1.5'] = String(Number(at['1.5']) * factor);
      return copy;
    };
    expect(missesOf(moved(1 + 1e-12))).toHaveLength(1);
    expect(missesOf(moved(1 - 1e-9))).toHaveLength(1);
    expect(missesOf(moved(1))).toEqual([]);
  });
});
