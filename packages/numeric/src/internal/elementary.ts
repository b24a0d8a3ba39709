import { DiscreetError } from '../discreet-error.ts';
import { expNegativeBits } from '../exp-negative-bits.ts';
import { lnBits } from '../ln-bits.ts';
import {
  add,
  type BigFloat,
  compare,
  type Direction,
  multiply,
  negate,
  roundTo,
  topOf,
  zero,
} from './big-float.ts';
import { ln2Bits } from './constant-bits.ts';
import { scaledErfcBits } from './scaled-erfc.ts';

const one: BigFloat = Object.freeze({ mantissa: 1n, exponent: 0 });

/** The exact fraction of a number. */
export function fractionOf({ mantissa, exponent }: BigFloat): readonly [bigint, bigint] {
  return exponent >= 0 ? [mantissa << BigInt(exponent), 1n] : [mantissa, 1n << BigInt(-exponent)];
}

/**
 * e^x, rounded to a side.
 *
 * With k = trunc(x / ln 2) + 1 and y = k ln 2 - x in (0, 2 ln 2): e^x = 2^k e^-y, and e^-y is above 1/4, so a fixed number of bits is a relative one.
 */
export function expOf(x: BigFloat, bits: number, direction: Direction): BigFloat {
  if (x.mantissa === 0n) return one;
  const top = topOf(x);
  if (top > 40)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'Interval.exp',
      rule: 'the number must be below 2^40 in size',
    });
  const width = bits + 16;
  if (top < -width) {
    // |e^x - 1| <= 2 |x| < 2^-bits
    const unit: BigFloat = { mantissa: x.mantissa < 0n ? -1n : 1n, exponent: -bits };
    const outward = x.mantissa > 0n === (direction === 'up');
    return outward ? add(one, unit, bits + 2, direction) : one;
  }
  const precision = width + Math.max(0, top) + 8;
  const [numerator, denominator] = fractionOf(x);
  // BigInt division cuts towards 0: less than one unit off on either side
  const scaled = (numerator << BigInt(precision)) / denominator;
  const [low2, high2] = ln2Bits(precision);
  const k = scaled / low2 + 1n;
  const y =
    direction === 'down'
      ? k * (k < 0n ? low2 : high2) - scaled + 1n
      : k * (k < 0n ? high2 : low2) - scaled - 1n;
  const [below, above] = expNegativeBits(y < 0n ? 0n : y, 1n << BigInt(precision), width);
  const mantissa = direction === 'down' ? below : above;
  return roundTo({ mantissa, exponent: Number(k) - width }, bits, direction);
}

/** ln x for x > 0, rounded to a side: near 1 the logarithm is as small as x - 1, and takes as many bits more. */
export function lnOf(x: BigFloat, bits: number, direction: Direction): BigFloat {
  if (compare(x, one) === 0) return zero;
  const difference = add(x, negate(one), 64, 'down');
  const width = bits + Math.max(0, -topOf(difference)) + 40;
  const top = topOf(x);
  // x = 2^k m with m in [1/2, 1), or m = x where x is near 1
  const shift = Math.abs(top) <= 1 ? 0 : top;
  const [numerator, denominator] = fractionOf({
    mantissa: x.mantissa,
    exponent: x.exponent - shift,
  });
  const [low, high] = lnBits(numerator, denominator, width);
  const [ln2Low, ln2High] = ln2Bits(width);
  const k = BigInt(shift);
  const mantissa =
    direction === 'down'
      ? low + k * (k < 0n ? ln2High : ln2Low)
      : high + k * (k < 0n ? ln2Low : ln2High);
  return roundTo({ mantissa, exponent: -width }, bits, direction);
}

const other = (direction: Direction): Direction => (direction === 'down' ? 'up' : 'down');

/**
 * erfc(x), rounded to a side: erfc(-x) = 2 - erfc(x), and for x > 0 it is e^(-x^2) times a factor in (0, 1) that is had to a fixed number of
 * bits, so far tails keep their relative precision.
 */
export function erfcOf(x: BigFloat, bits: number, direction: Direction): BigFloat {
  if (x.mantissa === 0n) return one;
  if (x.mantissa < 0n) {
    const mirrored = erfcOf(negate(x), bits, other(direction));
    return add({ mantissa: 2n, exponent: 0 }, negate(mirrored), bits, direction);
  }
  const top = topOf(x);
  if (top < -2 * bits) {
    // 1 - 2 x / sqrt(pi) <= erfc(x) <= 1
    const twice: BigFloat = { mantissa: x.mantissa, exponent: x.exponent + 1 };
    return direction === 'up' ? one : add(one, negate(twice), bits, 'down');
  }
  // x^2 for the side on which erfc lies; exact but for numbers of very many bits
  const square = multiply(x, x, 4 * bits, other(direction));
  if (top > 19) return direction === 'down' ? zero : expOf(negate(capped(square)), bits, 'up');
  const [numerator, denominator] = fractionOf(square);
  const width = bits + 32 + Math.max(0, top);
  const [low, high] = scaledErfcBits(2n * numerator, denominator, width);
  const factor: BigFloat = { mantissa: direction === 'down' ? low : high, exponent: -width };
  if (factor.mantissa <= 0n) return zero;
  return multiply(expOf(negate(square), bits + 8, direction), factor, bits, direction);
}

/** x, or 2^39 where x is more: e^-x only grows by that */
const capped = (x: BigFloat): BigFloat => (topOf(x) > 39 ? { mantissa: 1n, exponent: 39 } : x);
