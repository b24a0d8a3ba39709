import { describe, expect, it } from 'vitest';
import { plantedBugs } from './planted/all.ts';

describe.each(plantedBugs)('$title', ({ tester, seedless, caught, twinPasses }) => {
  // three seeds: what is found by luck alone is not found
  it.each(seedless === true ? [1] : [1, 2, 3])(
    `is caught by the check of ${tester}, its right twin is not (seed %i)`,
    (seed) => {
      expect(caught(seed)).toBe(true);
      expect(twinPasses(seed)).toBe(true);
    },
  );
});

describe('the list', () => {
  it.each([
    ['stability', 36],
    ['exact privacy', 34],
    ['exact law', 6],
    ['statistical', 5],
    ['record-play', 5],
  ] as const)('has bugs for the check of %s', (tester, least) => {
    const bugs = plantedBugs.filter((bug) => bug.tester === tester);
    expect(bugs.length).toBeGreaterThanOrEqual(least);
  });

  it('names no bug twice', () => {
    const titles = plantedBugs.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
