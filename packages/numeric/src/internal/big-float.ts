import { bitLength } from './bit-length.ts';

/** The number `mantissa * 2^exponent`, exactly. */
export interface BigFloat {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** Which way a number that needs more bits than there are is moved. */
export type Direction = 'down' | 'up';

export const zero: BigFloat = Object.freeze({ mantissa: 0n, exponent: 0 });

const magnitude = (n: bigint): bigint => (n < 0n ? -n : n);

/** e with 2^(e - 1) <= |x| < 2^e, for x other than 0. */
export function topOf(x: BigFloat): number {
  return bitLength(magnitude(x.mantissa)) + x.exponent;
}

/** The nearest number of at most `bits` bits on the given side. */
export function roundTo(x: BigFloat, bits: number, direction: Direction): BigFloat {
  const excess = bitLength(magnitude(x.mantissa)) - bits;
  if (excess <= 0) return x;
  const shift = BigInt(excess);
  // the shift of a negative integer is a floor too
  const mantissa = direction === 'down' ? x.mantissa >> shift : -(-x.mantissa >> shift);
  return { mantissa, exponent: x.exponent + excess };
}

export function negate(x: BigFloat): BigFloat {
  return { mantissa: -x.mantissa, exponent: x.exponent };
}

/** x moved by less than one unit of its last place among `bits`, to the given side. */
const nudged = (x: BigFloat, bits: number, direction: Direction): BigFloat => {
  const room = Math.max(0, bits + 2 - bitLength(magnitude(x.mantissa)));
  const wide = x.mantissa << BigInt(room);
  return roundTo(
    { mantissa: direction === 'down' ? wide - 1n : wide + 1n, exponent: x.exponent - room },
    bits,
    direction,
  );
};

/** x + y, rounded. A summand too small to matter is not written out: it only decides the side. */
export function add(x: BigFloat, y: BigFloat, bits: number, direction: Direction): BigFloat {
  if (x.mantissa === 0n) return roundTo(y, bits, direction);
  if (y.mantissa === 0n) return roundTo(x, bits, direction);
  const [large, small] = topOf(x) >= topOf(y) ? [x, y] : [y, x];
  // below the last place of the larger one by far, even where that one has more bits than are kept
  const last = Math.min(topOf(large) - bits, large.exponent);
  if (topOf(small) < last - 4) {
    const outward = small.mantissa > 0n === (direction === 'up');
    return outward ? nudged(large, bits, direction) : roundTo(large, bits, direction);
  }
  const exponent = Math.min(large.exponent, small.exponent);
  const mantissa =
    (large.mantissa << BigInt(large.exponent - exponent)) +
    (small.mantissa << BigInt(small.exponent - exponent));
  return roundTo({ mantissa, exponent }, bits, direction);
}

export function multiply(x: BigFloat, y: BigFloat, bits: number, direction: Direction): BigFloat {
  return roundTo(
    { mantissa: x.mantissa * y.mantissa, exponent: x.exponent + y.exponent },
    bits,
    direction,
  );
}

/** x / y, rounded, y other than 0. */
export function divide(x: BigFloat, y: BigFloat, bits: number, direction: Direction): BigFloat {
  if (x.mantissa === 0n) return zero;
  const [top, bottom] = y.mantissa < 0n ? [-x.mantissa, -y.mantissa] : [x.mantissa, y.mantissa];
  const room = Math.max(0, bits + 2 + bitLength(bottom) - bitLength(magnitude(top)));
  const wide = top << BigInt(room);
  let quotient = wide / bottom;
  // BigInt division cuts towards 0
  const rest = wide - quotient * bottom;
  if (rest < 0n && direction === 'down') quotient -= 1n;
  if (rest > 0n && direction === 'up') quotient += 1n;
  return roundTo({ mantissa: quotient, exponent: x.exponent - y.exponent - room }, bits, direction);
}

export function compare(x: BigFloat, y: BigFloat): number {
  const [a, b] = [x.mantissa, y.mantissa];
  if (a === 0n || b === 0n || a < 0n !== b < 0n) return a < b ? -1 : a > b ? 1 : 0;
  const [p, q] = [topOf(x), topOf(y)];
  if (p !== q) return p < q === a > 0n ? -1 : 1;
  const exponent = Math.min(x.exponent, y.exponent);
  const left = a << BigInt(x.exponent - exponent);
  const right = b << BigInt(y.exponent - exponent);
  return left < right ? -1 : left > right ? 1 : 0;
}
