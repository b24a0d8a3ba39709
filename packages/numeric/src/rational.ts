import { DiscreetError } from './discreet-error.ts';
import { ratioToDouble } from './internal/ratio-to-double.ts';

/** Results whose denominator passes this size are reduced at once, so that long sums do not grow without need. */
const EAGER = 1n << 256n;

/** Integers up to here are doubles. */
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b;
  if (y > EAGER && (y & (y - 1n)) === 0n) {
    // a power of two: the lowest bit tells, where Euclid would take a step for each bit or two
    const lowest = x & -x;
    return lowest === 0n || lowest > y ? y : lowest;
  }
  while (y > SAFE) [x, y] = [y, x % y];
  if (y === 0n) return x;
  // remainders of integers of this size are exact in doubles, and much faster
  let [u, v] = [Number(y), Number(x % y)];
  while (v !== 0) [u, v] = [v, u % v];
  return BigInt(u);
}

/** Two integers that stand for their quotient. */
type Pair = readonly [top: bigint, bottom: bigint];

const inLowestTerms = (top: bigint, bottom: bigint): Pair => {
  const divisor = gcd(top, bottom);
  return [top / divisor, bottom / divisor];
};

const LONGEST_PRINT = 60;

/** A double or a text that passed for a bigint would fail far from here, or give a number nobody meant. */
function checkBigInt(name: string, value: unknown): void {
  if (typeof value === 'bigint') return;
  // An object may refuse to become a text.
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  const received = isObject ? typeof value : String(value).slice(0, LONGEST_PRINT);
  const rule = `${name} must be a bigint`;
  throw new DiscreetError({ tag: 'InvalidParameter', where: 'Rational.of', rule, received });
}

/**
 * An exact rational number: two integers of any size.
 *
 * **Contract** Every operation is exact. Values are immutable; reduction to lowest terms is put off until a numerator,
 * denominator or text is asked for, and nobody can tell. `toNumber` rounds to the nearest double, ties to even;
 * `toNumberUp` is the smallest double at or above the value, `toNumberDown` the largest at or below it, over the
 * whole range: a tiny positive value goes up to 5e-324, a huge one down to `Number.MAX_VALUE`. None of them is ever -0.
 *
 * **Errors** `Rational.of` refuses what is no bigint and a zero denominator; `div` and `inverse` refuse to divide by zero.
 *
 * **Cost** Products of big integers; comparisons never reduce.
 *
 * @example
 * import { Rational } from '@discreet/numeric';
 * const third = Rational.of(1n, 3n);
 * third.add(Rational.of(1n, 6n)).toString(); // => '1/2'
 * third.toNumberUp() > third.toNumberDown(); // => true
 */
export class Rational {
  static readonly zero: Rational = new Rational(0n, 1n, true);
  static readonly one: Rational = new Rational(1n, 1n, true);

  static {
    // `instanceof` asks for the private field: an object that only has the prototype is no number, and would fail far from where it came in.
    Object.defineProperty(Rational, Symbol.hasInstance, {
      value: (value: unknown): boolean =>
        typeof value === 'object' && value !== null && #lowest in value,
    });
    // How Node's console prints the value. A method with a computed name would need a type that its declaration cannot show.
    Object.defineProperty(Rational.prototype, Symbol.for('nodejs.util.inspect.custom'), {
      value(this: Rational): string {
        return `Rational(${this.toString()})`;
      },
    });
  }

  private readonly top: bigint;
  private readonly bottom: bigint;
  private readonly reduced: boolean;
  #lowest: Pair | undefined;

  private constructor(top: bigint, bottom: bigint, reduced: boolean) {
    const eager = !reduced && bottom > EAGER;
    const [low, below] = eager ? inLowestTerms(top, bottom) : [top, bottom];
    this.top = low;
    this.bottom = below;
    this.reduced = reduced || eager;
    // Budgets, scales and the shared one and zero are handed to callers: nobody may alter them.
    Object.freeze(this);
  }

  /** `numerator / denominator`, exactly. **Errors** What is no bigint, and a zero denominator, are refused. */
  static of(numerator: bigint, denominator: bigint = 1n): Rational {
    checkBigInt('numerator', numerator);
    checkBigInt('denominator', denominator);
    if (denominator === 0n) {
      throw new DiscreetError({
        tag: 'InvalidParameter',
        where: 'Rational.of',
        rule: 'denominator must not be 0',
        received: '0',
      });
    }
    return denominator < 0n
      ? new Rational(-numerator, -denominator, false)
      : new Rational(numerator, denominator, denominator === 1n);
  }

  /** The larger of two values. */
  static max(a: Rational, b: Rational): Rational {
    return a.compare(b) >= 0 ? a : b;
  }

  /** The smaller of two values. */
  static min(a: Rational, b: Rational): Rational {
    return a.compare(b) <= 0 ? a : b;
  }

  /** The numerator in lowest terms; it carries the sign. */
  get numerator(): bigint {
    return this.lowest()[0];
  }

  /** The denominator in lowest terms, > 0. */
  get denominator(): bigint {
    return this.lowest()[1];
  }

  /** Whether the denominator in lowest terms is at most `limit`: told without reducing where it can be. */
  hasDenominatorAtMost(limit: bigint): boolean {
    return this.bottom <= limit || this.denominator <= limit;
  }

