import { build } from 'esbuild';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkRecords } from '../lib/oracle/check-records.mjs';
import { repositoryRoot } from '../lib/repository.mjs';

const folder = mkdtempSync(join(tmpdir(), 'discreet-pld-'));
afterAll(() => rmSync(folder, { recursive: true }));

// in one file, as `npm run oracle` has it: where modules are kept apart for the tests, loops over cells take three times as long
const outfile = join(folder, 'pld.mjs');
await build({
  entryPoints: [join(repositoryRoot, 'scripts/lib/oracle/pld.mjs')],
  outfile,
  ...{ bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' },
  conditions: ['@discreet/source'],
});
const { checkPldRecord } = (await import(outfile)) as typeof import('../lib/oracle/pld.mjs');

interface Vector {
  readonly id: string;
  readonly kind: string;
  readonly params: { readonly events: readonly Readonly<Record<string, unknown>>[] };
  readonly epsilon_at_delta: readonly Readonly<Record<string, unknown>>[];
  readonly delta_at_epsilon: readonly Readonly<Record<string, unknown>>[];
}

const read = (name: string): readonly Vector[] => {
  const file = new URL(`../../packages/accounting/test/vectors/${name}`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { records: readonly Vector[] }).records;
};

const [records, truths] = [read('pld.json'), read('pld-truths.json')];

const missesOf = (record: unknown): readonly string[] =>
  checkPldRecord(record).verdicts.flatMap(({ miss }) => (miss === undefined ? [] : [miss]));
const excusesOf = (record: unknown): readonly string[] =>
  checkPldRecord(record).verdicts.flatMap(({ excuse }) => (excuse === undefined ? [] : [excuse]));
const named = (id: string): Vector => {
  const record = records.find((one) => one.id === id);
  if (record === undefined) throw new TypeError(id);
  return record;
};

/** one use of a Gaussian of sigma 1, which takes no time */
const event = { type: 'gaussian', sigma: 1, sensitivity: 1, count: 1 };
const epsilonRow = {
  delta: 1e-5,
  epsilon_pessimistic: 4.3772,
  epsilon_optimistic: 4.3771,
  epsilon_exact: '4.37717809568122460855398588974',
};
const deltaRow = {
  epsilon: 1,
  delta_pessimistic: 0.12694,
  delta_optimistic: 0.12693,
  delta_exact: '0.126936737506643945800829624758',
};
const good = {
  id: 'x-1',
  kind: 'gaussian',
  params: { events: [event], value_discretization_interval: 1e-4 },
  epsilon_at_delta: [epsilonRow],
  delta_at_epsilon: [deltaRow],
};
const withEvent = (fields: object) => ({ ...good, params: { events: [{ ...event, ...fields }] } });
const withEpsilon = (fields: object) => ({
  ...good,
  epsilon_at_delta: [{ ...epsilonRow, ...fields }],
});
const withDelta = (fields: object) => ({ ...good, delta_at_epsilon: [{ ...deltaRow, ...fields }] });

describe('privacy loss distributions against truth', () => {
  it('has records of every kind', () => {
    expect(records).toHaveLength(187);
    expect([...new Set(records.map(({ kind }) => kind))].sort()).toEqual([
      'discrete_gaussian',
      'discrete_laplace',
      'extreme',
      'gaussian',
      'laplace',
      'mixed',
      'mixed_with_epsilon_delta',
      'randomized_response',
      'subsampled_gaussian',
      'subsampled_gaussian_one_step',
      'subsampled_gaussian_replace_one',
      'subsampled_other',
    ]);
  });

  it.each(records)('passes $kind $id', (record) => {
    const { verdicts } = checkPldRecord(record);
    const asked = record.epsilon_at_delta.length + record.delta_at_epsilon.length;
    expect(verdicts).toHaveLength(asked);
    expect(missesOf(record)).toEqual([]);
  });

  it.each(truths)('passes $kind $id, whose truth is our own', (record) => {
    const exact = [...record.epsilon_at_delta, ...record.delta_at_epsilon].filter(
      (row) => 'epsilon_exact' in row || 'delta_exact' in row,
    );
    expect(exact.length).toBeGreaterThan(0);
    expect(missesOf(record)).toEqual([]);
    expect(excusesOf(record)).toEqual([]);
  });

  it('passes by the rule as it stands, but for deltas that are less than 1e-14', () => {
    expect(missesOf(good)).toEqual([]);
    for (const id of ['b-0043', 'b-0093', 'b-0129', 'b-0306'])
      expect(excusesOf(named(id))).toEqual([]);
    // its optimistic deltas are the 1e-15 that stands for tails; ours are 0
    const [first, second, ...others] = excusesOf(named('b-0228'));
    expect([first, second]).toEqual([
      'delta at 0.05: 0 is below the bracket, from 1e-15',
      'delta at 0.5: 0 is below the bracket, from 1e-15',
    ]);
    expect(others).toEqual([]);
  });
});

describe('a record that is not right', () => {
  const broken: readonly (readonly [string, unknown, string])[] = [
    ['no object', null, 'expected an object'],
    ['a list', [], 'unknown kind undefined'],
    ['nothing in it', {}, 'unknown kind undefined'],
    ['an unknown kind', { ...good, kind: 'other' }, 'unknown kind other'],
    ['a kind of every object', { ...good, kind: 'constructor' }, 'unknown kind constructor'],
    ['no parameters', { ...good, params: undefined }, 'expected an object'],
    ['no events', { ...good, params: { events: [] } }, 'expected events'],
    ['events that are none', { ...good, params: { events: [null] } }, 'expected an object'],
    ['an unknown event', withEvent({ type: 'other' }), 'unknown event: other'],
    ['an event of every object', withEvent({ type: 'toString' }), 'unknown event: toString'],
    ['no type', withEvent({ type: undefined }), 'unknown event: undefined'],
    ['an unknown field', withEvent({ scale: 1 }), 'unknown field of gaussian: scale'],
    ['no sigma', withEvent({ sigma: undefined }), 'no number: undefined'],
    ['sigma null', withEvent({ sigma: null }), 'no number: null'],
    ['sigma in text', withEvent({ sigma: '1' }), 'no number: 1'],
    ['sigma NaN', withEvent({ sigma: NaN }), 'no number: NaN'],
    ['sigma 0', withEvent({ sigma: 0 }), 'noiseMultiplier must be > 0'],
    ['a negative sigma', withEvent({ sigma: -1 }), 'noiseMultiplier must be > 0'],
    ['an infinite sigma', withEvent({ sigma: Infinity }), 'no number: Infinity'],
    ['a sampling rate of more than 1', withEvent({ sampling_prob: 1.5 }), 'samplingProbability'],
    ['a sampling rate of null', withEvent({ sampling_prob: null }), 'no number: null'],
    ['a count of 0', withEvent({ count: 0 }), 'count must be'],
    ['a count of a half', withEvent({ count: 0.5 }), 'count must be'],
    ['a count of null', withEvent({ count: null }), 'no number: null'],
    ['unknown neighbours', withEvent({ neighboring: 'swap' }), 'unknown neighbours: swap'],
    [
      'neighbours of two kinds',
      { ...good, params: { events: [event, { ...event, neighboring: 'replace_one' }] } },
      'unknown neighbours: add_or_remove_one, replace_one',
    ],
    ['no list of epsilons', { ...good, epsilon_at_delta: undefined }, 'expected a list'],
    ['no list of deltas', { ...good, delta_at_epsilon: {} }, 'expected a list'],
    ['a delta of 1', withEpsilon({ delta: 1 }), 'delta must be > 0 and < 1'],
    ['a delta of NaN', withEpsilon({ delta: NaN }), 'no number: NaN'],
    ['a negative epsilon', withDelta({ epsilon: -1 }), 'epsilon must be a finite number >= 0'],
    ['no pessimistic epsilon', withEpsilon({ epsilon_pessimistic: undefined }), 'no number'],
    ['a pessimistic delta of NaN', withDelta({ delta_pessimistic: NaN }), 'no number: NaN'],
    ['an optimistic delta in text', withDelta({ delta_optimistic: '0.1' }), 'no number: 0.1'],
    ['a truth that is a number', withDelta({ delta_exact: 0.1269 }), 'no truth: 0.1269'],
    ['a truth of NaN', withEpsilon({ epsilon_exact: 'NaN' }), 'no truth: NaN'],
    ['a negative truth', withEpsilon({ epsilon_exact: '-1' }), 'no truth: -1'],
  ];

  it.each(broken)('is a miss with its reason: %s', (_, record, reason) => {
    const misses = missesOf(record);
    expect(misses).toHaveLength(1);
    expect(misses[0]).toContain(reason);
  });

  it('is a miss where the truth is a little higher or lower', () => {
    for (const by of [1 + 1e-14, 1 - 1e-14]) {
      const epsilon = String(4.3771780956812246 * by);
      expect(missesOf(withEpsilon({ epsilon_exact: epsilon }))).toHaveLength(1);
      const delta = String(0.12693673750664395 * by);
      expect(missesOf(withDelta({ delta_exact: delta }))).toHaveLength(1);
    }
    expect(missesOf(withEpsilon({ epsilon_exact: 'Infinity' }))[0]).toContain('below the truth');
    expect(missesOf(withDelta({ delta_exact: '1e-553218' }))[0]).toContain('above the truth');
  });

  it('is a miss where the bracket is narrower than the answer, and the truth is within', () => {
    const epsilon = 4.3771780956812246;
    expect(missesOf(withEpsilon({ epsilon_pessimistic: epsilon * (1 - 2e-6) }))).toHaveLength(1);
    expect(missesOf(withEpsilon({ epsilon_pessimistic: epsilon * (1 - 5e-7) }))).toEqual([]);
    expect(missesOf(withEpsilon({ epsilon_optimistic: epsilon + 2e-9 }))).toHaveLength(1);
    expect(missesOf(withEpsilon({ epsilon_optimistic: epsilon + 5e-10 }))).toEqual([]);
    const delta = 0.12693673750664395;
    expect(missesOf(withDelta({ delta_pessimistic: delta * (1 - 2e-6) }))).toHaveLength(1);
    expect(missesOf(withDelta({ delta_optimistic: delta * (1 + 2e-6) }))).toHaveLength(1);
    expect(missesOf(withDelta({ delta_optimistic: delta * (1 + 5e-7) }))).toEqual([]);
  });

  it('is a miss where the truth is not known and the brackets do not meet', () => {
    const unknown = { epsilon_exact: undefined };
    expect(missesOf(withEpsilon(unknown))).toEqual([]);
    expect(
      missesOf(withEpsilon({ ...unknown, epsilon_optimistic: 4.3772, epsilon_pessimistic: 4.38 })),
    ).toHaveLength(1);
    expect(
      missesOf(withEpsilon({ ...unknown, epsilon_optimistic: 4.3, epsilon_pessimistic: 4.377 })),
    ).toHaveLength(1);
    const upper = { ...unknown, epsilon_optimistic: undefined };
    expect(missesOf(withEpsilon(upper))).toEqual([]);
    expect(missesOf(withEpsilon({ ...upper, epsilon_pessimistic: 4.377 }))).toHaveLength(1);
  });
});

describe('the floor of what a record is compared with', () => {
  // delta(20) of a Gaussian of sigma 1 is 2.7e-86
  const far = { epsilon: 20, delta_optimistic: 1e-15, delta_pessimistic: 1e-15 };
  const exact = '2.6647067053e-86';

  it('excuses deltas that are off by 1e-15 for tails, where the truth cannot keep the rule', () => {
    const record = withDelta({ ...far, delta_exact: undefined });
    expect(missesOf(record)).toEqual([]);
    expect(excusesOf(record)).toHaveLength(1);
    const negative = withDelta({ ...far, delta_pessimistic: -1e-15, delta_exact: undefined });
    expect([missesOf(negative).length, excusesOf(negative).length]).toEqual([0, 1]);
  });

  it('excuses nothing that is further off', () => {
    const above = withDelta({ ...far, delta_optimistic: 1e-14, delta_exact: undefined });
    expect(missesOf(above)).toHaveLength(1);
    const below = withDelta({ ...far, delta_pessimistic: -1e-14, delta_exact: undefined });
    expect(missesOf(below)).toHaveLength(1);
  });

  it('excuses no answer that is not the truth, and none where the truth keeps the rule', () => {
    expect(missesOf(withDelta({ ...far, delta_exact: exact }))[0]).toContain('the truth');
    const kept = { epsilon: 20, delta_optimistic: 0, delta_pessimistic: 1e-85 };
    expect(missesOf(withDelta({ ...kept, delta_exact: undefined }))).toEqual([]);
    const short = { ...kept, delta_pessimistic: 1e-87 };
    // the truth is not known: 1e-87 may be the peer's
    expect(excusesOf(withDelta({ ...short, delta_exact: undefined }))).toHaveLength(1);
  });

  it('excuses epsilons at such deltas', () => {
    const row = { delta: 1e-15, epsilon_exact: undefined };
    const infinite = { epsilon_optimistic: 'Infinity', epsilon_pessimistic: 'Infinity' };
    const record = withEpsilon({ ...row, ...infinite });
    expect([missesOf(record).length, excusesOf(record).length]).toEqual([0, 1]);
    const usual = withEpsilon({ ...row, ...infinite, delta: 1e-10 });
    expect(missesOf(usual)).toHaveLength(1);
  });
});

describe('a file of such records', () => {
  it('counts each, whatever is in it', async () => {
    const path = join(folder, 'pld_other.json');
    const list = [good, { ...good, id: 'x-2', kind: 'other' }, null, withEvent({ sigma: -1 })];
    writeFileSync(path, JSON.stringify({ records: list }));
    const found = await checkRecords('pld', checkPldRecord)([path]);
    expect([found.passed, found.total, found.misses.length]).toEqual([1, 4, 3]);
    // what is no JSON at all
    writeFileSync(path, '{"records": [{"id": "x", "delta": NaN}]}');
    expect(await checkRecords('pld', checkPldRecord)([path])).toMatchObject({
      passed: 0,
      total: 1,
    });
  });
});
