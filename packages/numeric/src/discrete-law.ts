import type { Enclosure } from './enclosure.ts';
import type { Rational } from './rational.ts';

/**
 * An exact distribution on the integers, symmetric about 0, from which accuracy and explanations are read.
 *
 * **Contract** Z is distributed by the stated law. Every enclosure holds with certainty; its two ends are within a few
 * units in the last place of each other. A probability below 2^-1074 is enclosed by 0 and 5e-324.
 */
export interface DiscreteLaw {
  /** P(Z = x). */
  readonly probability: (x: bigint) => Enclosure;
  /** P(|Z| > bound); it is 1 for a negative bound. */
  readonly tail: (bound: bigint) => Enclosure;
  /**
   * The smallest integer a with P(max of |Z_1|, ..., |Z_count| > a) <= alpha, for independent copies (count 1 unless given). Never too small;
   * the law's factory says when it is certainly the smallest. **Errors** alpha outside (0, 1); a count that is no positive safe integer.
   */
  readonly accuracy: (alpha: Rational, count?: number) => bigint;
  /** P(max of |Z_1|, ..., |Z_count| > bound), rounded up. **Errors** A count that is no positive safe integer. */
  readonly alpha: (bound: bigint, count?: number) => number;
}
