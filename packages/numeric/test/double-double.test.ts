import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextDown, nextUp, Rational } from '../src/index.ts';
import {
  add,
  addDouble,
  div,
  ERROR,
  mul,
  mulDouble,
  reciprocal,
  roundDown,
  roundUp,
  twoSum,
  type DoubleDouble,
} from '../src/internal/double-double.ts';
import { expm1Reduced, expScaled, timesLn2 } from '../src/internal/exp-double-double.ts';
import { lnDoubleDouble, twiceAtanh } from '../src/internal/ln-double-double.ts';
import { Decimal150, doubleToDecimal, exactly, toDecimal } from './oracle/decimal-oracle.ts';
import { logUniform } from './oracle/edge-doubles.ts';

const exact = (x: DoubleDouble): Rational => exactly(x.hi).add(exactly(x.lo));
const digits = (x: DoubleDouble): InstanceType<typeof Decimal150> =>
  toDecimal(exact(x), Decimal150);

const U2 = Rational.of(1n, 1n << 106n);
const operand = fc
  .tuple(logUniform(-20, 20), logUniform(-90, -54))
  .map(([hi, tail]) => twoSum(hi, hi * tail));

/** |computed - exact| <= units u^2 |exact| (1 + 2^-20) */
function within(computed: DoubleDouble, truth: Rational, units: bigint): void {
  const error = exact(computed).sub(truth).abs();
  const slack = Rational.of((1n << 20n) + 1n, 1n << 20n);
  expect(error.lessThanOrEqual(truth.abs().mul(U2).mul(Rational.of(units)).mul(slack))).toBe(true);
}

describe('double-double arithmetic', () => {
  it('keeps its published bounds against exact rationals', () => {
    fc.assert(
      fc.property(operand, operand, logUniform(-20, 20), (a, b, x) => {
        within(addDouble(a, x), exact(a).add(exactly(x)), 2n);
        within(add(a, b), exact(a).add(exact(b)), 3n);
        // Near-cancellation is where a careless sum fails.
        const opposite = { hi: -a.hi, lo: b.lo * (a.hi / b.hi) };
        within(add(a, opposite), exact(a).add(exact(opposite)), 3n);
        within(mulDouble(a, x), exact(a).mul(exactly(x)), 3n);
        within(mul(a, b), exact(a).mul(exact(b)), 7n);
        within(div(a, b), exact(a).div(exact(b)), 17n);
        expect(exact(twoSum(a.hi, x)).equals(exactly(a.hi).add(exactly(x)))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('inverts small integers', () => {
    for (const n of [3, 5, 6, 7, 24, 41, 120]) {
      within(reciprocal(n), Rational.of(1n, BigInt(n)), 2n);
    }
  });

  it('rounds outward by the stated error, no less and little more', () => {
    expect(exactly(ERROR).equals(Rational.of(1n, 1n << 98n))).toBe(true);
    // The pair is below 1 by half the error, so the true value may be above 1; and the other way round.
    expect(roundUp({ hi: 1, lo: -ERROR / 2 })).toBe(nextUp(1));
    expect(roundUp({ hi: 1, lo: -4 * ERROR })).toBe(1);
    expect(roundDown({ hi: 1, lo: ERROR / 2 })).toBe(nextDown(1));
    expect(roundDown({ hi: 1, lo: 4 * ERROR })).toBe(1);
    expect(roundUp({ hi: -1, lo: -ERROR / 2 })).toBe(nextUp(-1));
    expect(roundDown({ hi: -1, lo: ERROR / 2 })).toBe(nextDown(-1));
  });
});

/** The relative error in units of u^2 = 2^-106. */
function errorUnits(computed: DoubleDouble, truth: InstanceType<typeof Decimal150>): number {
  const scale = new Decimal150(2).pow(106);
  return digits(computed).minus(truth).div(truth).abs().times(scale).toNumber();
}

/*
 * The proof page allows 23, 43, 2.1 and 41 units; measured over 6000 arguments each: 1.5, 4.0, 1.1, 4.2. A limb of ln 2 that is wrong in its 60th bit, a reciprocal
 * factorial without its low part or a missing term would show as thousands of units here, and nowhere else.
 */
describe('elementary functions on double-doubles', () => {
  const worst = (bound: number, cases: readonly number[], error: (x: number) => number): void => {
    let most = 0;
    for (const x of cases) most = Math.max(most, error(x));
    expect(most).toBeLessThan(bound);
    expect(most).toBeGreaterThan(0);
  };
  const sample = (arbitrary: fc.Arbitrary<number>, count: number): readonly number[] =>
    fc.sample(arbitrary, { numRuns: count, seed: 20_260_101 });

  it('exp stays below 4 units over its whole range', () => {
    const cases = [
      ...sample(fc.double({ min: -745, max: 709, noNaN: true }), 300),
      ...sample(logUniform(-30, 9), 200).filter((x) => x > -745 && x < 709),
    ];
    worst(4, cases, (x) => {
      const { exponent, significand } = expScaled(x);
      const power = new Decimal150(2).pow(exponent);
      return errorUnits(significand, doubleToDecimal(x, Decimal150).exp().div(power));
    });
  });

  it('exp - 1 stays below 8 units on the reduced range', () => {
    const cases = sample(
      fc.oneof(fc.double({ min: -0.3467, max: 0.3467, noNaN: true }), logUniform(-40, -2)),
      400,
    ).filter((x) => Math.abs(x) > 2 ** -60 && Math.abs(x) < 0.3467);
    worst(8, cases, (x) =>
      errorUnits(expm1Reduced({ hi: x, lo: 0 }), doubleToDecimal(x, Decimal150).exp().minus(1)),
    );
  });

  it('k ln 2 stays below 2.1 units for every k', () => {
    const ln2 = new Decimal150(2).ln();
    let most = 0;
    for (let k = -1076; k <= 1076; k += 1) {
      if (k !== 0) most = Math.max(most, errorUnits(timesLn2(k), ln2.times(k)));
    }
    expect(most).toBeLessThan(2.1);
  });

  it('2 atanh stays below 6 units for an exact argument', () => {
    const cases = sample(fc.double({ min: -0.1716, max: 0.1716, noNaN: true }), 300).filter(
      (z) => Math.abs(z) > 2 ** -60,
    );
    worst(6, cases, (z) => {
      const value = doubleToDecimal(z, Decimal150);
      return errorUnits(
        twiceAtanh({ hi: z, lo: 0 }),
        value.plus(1).div(value.negated().plus(1)).ln(),
      );
    });
  });

  it('ln stays below 9 units over its whole range and near 1', () => {
    const cases = [
      ...sample(logUniform(-1022, 1023), 150),
      ...sample(logUniform(-1, 1), 150),
      ...sample(logUniform(-50, -2), 100).map((x) => 1 + x),
    ]
      .map(Math.abs)
      .filter((x) => x !== 1);
    worst(9, cases, (x) =>
      errorUnits(lnDoubleDouble({ hi: x, lo: 0 }), doubleToDecimal(x, Decimal150).ln()),
    );
  });
});
