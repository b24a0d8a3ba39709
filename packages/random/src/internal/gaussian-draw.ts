import { Rational } from '@discreet/numeric';
import { wordSize, type EntropySource } from '../entropy-source.ts';
import { decideWord, UNDECIDED } from './decide-word.ts';
import { expNegative, HALVES } from './exp-double.ts';
import { GeometricDraw } from './geometric-draw.ts';
import { integerSqrt } from './integer-sqrt.ts';
import { exactValue, MINUS_ZERO, type OnLarge } from './laplace-draw.ts';
import { LazyUniform } from './lazy-uniform.ts';
import { outOfBounds } from './out-of-bounds.ts';
import { floor, sqrt } from './intrinsics.ts';

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
  /** 1/t, sigma^2/t^2 and t/(sigma sqrt 2), so that the exponent is (steepness (|y|/t - centre))^2. */
  private readonly inverseT: number;
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
    this.centre = Rational.of(numerator, tSquared).toNumber();
    this.steepness = sqrt(Rational.of(tSquared, 2n * numerator).toNumber());
    this.slack = EXP_SLACK + widening;
  }

  /** One value, for sigma up to 2^45; beyond 2^53 the nearest double, and `onLarge` gets the exact value. */
  sample(source: EntropySource, onLarge?: OnLarge): number {
    const { candidate } = this;
    for (;;) {
      const signed = candidate.signedBlock(source);
      const block = floor(signed / 2);
      const offset = candidate.offset(source);
      const value = block * candidate.width + offset;
      if (signed === MINUS_ZERO && offset === 0) continue;
      const sign = 1 - 2 * (signed - 2 * block);
      const word = source.nextWord();
      const decided = this.filter(word, value * this.inverseT, source);
      const accepted =
        decided === UNDECIDED
          ? this.accepts(word, exactValue(block, candidate.width, offset), source)
          : decided === 1;
      if (!accepted) continue;
      if (value > Number.MAX_SAFE_INTEGER && onLarge !== undefined) {
        const exact = exactValue(block, candidate.width, offset);
        onLarge(sign < 0 ? -exact : exact);
      }
      return sign * value;
    }
  }

  /** One value, exactly, for any sigma. */
  sampleBigInt(source: EntropySource): bigint {
    const { candidate } = this;
    for (;;) {
      const signed = candidate.signedBlock(source);
      const block = floor(signed / 2);
      const offset = candidate.wideOffset(source);
      if (signed === MINUS_ZERO && offset === 0n) continue;
      const negative = signed !== 2 * block;
      const value = (BigInt(block) << BigInt(candidate.blockBits)) + offset;
      const word = source.nextWord();
      const decided = this.filter(word, Rational.of(value, this.t).toNumber(), source);
      const accepted =
        decided === UNDECIDED ? this.accepts(word, value, source) : decided === 1;
      if (accepted) return negative ? -value : value;
    }
  }

  /**
   * The acceptance on doubles; `ratio` is |y|/t within 2^-51 of itself.
   *
   * z = steepness (ratio - centre) is off by less than steepness (ratio + 1) 2^-50, and exp(-z^2) has a slope below 0.86, so
   * exp(-z^2) is off by less than that, plus 2^-54 for the rounding of z^2, plus the error of expNegative.
   */
  private filter(word: number, ratio: number, source: EntropySource): number {
    const z = this.steepness * (ratio - this.centre);
    const slack = this.slack + this.steepness * (ratio + 1) * ROUNDING;
    return decideWord(word, wordSize(source), expNegative(z * z), slack);
  }

  /** The same acceptance, exactly: (y - s/t)^2 / (2 s) = (y t d - n)^2 / (2 n d t^2) for s = n/d. */
  private accepts(word: number, value: bigint, source: EntropySource): boolean {
    const { numerator, denominator, t } = this;
    const root = value * t * denominator - numerator;
    const uniform = new LazyUniform(source, BigInt(word), source.wordBits);
    return uniform.isBelowExp(root * root, 2n * numerator * denominator * t * t);
  }
}
