import { describe, expect, it } from 'vitest';
import { expNegativeBits, Rational } from '../src/index.ts';
import type { Bits } from '../src/internal/constant-bits.ts';
import {
  directSum,
  MIDPOINT_COEFFICIENTS,
  normaliser,
  remainder,
  tailParts,
  type TailParts,
} from '../src/internal/gaussian-sums.ts';
import { perCopyThreshold } from '../src/internal/simultaneous.ts';
import { normalQuantile } from '../src/internal/normal-quantile.ts';
import { Decimal150 } from './oracle/decimal-oracle.ts';

type D = InstanceType<typeof Decimal150>;
const of = (a: bigint, b?: bigint): Rational => Rational.of(a, b);
const P = 400;

/** The tail as an interval of integers over 2^(P + factor's precision). */
function value(parts: TailParts): readonly [Rational, Rational] {
  const [low, high] = expNegativeBits(parts.numerator, parts.denominator, P);
  const unit = 1n << BigInt(P + parts.precision);
  return [of(low * parts.factor[0], unit), of(high * parts.factor[1], unit)];
}

describe('the sums behind the discrete Gaussian', () => {
  it('has the coefficients of (t/2) / sinh(t/2)', () => {
    // sinh(t/2) / (t/2) = sum of t^2j / (4^j (2j + 1)!); the product of the two series is 1.
    const product = [Rational.one];
    const sinh = (j: number): Rational => {
      let factorial = 1n;
      for (let i = 2n; i <= BigInt(2 * j + 1); i += 1n) factorial *= i;
      return of(1n, 4n ** BigInt(j) * factorial);
    };
    for (let k = 1; k <= 8; k += 1) {
      let sum = Rational.zero;
      for (let j = 1; j <= k; j += 1) sum = sum.add(sinh(j).mul(product[k - j] ?? Rational.zero));
      product.push(sum.negate());
    }
    expect(MIDPOINT_COEFFICIENTS.map(([a, b]) => of(a, b).toString())).toEqual(
      product.slice(1).map(String),
    );
  });

  it.each([
    [64n, 1n],
    [900n, 1n],
    [12345n, 7n],
    [250_000n, 1n],
    [4_000_000n, 1n],
  ])('agree, integral with corrections against term by term, at sigma^2 = %s/%s', (a, b) => {
    const s = of(a, b);
    const sigma = BigInt(Math.floor(Math.sqrt(s.toNumber())));
    const firsts = [1n, 2n, sigma / 3n, sigma, 3n * sigma, 8n * sigma, 16n * sigma];
    for (const first of firsts.filter((x) => x > 0n)) {
      const [low, high] = value(tailParts(first, s, 80));
      const sum = directSum(first, s, 140);
      const total = normaliser(s, 140);
      const plain = value({
        numerator: first * first * s.denominator,
        denominator: 2n * s.numerator,
        factor: [((2n * sum[0]) << 140n) / total[1], ((2n * sum[1]) << 140n) / total[0] + 1n],
        precision: 140,
      });
      expect(low.lessThanOrEqual(plain[1]) && plain[0].lessThanOrEqual(high)).toBe(true);
      // Both are narrow: 80 good bits and 130.
      const width = (x: readonly [Rational, Rational]): Rational => x[1].sub(x[0]).div(x[0]);
      expect(width([low, high]).lessThan(of(1n, 1n << 80n))).toBe(true);
      expect(width(plain).lessThan(of(1n, 1n << 125n))).toBe(true);
    }
  });

  it('bound the remainder after eight corrections honestly, where it is large enough to see', () => {
    const pi = Decimal150.acos(-1);
    for (const s of [1, 2, 4, 9, 25, 64]) {
      for (const first of [1, 2, 3, 5, 9, 20]) {
        const f = (x: D): D =>
          x
            .times(x)
            .div(-2 * s)
            .exp();
        const edge = new Decimal150(first).minus(0.5);
        let sum = new Decimal150(0);
        for (let x = first; x < first + 40 * Math.sqrt(s) + 20; x += 1)
          sum = sum.plus(f(new Decimal150(x)));
        // The integral, by the series of erf: sigma sqrt(pi/2) erfc(edge / (sigma sqrt 2)).
        const z2 = edge.times(edge).div(2 * s);
        let [term, erf] = [z2.sqrt(), new Decimal150(0)];
        for (let n = 0; term.gt('1e-140'); n += 1) {
          erf = erf.plus(term);
          term = term
            .times(z2)
            .times(2)
            .div(2 * n + 3);
        }
        const half = pi.times(s).div(2).sqrt();
        const integral = half.times(
          new Decimal150(1).minus(erf.times(2).div(pi.sqrt()).times(z2.negated().exp())),
        );
        let [before, current] = [new Decimal150(1), edge.div(s)];
        let corrections = new Decimal150(0);
        MIDPOINT_COEFFICIENTS.forEach(([p, q], index) => {
          corrections = corrections.plus(current.times(p.toString()).div(q.toString()));
          for (const n of [2 * index + 1, 2 * index + 2]) {
            [before, current] = [current, edge.times(current).minus(before.times(n)).div(s)];
          }
        });
        const error = sum
          .minus(integral)
          .minus(corrections.times(f(edge)))
          .abs();
        const w = edge.times(edge).div(s);
        const bound = w
          .plus(16)
          .div(pi.times(pi).times(2 * s))
          .pow(8)
          .times('2.0001')
          .times(half)
          .times(f(edge));
        expect(error.lte(bound.plus('1e-130'))).toBe(true);
      }
    }
  });

  it('compute the bound on the remainder from above, and closely', () => {
    const pi = Decimal150.acos(-1);
    for (const [s, first] of [
      [64, 1n],
      [100, 30n],
      [1e6, 5000n],
    ] as const) {
      const w = new Decimal150((2n * first - 1n).toString()).pow(2).div(4 * s);
      // zeta(16) = 1.0000152822594086...
      const truth = w
        .plus(16)
        .div(pi.times(pi).times(2 * s))
        .pow(8)
        .times('2.00003056');
      const bound = new Decimal150(remainder(first, of(BigInt(s)), 400).toString()).div(
        new Decimal150(2).pow(400),
      );
      expect(bound.gt(truth)).toBe(true);
      expect(bound.lt(truth.times('1.0004'))).toBe(true);
    }
  });

  it('carry the whole remainder, both ways, where no way reaches the precision asked for', () => {
    const s = of(10n ** 6n);
    const { factor, precision } = tailParts(1000n, s, 400);
    const error = remainder(1000n, s, precision);
    expect(error > 1n << 200n).toBe(true);
    const width = factor[1] - factor[0];
    // theta is 1 to more digits than these.
    expect(width > 2n * error - 1000n && width < 2n * error + 1000n).toBe(true);
  });

  it('stay short: no sum is longer than a few hundred terms, at any sigma', () => {
    // A tail this far out at this sigma would need a million terms; the time limit of the test is the check.
    for (const sigma of [10n ** 4n, 10n ** 7n, 10n ** 12n]) {
      const parts = tailParts(sigma / 4n, of(sigma * sigma), 80);
      const far = tailParts(30n * sigma, of(sigma * sigma), 80);
      expect(parts.factor[1] - parts.factor[0] < 2000n).toBe(true);
      expect(far.factor[1] - far.factor[0] < 2000n).toBe(true);
    }
  });

  it('sum to the normaliser on both sides of sigma = 1', () => {
    // theta functions: at s = 1/(2 pi) the sum is its own Poisson transform; here compare the two formulas across s = 1.
    const wide = (bits: Bits): D =>
      new Decimal150(bits[0].toString()).div(new Decimal150(2).pow(200));
    for (const [a, b] of [
      [1n, 50n],
      [1n, 2n],
      [999n, 1000n],
      [1n, 1n],
      [1001n, 1000n],
      [3n, 1n],
      [40n, 1n],
    ] as const) {
      const bits = normaliser(of(a, b), 200);
      expect(bits[1] - bits[0] <= 64n).toBe(true);
      let sum = new Decimal150(1);
      for (let x = 1; x < 150; x += 1) {
        sum = sum.plus(
          new Decimal150(b.toString())
            .times(x * x)
            .div(-2)
            .div(a.toString())
            .exp()
            .times(2),
        );
      }
      const scaled = sum.times(new Decimal150(2).pow(200));
      expect(scaled.gte(bits[0].toString()) && scaled.lte(bits[1].toString())).toBe(true);
      expect(wide(bits).gt(1)).toBe(true);
    }
  });

  it('guess quantiles within two steps', () => {
    for (const [p, quantile] of [
      [of(1n, 20n), 1.959963984540054],
      [of(1n, 10n ** 9n), 6.109410204869],
      [of(1n, 2n), 0.6744897501960817],
    ] as const) {
      const guess = normalQuantile(perCopyThreshold(p, 1, 80), of(10n ** 8n));
      expect(Math.abs(Number(guess) - (quantile * 1e4 - 0.5))).toBeLessThan(2);
    }
  });
});
