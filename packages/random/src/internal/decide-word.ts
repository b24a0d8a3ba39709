/** What a float filter can say: the exact comparison is decided, or it needs an enclosure. */
export const UNDECIDED = -1;

/**
 * Whether U < p for the U of [0, 1) whose first digits are `word` out of `size`: 1 or 0, or UNDECIDED.
 *
 * It is sound for every double `estimate` with |estimate - p| <= slack: U lies in [word, word + 1)/size. The products and sums here
 * round by at most 2^-52 of numbers up to `size`, which the constant 2^-50 covers. NaN is undecided.
 */
export function decideWord(word: number, size: number, estimate: number, slack: number): number {
  const centre = estimate * size;
  const reach = (slack + ROUNDING) * size;
  if (word + 1 <= centre - reach) return 1;
  if (word >= centre + reach) return 0;
  return UNDECIDED;
}

const ROUNDING = 1 / 1125899906842624;
