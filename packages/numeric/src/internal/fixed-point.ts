import { integerRoot } from '../integer-root.ts';
import type { Bits } from './constant-bits.ts';

/*
 * Interval arithmetic on fixed-point numbers: the pair [l, u] at precision p stands for all reals from l / 2^p to u / 2^p.
 * Every function rounds its lower end down and its upper end up, so the result holds whatever the inputs hold.
 */

/** floor(numerator / denominator) for a positive denominator; BigInt division cuts towards zero. */
export function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient;
}

/** ceil(numerator / denominator) for a positive denominator. */
export function ceilDivide(numerator: bigint, denominator: bigint): bigint {
  return -floorDivide(-numerator, denominator);
}

/** The rational `numerator / denominator`, denominator > 0. */
export function ratioBits(numerator: bigint, denominator: bigint, precision: number): Bits {
  const scaled = numerator << BigInt(precision);
  return [floorDivide(scaled, denominator), ceilDivide(scaled, denominator)];
}

/** The sum. */
export function addBits(a: Bits, b: Bits): Bits {
  return [a[0] + b[0], a[1] + b[1]];
}

/** The difference. */
export function subtractBits(a: Bits, b: Bits): Bits {
  return [a[0] - b[1], a[1] - b[0]];
}

/** The product, for any signs. */
export function multiplyBits(a: Bits, b: Bits, precision: number): Bits {
  const corners = [a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1]];
  let [low, high] = [a[0] * b[0], a[0] * b[0]];
  for (const corner of corners) {
    if (corner < low) low = corner;
    if (corner > high) high = corner;
  }
  const shift = BigInt(precision);
  return [low >> shift, -(-high >> shift)];
}

/** The quotient of a non-negative interval by a positive one. */
export function divideBits(a: Bits, b: Bits, precision: number): Bits {
  const shift = BigInt(precision);
  return [(a[0] << shift) / b[1], ceilDivide(a[1] << shift, b[0])];
}

/** The square root of a non-negative interval. */
export function rootBits(a: Bits, precision: number): Bits {
  const shift = BigInt(precision);
  return [integerRoot(a[0] << shift), integerRoot(a[1] << shift) + 1n];
}

/** The same interval at a lower precision. */
export function coarsen(a: Bits, from: number, to: number): Bits {
  const shift = BigInt(from - to);
  return [a[0] >> shift, -(-a[1] >> shift)];
}
