import { type Enclosure, expNegativeBits, Interval, Rational } from '@discreet/numeric';

/**
 * A privacy loss on a lattice: outcome i = 0, 1, ... of one use has the loss base (shift - stride i), and after n uses the outcomes' sum I has the loss
 * base (n shift - stride I).
 */
export interface Lattice {
  /** about how many outcomes have a chance of at least 2^-bits */
  readonly outcomes: (bits: number) => number;
  /** whether no outcome has a greater loss than the one at 0 */
  readonly isBounded: boolean;
  /** around the base at a precision */
  readonly base: (bits: number) => Interval;
  readonly shift: bigint;
  readonly stride: bigint;
  /** the chances of the outcomes from the first on, times 2^bits, each rounded down; what they lack to 1 is lost to rounding and in the tails */
  readonly chances: (bits: number) => {
    readonly first: bigint;
    readonly values: readonly bigint[];
  };
}

interface Sums {
  readonly first: bigint;
  readonly values: readonly bigint[];
}

/** A polynomial as one integer, `digits` hexadecimal digits a coefficient. */
const pack = (values: readonly bigint[], digits: number): bigint => {
  const parts: string[] = [];
  for (let i = values.length - 1; i >= 0; i -= 1)
    parts.push((values[i] ?? 0n).toString(16).padStart(digits, '0'));
  return BigInt(`0x0${parts.join('')}`);
};

/** The chances of the sum of two independent outcomes: by one product of integers, each coefficient rounded down, ends that are 0 cut off. */
function convolve(a: Sums, b: Sums, bits: number): Sums {
  const length = a.values.length + b.values.length - 1;
  const digits = Math.ceil((2 * bits + 2 + length.toString(2).length) / 4);
  const text = (pack(a.values, digits) * pack(b.values, digits))
    .toString(16)
    .padStart(length * digits, '0');
  const scale = BigInt(bits);
  const top = text.length;
  const values = Array.from(
    { length },
    (_, i) => BigInt(`0x${text.slice(top - (i + 1) * digits, top - i * digits)}`) >> scale,
  );
  const start = values.findIndex((v) => v > 0n);
  if (start < 0) return { first: a.first + b.first, values: [0n] };
  let end = length;
  while (values[end - 1] === 0n) end -= 1;
  return { first: a.first + b.first + BigInt(start), values: values.slice(start, end) };
}

/** The chances after `count` uses, times 2^bits, rounded down. */
function compose(lattice: Lattice, count: number, bits: number): Sums {
  let square: Sums = lattice.chances(bits);
  let result: Sums | undefined;
  for (let rest = count; ;) {
    if (rest % 2 === 1) result = result === undefined ? square : convolve(result, square, bits);
    rest = Math.floor(rest / 2);
    if (rest === 0) break;
    square = convolve(square, square, bits);
  }
  return result ?? square;
}

/** floor and ceiling of 2^bits e^-x for an interval x >= 0 */
function powerBits(x: Interval, bits: number): readonly [bigint, bigint] {
  const [low, high] = x.toRationals();
  const least = high.sign() <= 0 ? Rational.zero : high;
  const most = low.sign() <= 0 ? Rational.zero : low;
  return [
    expNegativeBits(least.numerator, least.denominator, bits)[0],
    expNegativeBits(most.numerator, most.denominator, bits)[1],
  ];
}

interface Composition {
  readonly sums: Sums;
  readonly bits: number;
  /** 2^bits less all chances */
  readonly missing: bigint;
  /** the loss at I */
  readonly lossAt: (sum: bigint) => Interval;
  /** around 2^bits e^(-base stride) */
  readonly ratio: readonly [bigint, bigint];
}

function composition(lattice: Lattice, count: number, bits: number): Composition {
  const sums = compose(lattice, count, bits);
  const base = lattice.base(bits + 64);
  return {
    sums,
    bits,
    missing: (1n << BigInt(bits)) - sums.values.reduce((a, b) => a + b, 0n),
    lossAt: (sum) =>
      base.mul(Interval.integer(BigInt(count) * lattice.shift - lattice.stride * sum, bits + 64)),
    ratio: powerBits(base.mul(Interval.integer(lattice.stride, bits + 64)), bits),
  };
}

const enclosureOf = (lower: bigint, upper: bigint, bits: number): Enclosure => {
  const one = 1n << BigInt(bits);
  const clip = (x: bigint): bigint => (x < 0n ? 0n : x > one ? one : x);
  return {
    lower: Rational.of(clip(lower), one).toNumberDown(),
    upper: Rational.of(clip(upper), one).toNumberUp(),
  };
};

/** How much narrower than a double's unit the bounds are to be. */
const ENOUGH = 56n;
const FIRST_BITS = 192;
const LAST_BITS = 8192;
/** enough for the least double */
const FAR_BITS = 1200;

/** How many bits the integers of a convolution may have: a product takes seconds. */
const MOST_BITS = 4e7;

