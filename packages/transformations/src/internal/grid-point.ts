import { type IntervalGrid, powerOfTen } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { gridClamp } from './grid-clamp-of.ts';
import { centredInteger, makeSumKernel, planFast } from './kernels/index.ts';

/** 10^22 = 2^22 5^22 is the last power of ten that is a double */
const lastExactPower = 22;

/**
 * The clamped grid point of a value, as the double nearest to it.
 *
 * The integer m is that of the kernels. On the kernels' fast grids |m| < 2^50, so m is a double; where 10^|e| is one too, the value
 * m 10^e is a product or quotient of two doubles, and IEEE 754 rounds that once, to the nearest. Elsewhere rationals do the same.
 */
export function gridPoint(grid: IntervalGrid): (x: number) => number {
  const clamp = gridClamp(grid);
  const plan = planFast(clamp);
  const { exponent } = grid;
  if (plan !== undefined && Math.abs(exponent) <= lastExactPower) {
    const power = powerOfTen(Math.abs(exponent)).toNumber();
    const integer = (x: number): number => centredInteger(x, plan) + plan.centre;
    return exponent < 0 ? (x) => integer(x) / power : (x) => integer(x) * power;
  }
  const kernel = makeSumKernel(clamp);
  const unit = powerOfTen(exponent);
  return (x) => Rational.of(kernel.quantise(x)).mul(unit).toNumber();
}
