import { discreteGaussianLaw, discreteLaplaceLaw, Rational } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import { checkLawStatistically } from '../src/index.ts';
import { cellOf, cellsOf, printCell } from '../src/internal/law-cells.ts';

const laws = [
  ['a narrow Laplace', discreteLaplaceLaw(Rational.of(1n, 2n))],
  ['a Laplace', discreteLaplaceLaw(Rational.of(7n))],
  ['a Gaussian', discreteGaussianLaw(Rational.of(30n))],
] as const;

describe.each(laws)('cells of %s', (_title, law) => {
  const cells = cellsOf(law, 20, 0.001);

  it('have the probabilities of the integers in them, and 1 together', () => {
    const sums = new Array<number>(cells.probabilities.length).fill(0);
    for (let z = -400n; z <= 400n; z += 1n) {
      const cell = cellOf(cells, z);
      sums[cell] = (sums[cell] ?? 0) + law.probability(z).lower;
    }
    expect(sums).toHaveLength(cells.edges.length + 1);
    for (const [i, sum] of sums.entries()) expect(cells.probabilities[i]! / sum).toBeCloseTo(1, 10);
    expect(cells.probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });

  it('are many, and none is too small', () => {
    expect(cells.probabilities.length).toBeGreaterThan(4);
    expect(Math.min(...cells.probabilities)).toBeGreaterThanOrEqual(0.001);
  });
});

it('a cell is printed with the edges that it has', () => {
  const cells = { edges: [-1n, 3n], probabilities: [0.2, 0.5, 0.3] };
  expect([0, 1, 2].map((cell) => printCell(cells, cell))).toEqual([
    '[-Infinity, -1)',
    '[-1, 3)',
    '[3, Infinity)',
  ]);
  expect([-2n, -1n, 2n, 3n].map((z) => cellOf(cells, z))).toEqual([0, 1, 1, 2]);
});

describe('checkLawStatistically', () => {
  const law = discreteLaplaceLaw(Rational.of(2n));

  it('names the cell that departs most', () => {
    const report = checkLawStatistically(law, () => 2n, { samples: 1000 });
    expect(report).toMatchObject({ holds: false, seed: 1, samples: 1000, falseAlarm: 1e-6 });
    expect(report.worst.observed).toBe(1000);
    expect(report.worst.cell).toBe('[2, 3)');
  });

  it.each([
    [{ samples: 99 }, 'samples must be an integer >= 100, got 99'],
    [{ samples: NaN }, 'samples must be an integer >= 100, got NaN'],
    [{ cells: 1 }, 'cells must be an integer >= 2, got 1'],
    [{ falseAlarm: 0 }, 'falseAlarm must be > 0 and < 1, got 0'],
    [{ seed: 0.5 }, 'seed must be an integer from 0 to 2^32 - 1, got 0.5'],
  ])('refuses %o', (options, message) => {
    expect(() => checkLawStatistically(law, () => 0n, options)).toThrow(message);
  });

  it('refuses a law that is too narrow for its samples', () => {
    const narrow = discreteLaplaceLaw(Rational.of(1n, 30n));
    expect(() => checkLawStatistically(narrow, () => 0n)).toThrow('samples must be more');
  });
});