/** Whether more bits are worth their time. */
const isAffordable = (lattice: Lattice, count: number, bits: number): boolean =>
  bits <= LAST_BITS &&
  lattice.outcomes(bits) * Math.min(count, Math.sqrt(1.4 * count * bits) + 1) * 2 * bits <
    MOST_BITS;

/** Whether what is missing is small beside a value; else how many bits more may do. */
const lacking = (missing: bigint, value: bigint, bits: number): number => {
  if (missing << ENOUGH <= value) return 0;
  const length = (x: bigint): number => x.toString(16).length * 4;
  return value <= 0n ? bits : Math.max(64, length(missing) + 64 - length(value));
};

/**
 * delta(epsilon) of `count` uses: the sum of v_I (1 - e^(epsilon - loss_I)) over losses above epsilon from below; and from above the same and all that is missing,
 * as if its loss were infinite.
 */
export function latticeDelta(
  lattice: Lattice,
  count: number,
  epsilon: Rational,
  bits: number = FIRST_BITS,
): Enclosure {
  const { sums, missing, lossAt, ratio } = composition(lattice, count, bits);
  const aim = Interval.of(epsilon, bits + 64);
  if (lattice.isBounded && lossAt(0n).isAtMost(aim)) return { lower: 0, upper: 0 };
  const shift = BigInt(bits);
  let all = 0n;
  let [low, high] = [0n, 0n];
  let last: bigint | undefined;
  // losses fall with I; one that may be at epsilon adds next to nothing
  let unsure = 0n;
  for (const [i, value] of sums.values.entries()) {
    const sum = sums.first + BigInt(i);
    const gap = lossAt(sum).sub(aim);
    const sign = gap.sign();
    // 1 - e^-gap <= gap
    if (sign === undefined) unsure += Rational.of(value).mul(gap.toRationals()[1]).ceil();
    if (sign !== 1) break;
    all += value;
    low = ((low * ratio[0]) >> shift) + value;
    high = ((high * ratio[1]) >> shift) + 1n + value;
    last = sum;
  }
  if (last === undefined) {
    if (bits < FAR_BITS && isAffordable(lattice, count, 2 * bits))
      return latticeDelta(lattice, count, epsilon, 2 * bits);
    return enclosureOf(0n, missing + unsure, bits);
  }
  const [least, most] = powerBits(lossAt(last).sub(aim), bits);
  const lower = all - ((high * most) >> shift) - 1n;
  const upper = all + missing + unsure - ((low * least) >> shift);
  const more = lacking(upper - lower, lower, bits);
  if (more > 0 && isAffordable(lattice, count, bits + more))
    return latticeDelta(lattice, count, epsilon, bits + more);
  return enclosureOf(lower, upper, bits);
}

/** The least epsilon >= 0 with delta(epsilon) <= delta, for delta in (0, 1). */
export function latticeEpsilon(
  lattice: Lattice,
  count: number,
  delta: Rational,
  bits: number = FIRST_BITS,
): Enclosure {
  const made = composition(lattice, count, bits);
  const shift = BigInt(bits);
  const scaled = delta.mul(Rational.of(1n << shift));
  const aim = scaled.floor();
  const more = lacking(made.missing, aim, bits);
  if (more > 0 && isAffordable(lattice, count, bits + more))
    return latticeEpsilon(lattice, count, delta, bits + more);
  return {
    lower: end(made, scaled, 0n, 1).lower,
    upper: end(made, scaled, made.missing, 0).upper,
  };
}

/**
 * Where the bound of delta is `aim`: between two losses it is all - e^(epsilon - loss) past, with `past` the sum of v_I e^(loss - loss_I), so
 * epsilon = loss + ln((all - aim) / past).
 */
function end(
  { sums, bits, lossAt, ratio }: Composition,
  aim: Rational,
  extra: bigint,
  side: 0 | 1,
): Enclosure {
  const shift = BigInt(bits);
  const up = side === 1 ? 1n : 0n;
  let [all, past] = [extra, 0n];
  for (const [i, value] of sums.values.entries()) {
    all += value;
    past = ((past * ratio[side]) >> shift) + up + value;
    const next = all - ((past * ratio[side]) >> shift) - up;
    const isLast = i === sums.values.length - 1;
    if (!isLast && Rational.of(next).lessThan(aim)) continue;
    const rest = Rational.of(all).sub(aim);
    // where the next loss is too far away to be seen, what is above this one may be delta itself: less is reached beyond
    if (rest.sign() <= 0) continue;
    const part = Interval.of(rest.div(Rational.of(past)), bits).ln();
    const epsilon = lossAt(sums.first + BigInt(i))
      .add(part)
      .toEnclosure();
    return { lower: Math.max(0, epsilon.lower), upper: Math.max(0, epsilon.upper) };
  }
  return { lower: 0, upper: 0 };
}
