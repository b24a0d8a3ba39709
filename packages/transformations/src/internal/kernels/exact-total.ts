/** A running total of integers that are held in doubles, without a BigInt for each of them. */
export interface ExactTotal {
  /** Adds an integer of at most 2^53 in magnitude. */
  add(integer: number): void;
  /** The exact total so far. */
  value(): bigint;
}

// 1.5 * 2^78: (s + SPLITTER) lies in [2^78, 2^79), where doubles are the multiples of 2^26.
const SPLITTER = 0x18000000000000 * 0x4000000;
const ADDITIONS_PER_FLUSH = 0x4000000;

/**
 * An exact total in two limbs, emptied into a BigInt every 2^26 additions.
 *
 * **Contract** Exact. An integer s, |s| <= 2^53, is cut into the nearest multiple h of 2^26,
 * |h| <= 2^53, and the rest l = s - h, |l| <= 2^25. After m <= 2^26 additions the limbs hold a
 * multiple of 2^26 of at most 2^79 and an integer of at most 2^51: both are doubles, and so is
 * everything on the way.
 *
 * **Cost** Four double additions; the limbs live in a typed array, because a double that a
 * closure captures as a variable is allocated anew at each assignment.
 */
export function makeExactTotal(): ExactTotal {
  const limbs = new Float64Array(2);
  let additions = 0;
  let flushed = 0n;
  const inLimbs = (): bigint => BigInt(limbs[0] ?? 0) + BigInt(limbs[1] ?? 0);
  return {
    add(integer: number): void {
      const high = integer + SPLITTER - SPLITTER;
      limbs[0] = (limbs[0] ?? 0) + high;
      limbs[1] = (limbs[1] ?? 0) + (integer - high);
      additions += 1;
      if (additions === ADDITIONS_PER_FLUSH) {
        flushed += inLimbs();
        limbs.fill(0);
        additions = 0;
      }
    },
    value: (): bigint => flushed + inLimbs(),
  };
}
