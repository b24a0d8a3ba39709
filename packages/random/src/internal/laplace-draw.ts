import type { Rational } from '@discreet/numeric';
import type { EntropySource } from '../entropy-source.ts';
import { GeometricDraw } from './geometric-draw.ts';
import { floor } from './intrinsics.ts';

/** Receives the exact value of a noise that a double cannot hold. */
export type OnLarge = (exact: bigint) => void;

/**
 * Block 0 with the sign bit set. It is compared before the value, so that the value 0 takes no branch that others do not: the branch
 * predictor would tell it by its time.
 */
export const MINUS_ZERO = 1;

/**
 * Discrete Laplace noise, prepared for one scale: a geometric magnitude with a fair sign, drawn again for "minus zero".
 *
 * Each trial is independent of every other one, so the number of trials says nothing of the value.
 */
export class LaplaceDraw {
  readonly magnitude: GeometricDraw;

  constructor(scale: Rational, widening: number = 0) {
    this.magnitude = new GeometricDraw(scale, widening);
  }

  /** One value, for scales up to 2^45; beyond 2^53 the nearest double, and `onLarge` gets the exact value. */
  sample(source: EntropySource, onLarge?: OnLarge): number {
    const { magnitude } = this;
    for (;;) {
      const signed = magnitude.signedBlock(source);
      const block = floor(signed / 2);
      const offset = magnitude.offset(source);
      const value = block * magnitude.width + offset;
      if (signed === MINUS_ZERO && offset === 0) continue;
      const sign = 1 - 2 * (signed - 2 * block);
      if (value > Number.MAX_SAFE_INTEGER && onLarge !== undefined) {
        const exact = exactValue(block, magnitude.width, offset);
        onLarge(sign < 0 ? -exact : exact);
      }
      return sign * value;
    }
  }

  /** One value, exactly, for any scale. */
  sampleBigInt(source: EntropySource): bigint {
    const { magnitude } = this;
    for (;;) {
      const signed = magnitude.signedBlock(source);
      const block = floor(signed / 2);
      const offset = magnitude.wideOffset(source);
      if (signed === MINUS_ZERO && offset === 0n) continue;
      const negative = signed !== 2 * block;
      const value = (BigInt(block) << BigInt(magnitude.blockBits)) + offset;
      return negative ? -value : value;
    }
  }
}

/** block width + offset without the rounding of doubles. */
export function exactValue(block: number, width: number, offset: number): bigint {
  return BigInt(block) * BigInt(width) + BigInt(offset);
}
