import { Rational } from '@discreet/numeric';
import { wordSize, type EntropySource } from '../entropy-source.ts';
import { bitLength } from './bit-length.ts';
import { decideWord, UNDECIDED } from './decide-word.ts';
import { expNegative, HALVES } from './exp-double.ts';
import { LazyUniform } from './lazy-uniform.ts';
import { LOG_ERROR, negativeLog } from './log-double.ts';
import { outOfBounds } from './out-of-bounds.ts';
import { clz32, floor, max, min } from './intrinsics.ts';

/** A block holds so many values that the scale, counted in blocks, is at most 2^16. */
const SCALE_BITS = 16;
const ROUNDING: number = HALVES[50] ?? outOfBounds();
const EXP_SLACK: number = HALVES[48] ?? outOfBounds();
/** exp(-x) >= 1 - x > 1 - 2^-15 for the offsets in a block. */
const SURE = 1 - (HALVES[15] ?? outOfBounds());

/**
 * Geometric noise G with P(G >= k) = exp(-k/scale), prepared for one scale, as G = width B + R.
 *
 * P(B = i, R = r) = P(G = width i + r) is a product of exp(-width i/scale) and exp(-r/scale), so the block B and the offset R are
 * independent: B is geometric with scale/width, and R is uniform on the block, accepted with exp(-R/scale) > 1 - 2^-15.
 * B = floor(-(scale/width) ln U) by a double where the floor is certain, by enclosures of the same U where not.
 * No loop has a length that depends on G. Proof: docs/proofs/geometric.md.
 */
export class GeometricDraw {
  readonly numerator: bigint;
  readonly denominator: bigint;
  /** width = 2^blockBits */
  readonly blockBits: number;
  /** 2^blockBits as a number; of use up to 2^32. */
  readonly width: number;
  private readonly wideBits: bigint;
  private readonly wideDenominator: bigint;
  private readonly blockScale: number;
  private readonly widening: number;

  /** `widening` makes the filters doubt more than they must, so that tests reach the exact path often. */
  constructor(scale: Rational, widening: number = 0) {
    const { numerator, denominator } = scale;
    // The smallest b >= 0 with numerator <= denominator 2^(16 + b).
    let b = max(0, bitLength(numerator) - bitLength(denominator) - SCALE_BITS);
    if (numerator > denominator << BigInt(SCALE_BITS + b)) b += 1;
    this.numerator = numerator;
    this.denominator = denominator;
    this.blockBits = b;
    this.width = b <= 32 ? 1 / (HALVES[b] ?? outOfBounds()) : Infinity;
    this.wideBits = BigInt(b);
    this.wideDenominator = denominator << this.wideBits;
    this.blockScale =
      b === 0 ? scale.toNumber() : Rational.of(numerator, this.wideDenominator).toNumber();
    this.widening = widening;
  }

  /** 2 B + a fair bit of its own: one number, so that the sign costs no word. */
  signedBlock(source: EntropySource): number {
    let prefix: number;
    let bits: number;
    let sign: number;
    let exponent: number;
    if (source.wordBits === 32) {
      const high = source.nextWord();
      const low = source.nextWord();
      // 53 of the 64 bits are U's, the lowest one is the sign, ten are left unused.
      prefix = high * 2097152 + (low >>> 11);
      bits = 53;
      sign = low & 1;
      exponent = high === 0 ? -1 : 52 - clz32(high);
    } else {
      prefix = source.nextWord();
      bits = source.wordBits;
      sign = Number(source.nextBits(1));
      exponent = 31 - clz32(prefix);
    }
    let guess = 0;
    if (exponent >= 0) {
      // U lies in [prefix, prefix + 1)/2^bits, so -scale ln U lies in (y - reach, y], with errors of less than `error`.
      const y = this.blockScale * negativeLog(prefix, exponent, bits);
      const reach = this.blockScale * (HALVES[exponent] ?? outOfBounds());
      const error = this.blockScale * LOG_ERROR + y * ROUNDING + this.widening;
      // Below 2^22, so cutting to an integer is the floor. Of doubles the engine treats 0 apart, and so tells it by its time.
      const low = max(0, y - reach - error) | 0;
      const high = (y + error) | 0;
      if (low === high) return 2 * low + sign;
      guess = floor(y);
    }
    const uniform = new LazyUniform(source, BigInt(prefix), bits);
    return (
      2 * Number(uniform.floorOfLog(this.numerator, this.wideDenominator, BigInt(guess))) + sign
    );
  }

  /** R as a number, for blocks of at most 2^32 values. */
  offset(source: EntropySource): number {
    const bits = this.blockBits;
    if (bits === 0) return 0;
    const size = wordSize(source);
    for (;;) {
      const offset =
        source.wordBits === 32 ? source.nextWord() >>> (32 - bits) : Number(source.nextBits(bits));
      const word = source.nextWord();
      if (word + 1 <= size * SURE - size * this.widening) return offset;
      if (this.accepts(offset / this.width, offset, word, source)) return offset;
    }
  }

  /** R as an integer of any size. */
  wideOffset(source: EntropySource): bigint {
    const bits = this.blockBits;
    if (bits === 0) return 0n;
    for (;;) {
      const offset = source.nextBits(bits);
      const word = source.nextWord();
      if (this.accepts(this.share(offset), offset, word, source)) return offset;
    }
  }

  /** offset/width by its first 53 digits: exact up to width 2^53, and low by less than 2^-53 above. */
  share(offset: bigint): number {
    const kept = min(this.blockBits, 53);
    return Number(offset >> BigInt(this.blockBits - kept)) * (HALVES[kept] ?? outOfBounds());
  }

  /** The value of a block and an offset in it. An engine's "or" makes no room for a carry, so its time tells the length less than a sum's. */
  join(block: number, offset: bigint): bigint {
    return (BigInt(block) << this.wideBits) | offset;
  }

  /** G, rounded to the nearest double where it passes 2^53, for blocks of at most 2^32 values. */
  sample(source: EntropySource): number {
    return floor(this.signedBlock(source) / 2) * this.width + this.offset(source);
  }

  /** G, exactly, for any scale. */
  sampleBigInt(source: EntropySource): bigint {
    const block = floor(this.signedBlock(source) / 2);
    return this.join(block, this.wideOffset(source));
  }

  /** Bernoulli(exp(-offset/scale)); `part` is offset/width within 2^-52. */
  private accepts(
    part: number,
    offset: number | bigint,
    word: number,
    source: EntropySource,
  ): boolean {
    const estimate = expNegative(part / this.blockScale);
    const decided = decideWord(word, wordSize(source), estimate, EXP_SLACK + this.widening);
    if (decided !== UNDECIDED) return decided === 1;
    const uniform = new LazyUniform(source, BigInt(word), source.wordBits);
    return uniform.isBelowExp(BigInt(offset) * this.denominator, this.numerator);
  }
}
