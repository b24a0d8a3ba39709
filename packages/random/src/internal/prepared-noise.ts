import type { Rational } from '@discreet/numeric';
import type { EntropySource } from '../entropy-source.ts';
import { bitLength } from './bit-length.ts';
import { Envelope, type OnLargeAt } from './envelope.ts';
import { GaussianDraw } from './gaussian-draw.ts';
import { LaplaceDraw, type OnLarge } from './laplace-draw.ts';
import type { NoiseLaw } from './noise-law.ts';
import { abs, floor } from './intrinsics.ts';
import { SMALL_EXPONENT, smallBigInt } from './small-bigint.ts';

/** From so many elements on, a vector is worth a table. A function of the length alone, so that equal sources give equal noise. */
export const TABLE_LENGTH = 2048;
/** Above the scale 2^45 a block has more values than the tables' integers hold; below 2^-10 almost every value is 0. */
const ENVELOPE_MOST = 45;
const ENVELOPE_LEAST = -10;

/** One value at a time, at a prepared scale. */
interface NoiseDraw {
  sample(source: EntropySource, onLarge?: OnLarge): number;
  sampleBigInt(source: EntropySource): bigint;
}

/** Noise of one law and one parameter: the scalar sampler, and the table of the vector sampler once it is needed. */
export class PreparedNoise {
  parameter: Rational;
  readonly law: NoiseLaw;
  /** The smallest e for which the scale or sigma is at most 2^e: sizes are compared without big integers. */
  private readonly exponent: number;
  private readonly draw: NoiseDraw;
  private readonly hasDoubles: boolean;
  private readonly hasEnvelope: boolean;
  private readonly isSmall: boolean;
  private envelope: Envelope | undefined;

  /** `parameter` > 0 is the scale of Laplace, sigma^2 of Gaussian. */
  constructor(kind: NoiseLaw['kind'], parameter: Rational) {
    this.parameter = parameter;
    this.law = { kind, numerator: parameter.numerator, denominator: parameter.denominator };
    this.exponent = leastExponent(this.law);
    this.draw = kind === 'laplace' ? new LaplaceDraw(parameter) : new GaussianDraw(parameter);
    this.hasDoubles = this.isAtMost(ENVELOPE_MOST);
    this.hasEnvelope = this.hasDoubles && !this.isAtMost(ENVELOPE_LEAST);
    this.isSmall = this.isAtMost(SMALL_EXPONENT);
  }

  /** Whether the scale or sigma is at most 2^exponent. */
  isAtMost(exponent: number): boolean {
    return this.exponent <= exponent;
  }

  /** The parameter in print. */
  describe(): string {
    const text = this.parameter.toString();
    return this.law.kind === 'laplace' ? text : `sigmaSquared ${text}`;
  }

  /** One value as the nearest double. */
  sample(source: EntropySource): number {
    return this.hasDoubles ? this.draw.sample(source) : Number(this.draw.sampleBigInt(source));
  }

  /** One value, exactly. */
  sampleBigInt(source: EntropySource): bigint {
    if (!this.hasDoubles) return this.draw.sampleBigInt(source);
    let large: bigint | undefined;
    const value = this.draw.sample(source, (exact) => {
      large = exact;
    });
    return large ?? (this.isSmall ? smallBigInt(value) : BigInt(value));
  }

  /** Independent values as the nearest doubles; `onLarge` gets index and exact value of those beyond 2^53. */
  fill(out: Float64Array, source: EntropySource, onLarge?: OnLargeAt): void {
    if (this.usesEnvelope(out.length, source)) {
      this.envelope ??= new Envelope(this.law);
      this.envelope.fill(out, source, onLarge);
      return;
    }
    for (let index = 0; index < out.length; index += 1) {
      out[index] = this.hasDoubles
        ? this.draw.sample(
            source,
            onLarge &&
              ((exact) => {
                onLarge(index, exact);
              }),
          )
        : this.fillWide(index, source, onLarge);
    }
  }

  /** Independent values, exactly. */
  vector(length: number, source: EntropySource): bigint[] {
    if (!this.usesEnvelope(length, source)) {
      return Array.from({ length }, () => this.sampleBigInt(source));
    }
    const values = new Float64Array(length);
    const large = new Map<number, bigint>();
    this.fill(values, source, (index, exact) => large.set(index, exact));
    const exact = Array.from(values, (value, index) => large.get(index) ?? BigInt(value));
    values.fill(0);
    return exact;
  }

  private usesEnvelope(length: number, source: EntropySource): boolean {
    return length >= TABLE_LENGTH && this.hasEnvelope && source.wordBits === 32;
  }

  private fillWide(index: number, source: EntropySource, onLarge: OnLargeAt | undefined): number {
    const exact = this.draw.sampleBigInt(source);
    const value = Number(exact);
    if (abs(value) > Number.MAX_SAFE_INTEGER) onLarge?.(index, exact);
    return value;
  }
}

/** The smallest e with scale <= 2^e: the quotient's bit lengths give it within one. */
function leastExponent(law: NoiseLaw): number {
  const { kind, numerator, denominator } = law;
  const size = bitLength(numerator) - bitLength(denominator);
  const isAtMost = (shift: number): boolean =>
    shift >= 0
      ? numerator <= denominator << BigInt(shift)
      : numerator << BigInt(-shift) <= denominator;
  const unit = kind === 'laplace' ? 1 : 2;
  // 2^(size - 1) < numerator/denominator < 2^(size + 1)
  let exponent = floor((size - 1) / unit);
  while (!isAtMost(unit * exponent)) exponent += 1;
  return exponent;
}
