import { DiscreetError } from './discreet-error.ts';
import type { Enclosure } from './enclosure.ts';
import { integerRoot } from './integer-root.ts';
import {
  add,
  type BigFloat,
  compare,
  type Direction,
  divide,
  multiply,
  negate,
  roundTo,
  topOf,
  zero,
} from './internal/big-float.ts';
import { piBits } from './internal/constant-bits.ts';
import { erfcOf, expOf, fractionOf, lnOf } from './internal/elementary.ts';
import { ratioToDouble } from './internal/ratio-to-double.ts';
import { Rational } from './rational.ts';

const refuse = (where: string, rule: string): DiscreetError =>
  new DiscreetError({ tag: 'InvalidParameter', where: `Interval.${where}`, rule });

const lesser = (a: BigFloat, b: BigFloat): BigFloat => (compare(a, b) <= 0 ? a : b);
const greater = (a: BigFloat, b: BigFloat): BigFloat => (compare(a, b) >= 0 ? a : b);

/** numerator / denominator, rounded */
const ratio = (x: Rational, bits: number, direction: Direction): BigFloat =>
  divide(
    { mantissa: x.numerator, exponent: 0 },
    { mantissa: x.denominator, exponent: 0 },
    bits,
    direction,
  );

const toDouble = (x: BigFloat, direction: Direction): number => {
  const top = x.mantissa === 0n ? 0 : topOf(x);
  const [large, tiny] = [top > 1100, top < -1200];
  if (!large && !tiny) return ratioToDouble(...fractionOf(x), direction);
  const positive = x.mantissa > 0n;
  if (large)
    return positive === (direction === 'up')
      ? positive
        ? Infinity
        : -Infinity
      : positive
        ? Number.MAX_VALUE
        : -Number.MAX_VALUE;
  if (positive) return direction === 'up' ? Number.MIN_VALUE : 0;
  return direction === 'up' ? 0 : -Number.MIN_VALUE;
};

/**
 * A real number between two others, each a big integer times a power of two: arithmetic that is never wrong, only wide.
 *
 * **Contract** For all x in the first interval, and y in the second, the result of an operation contains the result on x and y. Ends are rounded outward to
 * `bits` bits; the result has the larger precision of its operands. A result is wider than rounding needs only because its operands were.
 * **Errors** Division by an interval with 0 in it, the root or logarithm of one with negative numbers in it, and `exp` beyond 2^40 are refused: whoever
 * searches must decide them first.
 * **Cost** A few products of big integers; `exp`, `ln` and `erfc` some tens of microseconds at 128 bits.
 * **Source** docs/proofs/interval.md; R. P. Brent, P. Zimmermann, 2010, Modern Computer Arithmetic, chapters 3 and 4, https://members.loria.fr/PZimmermann/mca/pub226.html
 *
 * @example
 * import { Interval, Rational } from '@discreet/numeric';
 * const third = Interval.of(Rational.of(1n, 3n), 64);
 * const one = third.add(third).add(third).toEnclosure();
 * one.lower <= 1 && 1 <= one.upper; // => true
 */
export class Interval {
  readonly #low: BigFloat;
  readonly #high: BigFloat;
  readonly #bits: number;

  private constructor(low: BigFloat, high: BigFloat, bits: number) {
    this.#low = low;
    this.#high = high;
    this.#bits = bits;
  }

  /** Around a rational, at a precision of 16 to 2^16 bits. */
  static of(x: Rational, bits: number): Interval {
    if (!Number.isSafeInteger(bits) || bits < 16 || bits > 65_536)
      throw refuse('of', 'bits must be a whole number from 16 to 65536');
    return new Interval(ratio(x, bits, 'down'), ratio(x, bits, 'up'), bits);
  }

  /** Around a whole number. */
  static integer(n: number | bigint, bits: number): Interval {
    return Interval.of(Rational.of(BigInt(n)), bits);
  }

  /** Around pi. */
  static pi(bits: number): Interval {
    const [lower, upper] = piBits(bits + 4);
    return new Interval(
      { mantissa: lower, exponent: -bits - 4 },
      { mantissa: upper, exponent: -bits - 4 },
      bits,
    );
  }

