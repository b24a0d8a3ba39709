import type { Rational } from '@discreet/numeric';
import type { EntropySource } from '../entropy-source.ts';
import { GeometricDraw } from './geometric-draw.ts';
import { floor } from './intrinsics.ts';
import { outOfBounds } from './out-of-bounds.ts';

/** Receives the exact value of a noise that a double cannot hold. */
export type OnLarge = (exact: bigint) => void;

/** Block 0 with the sign bit set: with offset 0 it is "minus zero", which is drawn again. */
export const MINUS_ZERO = 1;
/** Signed blocks below this go through integers alone. */
export const INTEGER_LIMIT = 1073741824;

/**
 * Discrete Laplace noise, prepared for one scale: a geometric magnitude with a fair sign, drawn again for "minus zero".
 *
 * Each trial is independent of every other one, so the number of trials says nothing of the value. Small blocks are
 * handled in integers, without a branch on value or sign: engines treat a double that is 0 apart, which its time would tell.
 */
export class LaplaceDraw {
  private readonly magnitude: GeometricDraw;

  constructor(scale: Rational, widening: number = 0) {
    this.magnitude = new GeometricDraw(scale, widening);
  }

  /** One value, for scales up to 2^45; beyond 2^53 the nearest double, and `onLarge` gets the exact value. */
  sample(source: EntropySource, onLarge?: OnLarge): number {
    const { magnitude } = this;
    for (;;) {
      const signed = magnitude.signedBlock(source);
      if (magnitude.blockBits === 0 && signed < INTEGER_LIMIT) {
        if (signed === MINUS_ZERO) continue;
        return signedInteger(signed);
      }
      const offset = magnitude.offset(source);
      if (signed === MINUS_ZERO && offset === 0) continue;
      return signedValue(signed, magnitude.width, offset, onLarge);
    }
  }

  /** One value, exactly, for any scale. */
  sampleBigInt(source: EntropySource): bigint {
    const { magnitude } = this;
    for (;;) {
      const signed = magnitude.signedBlock(source);
      const offset = magnitude.wideOffset(source);
      if (signed === MINUS_ZERO && offset === 0n) continue;
      return withSign(signed, magnitude.join(floor(signed / 2), offset));
    }
  }
}

/** block for 2 block, -block for 2 block + 1, where the result is below 2^30. */
export function signedInteger(signed: number): number {
  const negative = signed & 1;
  return ((signed >>> 1) ^ -negative) + negative;
}

/** block width + offset with the sign of `signed`; `onLarge` gets what the double rounds. */
export function signedValue(
  signed: number,
  width: number,
  offset: number,
  onLarge: OnLarge | undefined,
): number {
  const block = floor(signed / 2);
  const sign = 1 - 2 * (signed - 2 * block);
  const value = block * width + offset;
  if (value > Number.MAX_SAFE_INTEGER && onLarge !== undefined) {
    onLarge(BigInt(sign) * exactValue(block, width, offset));
  }
  return sign * value;
}

/** `value` with the sign of `signed`. Both are made, whichever is taken: to negate takes time. */
export function withSign(signed: number, value: bigint): bigint {
  return [value, -value][signed % 2] ?? outOfBounds();
}

/** block width + offset without the rounding of doubles. */
export function exactValue(block: number, width: number, offset: number): bigint {
  return BigInt(block) * BigInt(width) + BigInt(offset);
}
