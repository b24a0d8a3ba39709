import { type IntervalGrid, powerOfTen } from '@discreet/core';
import type { GridClamp } from './kernels/index.ts';

/** What the kernels need to know of an interval's grid: 1 / resolution as the nearest double, and the bounds. */
export function gridClamp(grid: IntervalGrid): GridClamp {
  return {
    inverse: powerOfTen(-grid.exponent).toNumber(),
    lower: grid.lower,
    upper: grid.upper,
  };
}
