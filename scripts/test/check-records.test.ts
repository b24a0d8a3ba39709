import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkRecords, type Verdict } from '../lib/oracle/check-records.mjs';
import { checkRdpRecord } from '../lib/oracle/rdp-subsampled-gaussian.mjs';

const folder = mkdtempSync(join(tmpdir(), 'discreet-records-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const ratioOf = (record: unknown): number => (record as { ratio: number }).ratio;
const check = (record: unknown): { readonly verdicts: readonly Verdict[] } => {
  const ratio = ratioOf(record);
  const miss = ratio > 1 ? 'too far' : undefined;
  return { verdicts: [{ what: 'it', ratio, miss }] };
};

describe('a set of records', () => {
  it('is counted over all its files, with what missed and what came furthest', async () => {
    const files = [
      file('a.json', '{"records": [{"id": "a-1", "ratio": 0.5}, {"id": "a-2", "ratio": 2}]}'),
      file('b.json', '{"records": [{"id": "b-1", "ratio": -1}, {"id": "b-2", "ratio": 0.25}]}'),
    ];
    expect(await checkRecords('set', check)(files)).toEqual({
      set: 'set',
      passed: 3,
      total: 4,
      misses: ['a.json a-2: too far'],
      worst: ['a.json a-2: 1 + 2.0e+0', 'a.json a-1: 1 + 5.0e-1', 'b.json b-2: 1 + 2.5e-1'],
      excused: [],
    });
  });

  it('names the records that pass although they break a rule', async () => {
    const path = file('c.json', '{"records": [{"id": "c-1"}, {"id": "c-2"}]}');
    const verdict = { what: 'it', ratio: NaN, miss: undefined };
    const found = await checkRecords('set', (record) => ({
      verdicts:
        (record as { id: string }).id === 'c-1'
          ? [verdict]
          : [verdict, { ...verdict, excuse: 'so' }, { ...verdict, excuse: 'so too' }],
    }))([path]);
    expect([found.passed, found.excused]).toEqual([2, ['c.json c-2 (2)']]);
  });

  it('misses a file without records, a record that breaks its check, and one that asks for nothing', async () => {
    const empty = file('empty.json', '{"records": []}');
    const torn = file('torn.json', '{"records": [');
    for (const path of [empty, torn]) {
      const { passed, total, misses } = await checkRecords('set', check)([path]);
      expect([passed, total, misses.length]).toEqual([0, 1, 1]);
    }
    const broken = file('broken.json', '{"records": [null, {"id": "x", "ratio": 0}]}');
    expect(await checkRecords('set', check)([broken])).toMatchObject({ passed: 1, total: 2 });
    const silent = checkRecords('set', () => ({ verdicts: [] }));
    expect(await silent([broken])).toMatchObject({ passed: 0, total: 2 });
  });

  it('misses Rényi records that are no records', async () => {
    const path = file(
      'rdp_subsampled_gaussian_x.json',
      '{"records": [{}, {"id": "y", "kind": "constructor"}, {"id": "z", "kind": "rdp_mixed", "params": {"events": [{"type": "toString"}]}}]}',
    );
    expect(await checkRecords('rdp', checkRdpRecord)([path])).toMatchObject({
      passed: 0,
      total: 3,
    });
  });
});
