import type { FastPlan } from './fast-plan.ts';
import { ROWS_PER_PIECE } from './fast-plan.ts';
import type { PieceKernel } from './piece-kernel.ts';
import { roundTiesToEven } from './round-ties-to-even.ts';

// Two constants recur. They stand inside the loops' functions, where the compiler sees their type:
// bundlers turn a module's constants into variables, which made the loops half as fast. They are
// written without `**`, whose last bit ECMAScript leaves to the engine.
//
// rounder: in [2^52, 2^53] doubles are the integers, so adding 1.5 * 2^52 rounds |x| <= 2^51 to
// nearest, ties to even.
//
// absorber: 2^103 absorbs what is at most 2^50, half its unit in the last place, and is changed for
// good by anything above, by an infinity and by NaN.

/** 1.5 * 2^(52 + bits): adding and subtracting it rounds |u| <= 2^(51 + bits) to a multiple of 2^bits. */
export const splitterOf = (bits: number): number => 0x18000000000000 * (1 << bits);

/** The integer of one value as a double, with no assumption on the value. */
export function clampRounded(x: number, plan: FastPlan): number {
  const q = roundTiesToEven(x * plan.inverse);
  // In this order NaN, of which every comparison is false, goes to the lower bound.
  return q > plan.lower ? (q < plan.upper ? q : plan.upper) : plan.lower;
}

/**
 * The integer of one value less the plan's centre, without a branch on where in the ordinary it lies.
 *
 * One row of the loop below: see there why |y - lower| tells whether y is exact.
 */
export function centredInteger(x: number, plan: FastPlan): number {
  const rounder = 0x18000000000000;
  const y = x * plan.inverse + rounder;
  const l = Math.abs(y - (rounder + plan.lower));
  const isOrdinary = l <= 0x4000000000000;
  if (!isOrdinary) return clampRounded(x, plan) - plan.centre;
  return (l - Math.abs(y - (rounder + plan.upper)) + plan.odd) * 0.5;
}

/**
 * The sum of 2 * clamp(q(x)) - lower - upper, or NaN when a row is out of the range of this loop.
 *
 * With y = fl(x * inverse + rounder) the rounded value is q = y - rounder, and on integers
 * |q - lower| - |q - upper| = 2 * clamp(q) - lower - upper. The rounder is folded into the bounds.
 * A row with |x * inverse| > 2^51, for which y would not be exact, is farther than 2^50 from
 * `lower`, because |lower| < 2^50; the absorber tells it, and NaN, apart from all others.
 */
function sumBranchFree(
  rows: Float64Array,
  start: number,
  end: number,
  inverse: number,
  lower: number,
  upper: number,
): number {
  const rounder = 0x18000000000000;
  const absorber = 0x10000000000000 * 0x8000000000000;
  const low = rounder + lower;
  const high = rounder + upper;
  let a = 0;
  let b = 0;
  let s = absorber;
  let t = absorber;
  let i = start;
  const fours = start + ((end - start) & ~3);
  for (; i < fours; i += 4) {
    const y0 = (rows[i] ?? NaN) * inverse + rounder;
    const l0 = Math.abs(y0 - low);
    s += l0;
    a += l0 - Math.abs(y0 - high);
    const y1 = (rows[i + 1] ?? NaN) * inverse + rounder;
    const l1 = Math.abs(y1 - low);
    t += l1;
    b += l1 - Math.abs(y1 - high);
    const y2 = (rows[i + 2] ?? NaN) * inverse + rounder;
    const l2 = Math.abs(y2 - low);
    s += l2;
    a += l2 - Math.abs(y2 - high);
    const y3 = (rows[i + 3] ?? NaN) * inverse + rounder;
    const l3 = Math.abs(y3 - low);
    t += l3;
    b += l3 - Math.abs(y3 - high);
  }
  for (; i < end; i += 1) {
    const y = (rows[i] ?? NaN) * inverse + rounder;
    const l = Math.abs(y - low);
    s += l;
    a += l - Math.abs(y - high);
  }
  return s === absorber && t === absorber ? a + b : NaN;
}

/** The same pass with squares; false when a row is out of the range of this loop. */
function momentsBranchFree(
  rows: Float64Array,
  start: number,
  end: number,
  plan: FastPlan,
  sums: Float64Array,
): boolean {
  const { inverse, odd } = plan;
  const rounder = 0x18000000000000;
  const absorber = 0x10000000000000 * 0x8000000000000;
  const low = rounder + plan.lower;
  const high = rounder + plan.upper;
  const splitter = splitterOf(plan.squares.bits);
  let sum = 0;
  let highHigh = 0;
  let highLow = 0;
  let lowLow = 0;
  let t = absorber;
  for (let i = start; i < end; i += 1) {
    const y = (rows[i] ?? NaN) * inverse + rounder;
    const l = Math.abs(y - low);
    t += l;
    const u = (l - Math.abs(y - high) + odd) * 0.5;
    const h = u + splitter - splitter;
    const r = u - h;
    sum += u;
    highHigh += h * h;
    highLow += h * r;
    lowLow += r * r;
  }
  sums[0] = sum;
  sums[1] = highHigh;
  sums[2] = highLow;
  sums[3] = lowLow;
  return t === absorber;
}

/** The same function of each row, at any value: for the piece that holds an extraordinary one. */
function sumCareful(rows: Float64Array, start: number, end: number, plan: FastPlan): number {
  let sum = 0;
  for (let i = start; i < end; i += 1) sum += clampRounded(rows[i] ?? NaN, plan) - plan.centre;
  return sum;
}

function momentsCareful(
  rows: Float64Array,
  start: number,
  end: number,
  plan: FastPlan,
  sums: Float64Array,
): void {
  const splitter = splitterOf(plan.squares.bits);
  let sum = 0;
  let highHigh = 0;
  let highLow = 0;
  let lowLow = 0;
  for (let i = start; i < end; i += 1) {
    const u = clampRounded(rows[i] ?? NaN, plan) - plan.centre;
    const h = u + splitter - splitter;
    const r = u - h;
    sum += u;
    highHigh += h * h;
    highLow += h * r;
    lowLow += r * r;
  }
  sums[0] = sum;
  sums[1] = highHigh;
  sums[2] = highLow;
  sums[3] = lowLow;
}

/**
 * The kernel in plain JavaScript, without a branch on a value.
 *
 * **Contract** Exact, and equal to the careful loop on every input. One NaN, infinity or value of
 * more than about 2^50 grid units makes its call run again with the careful loop, which computes
 * the same function: the other rows of the call contribute what they would have without it.
 *
 * **Cost** About 0.8 ns a row in cache. The second run is visible in time.
 */
export function makeJsKernel(plan: FastPlan): PieceKernel {
  const buffer = new Float64Array(ROWS_PER_PIECE);
  const { inverse, lower, upper, odd } = plan;
  return {
    buffer,
    sum(start: number, end: number): number {
      const doubled = sumBranchFree(buffer, start, end, inverse, lower, upper);
      if (Number.isNaN(doubled)) return sumCareful(buffer, start, end, plan);
      // 2u = (2 * clamp(q) - lower - upper) + odd, row by row.
      return (doubled + (end - start) * odd) * 0.5;
    },
    moments(start: number, end: number, sums: Float64Array): void {
      if (!momentsBranchFree(buffer, start, end, plan, sums)) {
        momentsCareful(buffer, start, end, plan, sums);
      }
    },
  };
}