  /** The exact sum. */
  add(other: Rational): Rational {
    if (this.bottom === other.bottom)
      return new Rational(this.top + other.top, this.bottom, this.bottom === 1n);
    const [fine, coarse] = this.bottom > other.bottom ? [this, other] : [other, this];
    if (fine.bottom > EAGER) return Rational.sumInLowestTerms(fine.lowest(), coarse.lowest());
    // decimals, and doubles: one denominator serves both, and a long sum needs no reduction
    if (fine.bottom % coarse.bottom === 0n) {
      const scaled = coarse.top * (fine.bottom / coarse.bottom);
      return new Rational(fine.top + scaled, fine.bottom, false);
    }
    return new Rational(
      this.top * other.bottom + other.top * this.bottom,
      this.bottom * other.bottom,
      false,
    );
  }

  /** The exact difference. */
  sub(other: Rational): Rational {
    return this.add(other.negate());
  }

  /** The exact product. */
  mul(other: Rational): Rational {
    const bottom = this.bottom * other.bottom;
    return new Rational(this.top * other.top, bottom, bottom === 1n);
  }

  /** The exact quotient. **Errors** Division by zero is refused. */
  div(other: Rational): Rational {
    return this.mul(other.invert('Rational.div', 'divisor'));
  }

  /** The value with the other sign. */
  negate(): Rational {
    return new Rational(-this.top, this.bottom, this.reduced);
  }

  /** The absolute value. */
  abs(): Rational {
    return this.top < 0n ? this.negate() : this;
  }

  /** One divided by the value. **Errors** Zero is refused. */
  inverse(): Rational {
    return this.invert('Rational.inverse', 'value');
  }

  /** The value times itself. */
  square(): Rational {
    return new Rational(this.top * this.top, this.bottom * this.bottom, this.reduced);
  }

  /** -1, 0 or 1 as the value is below, equal to or above `other`. */
  compare(other: Rational): -1 | 0 | 1 {
    const left = this.top * other.bottom;
    const right = other.top * this.bottom;
    return left < right ? -1 : left > right ? 1 : 0;
  }

  /** Whether the two values are the same number. */
  equals(other: Rational): boolean {
    return this.compare(other) === 0;
  }

  /** Whether the value is strictly below `other`. */
  lessThan(other: Rational): boolean {
    return this.compare(other) < 0;
  }

  /** Whether the value is at most `other`. */
  lessThanOrEqual(other: Rational): boolean {
    return this.compare(other) <= 0;
  }

  /** -1, 0 or 1 as the value is negative, zero or positive. */
  sign(): -1 | 0 | 1 {
    return this.top < 0n ? -1 : this.top > 0n ? 1 : 0;
  }

  /** Whether the value is an integer. */
  isInteger(): boolean {
    return this.top % this.bottom === 0n;
  }

  /** The largest integer at or below the value. */
  floor(): bigint {
    const quotient = this.top / this.bottom;
    // BigInt division cuts towards zero.
    return this.top < 0n && quotient * this.bottom !== this.top ? quotient - 1n : quotient;
  }

  /** The smallest integer at or above the value. */
  ceil(): bigint {
    return -this.negate().floor();
  }

  /** The nearest double, ties to even; Infinity beyond the range. */
  toNumber(): number {
    return ratioToDouble(this.top, this.bottom, 'nearest');
  }

  /** The smallest double at or above the value. */
  toNumberUp(): number {
    return ratioToDouble(this.top, this.bottom, 'up');
  }

  /** The largest double at or below the value. */
  toNumberDown(): number {
    return ratioToDouble(this.top, this.bottom, 'down');
  }

  /** `'3/7'`, or `'3'` for an integer; `rationalFromDecimal` reads it back. */
  toString(): string {
    const { numerator, denominator } = this;
    return denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`;
  }

  /** The same text as `toString`, so that JSON carries the exact value. */
  toJSON(): string {
    return this.toString();
  }

  /** The exact decimal, such as `'0.125'`, where it terminates; otherwise the same text as `toString`. */
  toDecimalString(): string {
    const { numerator, denominator } = this;
    let [rest, twos, fives] = [denominator, 0, 0];
    for (; (rest & 1n) === 0n; rest >>= 1n) twos += 1;
    for (; rest % 5n === 0n; rest /= 5n) fives += 1;
    const places = Math.max(twos, fives);
    if (rest !== 1n || places === 0) return this.toString();
    const scaled = (numerator * 10n ** BigInt(places)) / denominator;
    const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
    return `${scaled < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  }

  private invert(where: string, name: string): Rational {
    if (this.top === 0n) {
      throw new DiscreetError({
        tag: 'InvalidParameter',
        where,
        rule: `${name} must not be 0`,
        received: '0',
      });
    }
    return this.top < 0n
      ? new Rational(-this.bottom, -this.top, this.reduced)
      : new Rational(this.bottom, this.top, this.reduced);
  }

  /**
   * The sum of two numbers in lowest terms, in lowest terms: what cancels in it divides what the denominators share. Where one number is short, all that takes long
   * is one remainder by it.
   */
  private static sumInLowestTerms([a, b]: Pair, [c, d]: Pair): Rational {
    const shared = gcd(b, d);
    const top = a * (d / shared) + c * (b / shared);
    const divisor = gcd(top, shared);
    return new Rational(top / divisor, (b / shared) * (d / divisor), true);
  }

  /** The two integers in lowest terms, found when they are first asked for. */
  private lowest(): Pair {
    this.#lowest ??= this.reduced ? [this.top, this.bottom] : inLowestTerms(this.top, this.bottom);
    return this.#lowest;
  }
  static {
    // Budgets are compared with these methods: code that could replace `lessThan` could switch the comparison off.
    Object.freeze(Rational.prototype);
    Object.freeze(Rational);
  }
}
