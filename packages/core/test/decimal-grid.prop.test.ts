import { Rational, rationalFromDecimal } from '@discreet/numeric';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalGrid, powerOfTen } from '../src/index.ts';

const exactly = (x: number): Rational => {
  const parsed = rationalFromDecimal(x);
  if (parsed._tag === 'None') throw new Error('not finite');
  return parsed.value;
};
const double = fc.oneof(
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((x) => x === 0 || Math.abs(x) > 1e-290),
  fc.integer({ min: -1000, max: 1000 }),
  fc.tuple(fc.integer({ min: -9999, max: 9999 }), fc.nat(6)).map(([n, k]) => n / 10 ** k),
  fc.constantFrom(0, -0, 1e-308, -1e-300, Number.MAX_VALUE, 1e300, 1e-290),
);
const bounds = fc
  .tuple(double, double)
  .filter(([a, b]) => a !== b)
  // a double has at most 17 digits: these are fewer than 2^1024 steps from 0 on the grid of both
  .filter(([a, b]) => a === 0 || b === 0 || Math.abs(Math.log10(Math.abs(a / b))) < 285)
  .map(([a, b]) => (a < b ? ([a, b] as const) : ([b, a] as const)));

describe('decimalGrid', () => {
  it('holds both bounds as whole multiples of a power of ten', () => {
    fc.assert(
      fc.property(bounds, ([lower, upper]) => {
        const outcome = decimalGrid('clamp', { lower, upper });
        if (outcome._tag === 'Left') throw outcome.left;
        const { exponent, lower: low, upper: high } = outcome.right;
        const unit = powerOfTen(exponent);
        expect(Rational.of(low).mul(unit).equals(exactly(lower))).toBe(true);
        expect(Rational.of(high).mul(unit).equals(exactly(upper))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('steps by the power of ten of the rule, or by a finer one that a bound needs', () => {
    fc.assert(
      fc.property(bounds, ([lower, upper]) => {
        const outcome = decimalGrid('clamp', { lower, upper });
        if (outcome._tag === 'Left') throw outcome.left;
        const { exponent, lower: low, upper: high } = outcome.right;
        const [a, b] = [exactly(lower), exactly(upper)];
        const widest = Rational.max(Rational.max(a.abs(), b.abs()), b.sub(a));
        // no grid is finer than 10^-308
        const rule = Rational.max(widest.div(powerOfTen(9)), powerOfTen(-308));
        const step = powerOfTen(exponent);
        expect(step.lessThanOrEqual(rule)).toBe(true);
        // ten times the step is beyond the rule, or one of the bounds is no multiple of it
        const coarser = rule.lessThan(powerOfTen(exponent + 1));
        expect(coarser || low % 10n !== 0n || high % 10n !== 0n).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('takes the resolution that it gave itself', () => {
    fc.assert(
      fc.property(bounds, ([lower, upper]) => {
        const first = decimalGrid('clamp', { lower, upper });
        if (first._tag === 'Left') throw first.left;
        const { exponent } = first.right;
        const again = decimalGrid('clamp', { lower, upper, resolution: Number(`1e${exponent}`) });
        expect(again).toEqual(first);
      }),
    );
  });

  it('refuses a resolution that divides one bound only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (exponent) => {
        const resolution = Number(`1e${exponent}`);
        const request = { lower: 0, upper: Number(`15e${exponent - 1}`), resolution };
        expect(decimalGrid('clamp', request)._tag).toBe('Left');
      }),
    );
  });
});
