import type { GridClamp } from './grid-clamp.ts';

/**
 * Everything that the kernels on doubles need to know about a clamp, from public numbers alone.
 *
 * A value v in [lower, upper] is carried as u = v - centre, so |u| <= radius.
 */
export interface FastPlan {
  readonly inverse: number;
  readonly lower: number;
  readonly upper: number;
  /** floor((lower + upper) / 2) */
  readonly centre: number;
  /** lower + upper - 2 * centre: 0 or 1 */
  readonly odd: number;
  /** ceil((upper - lower) / 2) */
  readonly radius: number;
  /** one kernel call may add this many rows: rows * (upper - lower + 1) <= 2^53 */
  readonly sumRows: number;
  readonly squares: SquaresPlan;
}

/**
 * How squares stay exact: whole, or from u = h + l with h the nearest multiple of 2^bits.
 *
 * Whole: rows * radius^2 <= 2^53. Split, with |h| <= high * 2^bits and |l| <= 2^(bits - 1):
 * rows * high^2 and rows * 2^(2 * bits - 2) are <= 2^53, and so is rows * high * 2^(bits - 1), so the
 * sums of h * h, h * l and l * l are multiples of 4^bits, 2^bits and 1 that doubles hold.
 */
export interface SquaresPlan {
  /** one kernel call may add this many rows; never more than `sumRows` */
  readonly rows: number;
  /** bits of the lower limb; 0 when squares are whole */
  readonly bits: number;
}

/** Rows that are copied at a time: 16 KiB, which the nearest cache holds. */
export const ROWS_PER_PIECE = 2048;

/** 2^53: doubles hold every integer up to here. */
const EXACT = 0x20000000000000;
/** Bounds of the kernels on doubles lie strictly inside: their overflow detector needs it. */
const FAST_BOUND = 1n << 50n;
/** Under so few rows a call the overhead of a call eats what doubles save. */
const FEWEST_ROWS = 8;
/** Whole squares are worth their short calls down to this many rows. */
const FEWEST_WHOLE_ROWS = 1024;

const rowsFor = (perRow: number, atMost: number): number =>
  perRow === 0 ? atMost : Math.min(atMost, Math.floor(EXACT / perRow));

function planSquares(radius: number, atMost: number): SquaresPlan {
  // radius < 2^50, so the square may round; it then lies far beyond the limit in any case.
  const whole = rowsFor(radius * radius, atMost);
  if (whole >= Math.min(FEWEST_WHOLE_ROWS, atMost)) return { rows: whole, bits: 0 };
  let best: SquaresPlan = { rows: 0, bits: 0 };
  for (let bits = 1; bits <= 26; bits += 1) {
    // Exact: a division by a power of two, and its ceiling.
    const high = Math.ceil(radius / (1 << bits));
    const half = 1 << (bits - 1);
    // high * half lies between the two.
    const rows = rowsFor(Math.max(high * high, half * half), atMost);
    if (rows > best.rows) best = { rows, bits };
  }
  return best;
}

/** The plan of the kernels on doubles, or `undefined` where the bounds leave them no useful room. */
export function planFast(clamp: GridClamp): FastPlan | undefined {
  const { inverse, lower, upper } = clamp;
  if (lower <= -FAST_BOUND || upper >= FAST_BOUND) return undefined;
  const width = Number(upper - lower);
  const sumRows = rowsFor(width + 1, ROWS_PER_PIECE);
  if (sumRows < FEWEST_ROWS) return undefined;
  // A shift of a BigInt rounds down, also below zero.
  const centre = (lower + upper) >> 1n;
  const radius = Number(upper - centre);
  return {
    inverse,
    lower: Number(lower),
    upper: Number(upper),
    centre: Number(centre),
    odd: Number(lower + upper - 2n * centre),
    radius,
    sumRows,
    squares: planSquares(radius, sumRows),
  };
}
