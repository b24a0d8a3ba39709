import { DiscreetError } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { advancedFilter, pureFilter } from '@discreet/composition';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optimalOnGrid } from '../src/internal/optimal-grid.ts';
import { optimalHomogeneous } from '../src/internal/optimal-homogeneous.ts';
import { optimalByStates } from '../src/internal/optimal-states.ts';
import {
  approximateCurve,
  approximateZeroConcentratedCurve,
  batchClosedForms,
  batchOptimal,
  bestBatch,
  discreteGaussianCurve,
  epsilonAt,
  gaussianCurve,
  laplaceCurve,
  pureCurve,
  renyiPoints,
  sumCurves,
  zeroConcentratedCurve,
} from '../src/index.ts';

const epsilon = fc.integer({ min: 1, max: 300 }).map((x) => Rational.of(BigInt(x), 100n));
const slack = fc
  .double({ min: -12, max: -0.1, noNaN: true })
  .map((x) => (10 ** x).toExponential(4));

/** The rational that a short decimal is. */
const decimal = (text: string): Rational => pureCurve({ epsilon: text }).epsilon;

describe('optimal composition', () => {
  it('of one mechanism is its worst profile', () => {
    fc.assert(
      fc.property(epsilon, slack, (e, delta) => {
        const one = batchOptimal([{ curve: pureCurve({ epsilon: e }) }], { slack: delta });
        const { lower, upper } = epsilonAt(pureCurve({ epsilon: e }), { delta });
        expect(one.epsilon.lower).toBeLessThanOrEqual(upper);
        expect(one.epsilon.upper).toBeGreaterThanOrEqual(lower);
        expect(one.epsilon.upper - one.epsilon.lower).toBeLessThan(1e-12);
      }),
    );
  });

  it('of equal mechanisms is the same one by one and by their number', () => {
    fc.assert(
      fc.property(epsilon, fc.integer({ min: 1, max: 12 }), slack, (e, count, delta) => {
        const [a, b] = [
          optimalHomogeneous(e, count, decimal(delta)),
          optimalByStates(
            Array.from({ length: count }, () => ({ epsilon: e, count: 1 })),
            decimal(delta),
          ),
        ];
        expect(a.lower).toBeLessThanOrEqual(b.upper);
        expect(b.lower).toBeLessThanOrEqual(a.upper);
        expect(b.upper - a.lower).toBeLessThan(1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it('on a grid is above and below what it is exactly', () => {
    fc.assert(
      fc.property(fc.array(epsilon, { minLength: 2, maxLength: 6 }), slack, (list, delta) => {
        const groups = list.map((e) => ({ epsilon: e, count: 2 }));
        const exact = optimalByStates(groups, decimal(delta));
        const up = optimalOnGrid(groups, decimal(delta), 'up');
        const down = optimalOnGrid(groups, decimal(delta), 'down');
        expect(up).toBeGreaterThanOrEqual(exact.lower);
        expect(down).toBeLessThanOrEqual(exact.upper);
        const total = list.reduce((sum, e) => sum + 2 * e.toNumber(), 0);
        expect(up - down).toBeLessThan(total / 200);
      }),
      { numRuns: 25 },
    );
  });

  it('is never above any closed form, and grows with the batch', () => {
    fc.assert(
      fc.property(fc.array(epsilon, { minLength: 1, maxLength: 6 }), slack, (list, delta) => {
        const items = list.map((e) => ({ curve: pureCurve({ epsilon: e }) }));
        const optimal = batchOptimal(items, { slack: delta }).epsilon;
        for (const form of Object.values(batchClosedForms(items, { slack: delta })))
          expect(optimal.lower).toBeLessThanOrEqual(form.epsilon.upper);
        const fewer = batchOptimal(items.slice(0, -1).concat(items.slice(0, 1)), {
          slack: delta,
        }).epsilon;
        if (items.length > 1) {
          const rest = batchOptimal(items.slice(1), { slack: delta }).epsilon;
          expect(rest.lower).toBeLessThanOrEqual(optimal.upper);
        }
        expect(fewer.upper).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 40 },
    );
  });

  it('takes batches of many thousands', () => {
    const { epsilon: e } = batchOptimal(
      [{ curve: pureCurve({ epsilon: '0.001' }), count: 100_000 }],
      { slack: 1e-6 },
    );
    expect(e.upper - e.lower).toBeLessThan(1e-12);
    // near a Gaussian of mu = 0.001 sqrt(100000)
    const near = epsilonAt(gaussianCurve({ mu: Math.sqrt(0.1) }), { delta: 1e-6 }).upper;
    expect(Math.abs(e.upper - near)).toBeLessThan(0.01);
  });

  it('takes epsilons beyond all reason, and failures', () => {
    const huge = batchOptimal([{ curve: pureCurve({ epsilon: '100000' }), count: 3 }], {
      slack: 0.5,
    }).epsilon;
    expect(huge.upper).toBeLessThanOrEqual(300_000);
    expect(huge.lower).toBeGreaterThan(299_990);
    const zero = batchOptimal([{ curve: pureCurve({ epsilon: 0 }), count: 3 }], { slack: 0.5 });
    expect(zero.epsilon).toEqual({ lower: 0, upper: 0 });
    const many = Array.from({ length: 30 }, (_, i) => ({
      curve: approximateCurve({ epsilon: (i + 1) / 100, delta: 1e-9 }),
    }));
    const { epsilon: grid, delta } = batchOptimal(many, { slack: 1e-6 });
    expect(grid.upper - grid.lower).toBeLessThan(0.02);
    expect(delta.upper).toBeCloseTo(1e-6 + 30e-9, 12);
  });
});

describe('the best bound on a batch', () => {
  const at = { slack: 1e-6 };

  it('is root-sum-square where all are Gaussian', () => {
    const best = bestBatch([{ curve: gaussianCurve({ mu: 0.1 }), count: 25 }], at);
    expect(best.theorem).toBe('gaussian');
    expect(best.epsilon).toEqual(epsilonAt(gaussianCurve({ mu: 0.5 }), { delta: 1e-6 }));
  });

  it('is optimal composition where all are pure, and zCDP where kinds are mixed', () => {
    expect(bestBatch([{ curve: pureCurve({ epsilon: 0.1 }), count: 50 }], at).theorem).toBe(
      'optimal',
    );
    const mixed = bestBatch(
      [
        { curve: discreteGaussianCurve({ sensitivity: 1, sigma: 5 }), count: 5 },
        { curve: pureCurve({ epsilon: 0.1 }) },
      ],
      at,
    );
    expect(['zeroConcentrated', 'renyi']).toContain(mixed.theorem);
    const failing = bestBatch(
      [{ curve: approximateZeroConcentratedCurve({ rho: 0.1, delta: 1e-9 }), count: 2 }],
      at,
    );
    expect([failing.theorem, failing.delta.upper > 1e-6]).toEqual(['zeroConcentrated', true]);
    expect(
      bestBatch([{ curve: renyiPoints([{ order: 8, divergence: 0.1 }]), count: 3 }], at).theorem,
    ).toBe('renyi');
    expect(
      bestBatch([{ curve: laplaceCurve({ sensitivity: 1, scale: 10 }), count: 400 }], at).epsilon
        .upper,
    ).toBeLessThanOrEqual(
      batchOptimal([{ curve: pureCurve({ epsilon: 0.1 }), count: 400 }], at).epsilon.upper,
    );
  });

  it('is refused where no theorem covers all', () => {
    const items = [
      { curve: renyiPoints([{ order: 8, divergence: 0.1 }]) },
      { curve: approximateCurve({ epsilon: 1, delta: 0.1 }) },
    ];
    expect(() => bestBatch(items, at)).toThrow('no theorem covers all curves at once');
    expect(() => batchOptimal([{ curve: zeroConcentratedCurve({ rho: 1 }) } as never], at)).toThrow(
      DiscreetError,
    );
  });

  it('is no curve and no amount: filters and sums refuse it', () => {
    const best = bestBatch([{ curve: pureCurve({ epsilon: 0.1 }), count: 50 }], at);
    expect(() => pureFilter({ epsilon: best.epsilon as never })).toThrow(DiscreetError);
    expect(() => pureFilter(best as never)).toThrow(DiscreetError);
    expect(
      advancedFilter({ epsilon: 1, deltaPrime: 1e-6, deltaDoublePrime: 0 }).parseCharge(best)._tag,
    ).toBe('Left');
    expect(() => sumCurves([best] as never)).toThrow(DiscreetError);
  });
});