  /** The least interval with all of both in it. */
  static hull(a: Interval, b: Interval): Interval {
    return new Interval(
      lesser(a.#low, b.#low),
      greater(a.#high, b.#high),
      Math.max(a.#bits, b.#bits),
    );
  }

  /** Around the greater of the two numbers. */
  static max(a: Interval, b: Interval): Interval {
    return new Interval(
      greater(a.#low, b.#low),
      greater(a.#high, b.#high),
      Math.max(a.#bits, b.#bits),
    );
  }

  /** Around the lesser of the two numbers. */
  static min(a: Interval, b: Interval): Interval {
    return new Interval(
      lesser(a.#low, b.#low),
      lesser(a.#high, b.#high),
      Math.max(a.#bits, b.#bits),
    );
  }

  /** The precision, in bits. */
  get bits(): number {
    return this.#bits;
  }

  /** The lower end alone, as an interval of no width. */
  lower(): Interval {
    return new Interval(this.#low, this.#low, this.#bits);
  }

  /** The upper end alone, as an interval of no width. */
  upper(): Interval {
    return new Interval(this.#high, this.#high, this.#bits);
  }

  /** Around the sum. */
  add(other: Interval): Interval {
    const bits = Math.max(this.#bits, other.#bits);
    return new Interval(
      add(this.#low, other.#low, bits, 'down'),
      add(this.#high, other.#high, bits, 'up'),
      bits,
    );
  }

  /** Around the difference. */
  sub(other: Interval): Interval {
    return this.add(other.negate());
  }

  /** Around the number with the other sign. */
  negate(): Interval {
    return new Interval(negate(this.#high), negate(this.#low), this.#bits);
  }

  /** Around the product. */
  mul(other: Interval): Interval {
    const bits = Math.max(this.#bits, other.#bits);
    if (this.#low.mantissa >= 0n && other.#low.mantissa >= 0n)
      return new Interval(
        multiply(this.#low, other.#low, bits, 'down'),
        multiply(this.#high, other.#high, bits, 'up'),
        bits,
      );
    const ends = [this.#low, this.#high].flatMap((a) =>
      [other.#low, other.#high].map((b) => [a, b] as const),
    );
    const lows = ends.map(([a, b]) => multiply(a, b, bits, 'down'));
    const highs = ends.map(([a, b]) => multiply(a, b, bits, 'up'));
    return new Interval(lows.reduce(lesser), highs.reduce(greater), bits);
  }

  /** Around the quotient. **Errors** A divisor that may be 0. */
  div(other: Interval): Interval {
    if (other.sign() === undefined || other.sign() === 0)
      throw refuse('div', 'the divisor must not be 0');
    const bits = Math.max(this.#bits, other.#bits);
    const ends = [this.#low, this.#high].flatMap((a) =>
      [other.#low, other.#high].map((b) => [a, b] as const),
    );
    const lows = ends.map(([a, b]) => divide(a, b, bits, 'down'));
    const highs = ends.map(([a, b]) => divide(a, b, bits, 'up'));
    return new Interval(lows.reduce(lesser), highs.reduce(greater), bits);
  }

  /** Around the number times 2^n, exactly. */
  scale(n: number): Interval {
    const shifted = (x: BigFloat): BigFloat => ({
      mantissa: x.mantissa,
      exponent: x.exponent + n,
    });
    return new Interval(shifted(this.#low), shifted(this.#high), this.#bits);
  }

  /** Around the n-th power, for a whole n >= 0: by squaring. */
  power(n: number): Interval {
    if (!Number.isSafeInteger(n) || n < 0) throw refuse('power', 'n must be a whole number >= 0');
    if (n === 0) return Interval.integer(1, this.#bits);
    const root = this.power(Math.floor(n / 2));
    const square = root.mul(root);
    return n % 2 === 1 ? square.mul(this) : square;
  }

  /** Around the square root. **Errors** What may be negative. */
  sqrt(): Interval {
    if (this.#low.mantissa < 0n) throw refuse('sqrt', 'the number must be >= 0');
    const root = (x: BigFloat, direction: Direction): BigFloat => {
      if (x.mantissa === 0n) return zero;
      // an even exponent, and twice the bits that the root is to have
      const room = Math.max(0, 2 * this.#bits + 4 - (topOf(x) - x.exponent));
      const shift = room + ((x.exponent - room) % 2 === 0 ? 0 : 1);
      const wide = x.mantissa << BigInt(shift);
      const floor = integerRoot(wide);
      const mantissa = direction === 'up' && floor * floor !== wide ? floor + 1n : floor;
      return roundTo({ mantissa, exponent: (x.exponent - shift) / 2 }, this.#bits, direction);
    };
    return new Interval(root(this.#low, 'down'), root(this.#high, 'up'), this.#bits);
  }

  /** Around e to the number. **Errors** Beyond 2^40 in size. */
  exp(): Interval {
    return this.#each(expOf);
  }

  /** Around e to the number, less 1, without loss where the number is small. */
  expm1(): Interval {
    const top = this.#size();
    const extra = Math.min(Math.max(0, -top) + 4, 4 * this.#bits);
    const one = Interval.integer(1, this.#bits);
    if (-top > 3 * this.#bits) {
      // x <= e^x - 1 <= x + x^2 for |x| <= 1
      const square = this.mul(this);
      return Interval.hull(this, this.add(Interval.hull(square, Interval.integer(0, this.#bits))));
    }
    const difference = this.#at(this.#bits + extra)
      .exp()
      .sub(one);
    return difference.#at(this.#bits);
  }

  /** Around the natural logarithm. **Errors** What may not be positive. */
  ln(): Interval {
    if (this.#low.mantissa <= 0n) throw refuse('ln', 'the number must be > 0');
    return this.#each(lnOf);
  }

  /** Around ln(1 + x), without loss where the number is small. **Errors** What may not be above -1. */
  log1p(): Interval {
    const top = this.#size();
    if (-top > 3 * this.#bits) {
      // x - x^2 <= ln(1 + x) <= x for |x| <= 1/2
      const square = this.mul(this);
      return Interval.hull(this, this.sub(Interval.hull(square, Interval.integer(0, this.#bits))));
    }
    const extra = Math.max(0, -top) + 4;
    const sum = this.#at(this.#bits + extra).add(Interval.integer(1, this.#bits + extra));
    return sum.ln().#at(this.#bits);
  }

  /** Around erfc of the number: the chance that a normal variable of variance 1/2 is beyond it on either side, for numbers >= 0. */
  erfc(): Interval {
    return new Interval(
      erfcOf(this.#high, this.#bits, 'down'),
      erfcOf(this.#low, this.#bits, 'up'),
      this.#bits,
    );
  }

  /** -1, 0 or 1 where that is certain; undefined where the interval has numbers of both signs, or 0 and others. */
  sign(): -1 | 0 | 1 | undefined {
    const [low, high] = [this.#low.mantissa, this.#high.mantissa];
    if (low > 0n) return 1;
    if (high < 0n) return -1;
    return low === 0n && high === 0n ? 0 : undefined;
  }

  /** Whether the number is certainly below the other. */
  isBelow(other: Interval): boolean {
    return compare(this.#high, other.#low) < 0;
  }

  /** Whether the number is certainly at most the other. */
  isAtMost(other: Interval): boolean {
    return compare(this.#high, other.#low) <= 0;
  }

  /** The doubles around it: `lower` rounded down, `upper` up. */
  toEnclosure(): Enclosure {
    return { lower: toDouble(this.#low, 'down'), upper: toDouble(this.#high, 'up') };
  }

  /** The exact ends as rationals. **Errors** Ends with exponents beyond 2^16. */
  toRationals(): readonly [lower: Rational, upper: Rational] {
    const exact = (x: BigFloat): Rational => {
      if (Math.abs(x.exponent) > 65_536) throw refuse('toRationals', 'the ends must be moderate');
      return Rational.of(...fractionOf(x));
    };
    return [exact(this.#low), exact(this.#high)];
  }

  /** the greatest e with |x| < 2^e somewhere in it, or far below where it is 0 */
  #size(): number {
    const size = (x: BigFloat): number => (x.mantissa === 0n ? -Infinity : topOf(x));
    return Math.max(size(this.#low), size(this.#high));
  }

  /** a growing function of both ends */
  #each(f: (x: BigFloat, bits: number, direction: Direction) => BigFloat): Interval {
    const bits = this.#bits;
    return new Interval(f(this.#low, bits, 'down'), f(this.#high, bits, 'up'), bits);
  }

  #at(bits: number): Interval {
    return new Interval(roundTo(this.#low, bits, 'down'), roundTo(this.#high, bits, 'up'), bits);
  }
}
