import { Rational } from '@discreet/numeric';
import { wordSize, type EntropySource } from '../entropy-source.ts';
import { decideWord, UNDECIDED } from './decide-word.ts';
import { expNegative, HALVES } from './exp-double.ts';
import { GeometricDraw } from './geometric-draw.ts';
import { integerSqrt } from './integer-sqrt.ts';
import {
  exactValue,
  INTEGER_LIMIT,
  MINUS_ZERO,
  signedInteger,
  signedValue,
  withSign,
  type OnLarge,
} from './laplace-draw.ts';
import { LazyUniform } from './lazy-uniform.ts';
import { outOfBounds } from './out-of-bounds.ts';
import { abs, floor, sqrt } from './intrinsics.ts';

const EXP_SLACK: number = HALVES[48] ?? outOfBounds();
const ROUNDING: number = HALVES[50] ?? outOfBounds();

/**
 * Discrete Gaussian noise, prepared for one sigma^2: discrete Laplace candidates of scale t = floor(sigma) + 1, each accepted
 * with exp(-(|y| - sigma^2/t)^2 / (2 sigma^2)).
 *
 * Trials are independent of one another, so their number says nothing of the value, and no step inside has a length that
 * depends on y. Proof: docs/proofs/discrete-gaussian-sampler.md.
 *
 * Source: C. Canonne, G. Kamath, T. Steinke, 2020, The Discrete Gaussian for Differential Privacy, Algorithm 3,
 * https://arxiv.org/abs/2004.00010
 */
export class GaussianDraw {
  private readonly numerator: bigint;
  private readonly denominator: bigint;
  private readonly t: bigint;
  private readonly candidate: GeometricDraw;
  /** 1/t, width/t, sigma^2/t^2 and t/(sigma sqrt 2), so that the exponent is (steepness (|y|/t - centre))^2. */
  private readonly inverseT: number;
  private readonly blockOverT: number;
  private readonly centre: number;
  private readonly steepness: number;
  private readonly slack: number;

  constructor(sigmaSquared: Rational, widening: number = 0) {
    const { numerator, denominator } = sigmaSquared;
    // floor(sqrt(n/d)) = floor(sqrt(floor(n/d))) for a positive rational n/d.
    this.t = integerSqrt(numerator / denominator) + 1n;
    this.numerator = numerator;
    this.denominator = denominator;
    this.candidate = new GeometricDraw(Rational.of(this.t), widening);
    const tSquared = this.t * this.t * denominator;
    this.inverseT = Rational.of(1n, this.t).toNumber();
    this.blockOverT = Rational.of(1n << BigInt(this.candidate.blockBits), this.t).toNumber();
    this.centre = Rational.of(numerator, tSquared).toNumber();
    this.steepness = sqrt(Rational.of(tSquared, 2n * numerator).toNumber());
    this.slack = EXP_SLACK + widening + this.steepness * (this.centre + 1) * ROUNDING;
  }

  /** One value, for sigma up to 2^45; beyond 2^53 the nearest double, and `onLarge` gets the exact value. */
  sample(source: EntropySource, onLarge?: OnLarge): number {
    const { candidate } = this;
    for (;;) {
      const signed = candidate.signedBlock(source);
      if (candidate.blockBits === 0 && signed < INTEGER_LIMIT) {
        if (signed === MINUS_ZERO) continue;
        if (this.accepts(signed >>> 1, 0, source)) return signedInteger(signed);
        continue;
      }
      const offset = candidate.offset(source);
      if (signed === MINUS_ZERO && offset === 0) continue;
      if (this.accepts(floor(signed / 2), offset, source)) {
        return signedValue(signed, candidate.width, offset, onLarge);
      }
    }
  }

  /** One value, exactly, for any sigma. */
  sampleBigInt(source: EntropySource): bigint {
    const { candidate } = this;
    for (;;) {
      const signed = candidate.signedBlock(source);
      const offset = candidate.wideOffset(source);
      if (signed === MINUS_ZERO && offset === 0n) continue;
      const block = floor(signed / 2);
      const word = source.nextWord();
      // On doubles: an operation on the value as a BigInt would take longer for longer values.
      const ratio = (block + candidate.share(offset)) * this.blockOverT;
      const decided = this.filter(word, this.steepness * (ratio - this.centre), source);
      if (decided === 0) continue;
      const value = candidate.join(block, offset);
      if (decided === UNDECIDED && !this.decide(word, value, source)) continue;
      return withSign(signed, value);
    }
  }

  /** Whether the candidate block width + offset is kept. */
  private accepts(block: number, offset: number, source: EntropySource): boolean {
    const { width } = this.candidate;
    const word = source.nextWord();
    const z = this.steepness * ((block * width + offset) * this.inverseT - this.centre);
    const decided = this.filter(word, z, source);
    return decided === UNDECIDED
      ? this.decide(word, exactValue(block, width, offset), source)
      : decided === 1;
  }

  /**
   * The acceptance exp(-z^2) on doubles.
   *
   * z = steepness (ratio - centre) with ratio = |y|/t within 2^-51 of itself is off by less than steepness (ratio + 1) 2^-50 <=
   * (|z| + steepness (centre + 1)) 2^-50, and exp(-z^2) has a slope below 0.86, so it is off by less than that, plus
   * 2^-54 for the rounding of z^2, plus the error of expNegative.
   */
  private filter(word: number, z: number, source: EntropySource): number {
    const slack = this.slack + abs(z) * ROUNDING;
    return decideWord(word, wordSize(source), expNegative(z * z), slack);
  }

  /** The same acceptance, exactly: (y - s/t)^2 / (2 s) = (y t d - n)^2 / (2 n d t^2) for s = n/d. */
  private decide(word: number, value: bigint, source: EntropySource): boolean {
    const { numerator, denominator, t } = this;
    const root = value * t * denominator - numerator;
    const uniform = new LazyUniform(source, BigInt(word), source.wordBits);
    return uniform.isBelowExp(root * root, 2n * numerator * denominator * t * t);
  }
}
