import { Rational } from '@discreet/numeric';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialLower, binomialUpper } from '../src/internal/binomial-bounds.ts';

/** P(Bin(n, p) >= k), exactly. */
const tail = (k: number, n: number, p: Rational): Rational => {
  const [top, bottom] = [p.numerator, p.denominator];
  const [size, from] = [BigInt(n), BigInt(k)];
  let ways = 1n;
  let sum = 0n;
  for (let i = 0n; i <= size; i += 1n) {
    if (i >= from) sum += ways * top ** i * (bottom - top) ** (size - i);
    ways = (ways * (size - i)) / (i + 1n);
  }
  return Rational.of(sum, bottom ** size);
};
const alarms = [1n, 3n, 6n, 9n].map((digits) => Rational.of(1n, 10n ** digits));
const cases = fc
  .integer({ min: 1, max: 120 })
  .chain((n) =>
    fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n }), fc.constantFrom(...alarms)),
  );

describe('binomialLower', () => {
  it('never claims more than the exact tail allows', () => {
    fc.assert(
      fc.property(cases, ([n, k, alarm]) => {
        const p = binomialLower(k, n, alarm);
        if (k === 0) return p.sign() === 0;
        return tail(k, n, p).lessThanOrEqual(alarm);
      }),
    );
  });

  it('is close to the bound of Clopper and Pearson: a little more is too much', () => {
    fc.assert(
      fc.property(cases, ([n, k, alarm]) => {
        if (k === 0) return true;
        const p = binomialLower(k, n, alarm);
        const deviation = Math.sqrt((p.toNumber() * (1 - p.toNumber())) / n);
        const more = Rational.of(BigInt(Math.ceil(0.1 * deviation * 2 ** 40)) + 1n, 1n << 40n);
        // of one success in many trials, whose bound is alarm / n, the same in proportion
        const beyond = Rational.max(p.add(more), p.mul(Rational.of(11n, 10n)));
        return !beyond.lessThan(Rational.one) || alarm.lessThan(tail(k, n, beyond));
      }),
    );
  });

  it('agrees with the closed forms for no success, one success and nothing but successes', () => {
    const alarm = Rational.of(1n, 1_000_000n);
    expect(binomialLower(0, 1000, alarm).sign()).toBe(0);
    // alarm^(1/n)
    expect(binomialLower(1000, 1000, alarm).toNumber()).toBeCloseTo(1e-6 ** (1 / 1000), 10);
    expect(binomialUpper(0, 1000, alarm).toNumber()).toBeCloseTo(1 - 1e-6 ** (1 / 1000), 10);
    expect(binomialUpper(1000, 1000, alarm).equals(Rational.one)).toBe(true);
    expect(binomialLower(1, 1000, alarm).toNumber() / 1e-9).toBeGreaterThan(0.98);
    expect(binomialLower(1, 1000, alarm).toNumber() / 1e-9).toBeLessThan(1);
  });

  it('holds for a million trials as the normal law has it', () => {
    // 4.7534 standard deviations leave 10^-6
    const alarm = Rational.of(1n, 1_000_000n);
    const found = binomialLower(500_000, 1_000_000, alarm).toNumber();
    expect((0.5 - found) / 0.0005).toBeGreaterThan(4.7534);
    expect((0.5 - found) / 0.0005).toBeLessThan(4.78);
  });

  it('is bounded by the upper bound, and mirrors it', () => {
    fc.assert(
      fc.property(cases, ([n, k, alarm]) => {
        const upper = binomialUpper(k, n, alarm);
        return (
          binomialLower(k, n, alarm).lessThan(upper) &&
          upper.equals(Rational.one.sub(binomialLower(n - k, n, alarm)))
        );
      }),
    );
  });
});
