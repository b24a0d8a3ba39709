import { Rational } from '@discreet/numeric';
import { describe, expect, it, vi } from 'vitest';
import type { Found, Search } from '../../packages/testing/test/long-search.ts';
import { searchRounds } from '../lib/search-rounds.mjs';

const ratio = (a: number, b: number): Rational => Rational.of(BigInt(a), BigInt(b));
const onViolation = vi.fn();
/** a clock that says for so many looks that there is time */
const looks = (count: number) => {
  let left = count;
  return () => left-- <= 0;
};
const search = (name: string, run: (seed: number) => Partial<Found>): Search => ({
  name,
  run: (seed) => ({ title: `t${seed}`, pairs: 10, ratio: undefined, ...run(seed) }),
});

describe('searchRounds', () => {
  it('runs every search once, even without time', () => {
    const run = vi.fn(() => ({}));
    const tallies = searchRounds([search('a', run), search('b', run)], {
      seed: 7,
      timeIsUp: () => true,
      onViolation,
    });
    expect(tallies.map(({ name, seeds, pairs }) => [name, seeds, pairs])).toEqual([
      ['a', 1, 10],
      ['b', 1, 10],
    ]);
    expect(run.mock.calls).toEqual([[7], [7]]);
  });

  it('goes on with the next seed while there is time, and begins nothing afterwards', () => {
    const seeds: number[] = [];
    const one = search('a', (seed) => {
      seeds.push(seed);
      return {};
    });
    searchRounds([one], { seed: 3, timeIsUp: looks(4), onViolation });
    expect(seeds).toEqual([3, 4, 5]);
  });

  it('keeps the worst ratio and the seed that it was found with', () => {
    const ratios = [ratio(1, 3), ratio(2, 3), ratio(1, 2)];
    const [tally] = searchRounds([search('a', (seed) => ({ ratio: ratios[seed] }))], {
      seed: 0,
      timeIsUp: looks(4),
      onViolation,
    });
    expect(tally?.seeds).toBe(3);
    expect(tally?.worst).toEqual({ ratio: ratio(2, 3), title: 't1', seed: 1 });
    expect(tally?.violation).toBeUndefined();
  });

  it('reports what is refuted once, and goes on with the others', () => {
    const report = vi.fn();
    const wrong = search('wrong', (seed) => (seed === 1 ? { violation: 'no' } : {}));
    const [a, b] = searchRounds([wrong, search('right', () => ({}))], {
      seed: 0,
      timeIsUp: looks(10),
      onViolation: report,
    });
    expect(report.mock.calls).toEqual([['wrong', { title: 't1', seed: 1, message: 'no' }]]);
    expect(a?.violation).toEqual({ title: 't1', seed: 1, message: 'no' });
    expect(a?.seeds).toBe(2);
    expect(b?.seeds).toBeGreaterThan(2);
  });

  it('ends where everything is refuted', () => {
    const run = vi.fn(() => ({ violation: 'no' }));
    searchRounds([search('a', run)], { seed: 0, timeIsUp: () => false, onViolation });
    expect(run).toHaveBeenCalledTimes(1);
  });
});
