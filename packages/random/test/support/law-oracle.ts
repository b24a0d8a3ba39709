import { expNegativeBits } from '@discreet/numeric';
import { exponentAt, type NoiseLaw } from '../../src/internal/noise-law.ts';

/** 2^bits exp(-numerator/denominator) times/over, between two integers, from an enclosure with 80 spare bits. */
export function scaledExp(
  numerator: bigint,
  denominator: bigint,
  bits: number,
  times: bigint = 1n,
  over: bigint = 1n,
): readonly [lower: bigint, upper: bigint] {
  const [low, high] = expNegativeBits(numerator, denominator, bits + 80);
  const unit = over << 80n;
  return [(low * times) / unit, (high * times + unit - 1n) / unit];
}

/** The same for the weight of a law at a magnitude. */
export function scaledWeight(
  law: NoiseLaw,
  magnitude: bigint,
  bits: number,
  times: bigint = 1n,
  over: bigint = 1n,
): readonly [lower: bigint, upper: bigint] {
  const [numerator, denominator] = exponentAt(law, magnitude);
  return scaledExp(numerator, denominator, bits, times, over);
}
