import { expNegativeBits } from '@discreet/numeric';
import type { EntropySource } from '../entropy-source.ts';
import { bitLength } from './bit-length.ts';
import { max } from './intrinsics.ts';

/** Spare digits of the enclosure, so that its width seldom costs another word. */
const GUARD = 16;

/**
 * A uniform real U of [0, 1) of which only the first bits are drawn; more are drawn when a comparison needs them.
 *
 * The answers are those of the one real U: a comparison is decided only when every U with the drawn prefix gives the same
 * answer. After n bits at most two prefixes leave it open, a probability of at most 2^(1 - n), so it is decided with
 * probability 1. Proof: docs/proofs/uniform-and-bernoulli.md.
 */
export class LazyUniform {
  private readonly source: EntropySource;
  private prefix: bigint;
  private bits: number;

  /** U in [prefix, prefix + 1) / 2^bits. */
  constructor(source: EntropySource, prefix: bigint, bits: number) {
    this.source = source;
    this.prefix = prefix;
    this.bits = bits;
  }

  /** Whether U < exp(-numerator/denominator) times/over, exactly. */
  isBelowExp(
    numerator: bigint,
    denominator: bigint,
    times: bigint = 1n,
    over: bigint = 1n,
  ): boolean {
    // A multiplier widens the enclosure as much as the threshold.
    const spare = GUARD + max(0, bitLength(times) - bitLength(over));
    const guard = BigInt(spare);
    for (;;) {
      const [lower, upper] = expNegativeBits(numerator, denominator, this.bits + spare);
      if (((this.prefix + 1n) << guard) * over <= lower * times) return true;
      if ((this.prefix << guard) * over >= upper * times) return false;
      this.prefix = (this.prefix << BigInt(this.source.wordBits)) | BigInt(this.source.nextWord());
      this.bits += this.source.wordBits;
    }
  }

  /**
   * floor(-scale ln U) for scale = numerator/denominator: the k with exp(-(k + 1)/scale) < U <= exp(-k/scale).
   *
   * `guess` costs time when it is wrong and nothing else: the search steps away from it, twice as far each time, then halves.
   */
  floorOfLog(numerator: bigint, denominator: bigint, guess: bigint): bigint {
    const reaches = (k: bigint): boolean => k <= 0n || this.isBelowExp(k * denominator, numerator);
    let low = guess;
    let high = guess + 1n;
    for (let step = 1n; !reaches(low); step *= 2n) {
      high = low;
      low -= step;
    }
    for (let step = 1n; reaches(high); step *= 2n) {
      low = high;
      high += step;
    }
    while (high - low > 1n) {
      const middle = (low + high) / 2n;
      if (reaches(middle)) low = middle;
      else high = middle;
    }
    return low;
  }
}
