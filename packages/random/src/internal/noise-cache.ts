import type { Rational } from '@discreet/numeric';
import type { NoiseLaw } from './noise-law.ts';
import { PreparedNoise } from './prepared-noise.ts';

const MOST_ENTRIES = 16;

/**
 * The prepared noises of one law that were used last, the newest first.
 *
 * What is kept depends on parameters, which are public, and never on noise.
 */
export function createNoiseCache(kind: NoiseLaw['kind']): (parameter: Rational) => PreparedNoise {
  const entries: PreparedNoise[] = [];
  return (parameter) => {
    const newest = entries[0];
    if (newest !== undefined && newest.parameter === parameter) return newest;
    const { numerator, denominator } = parameter;
    const place = entries.findIndex(
      ({ law }) => law.numerator === numerator && law.denominator === denominator,
    );
    const known = place < 0 ? undefined : entries.splice(place, 1)[0];
    const entry = known ?? new PreparedNoise(kind, parameter);
    entry.parameter = parameter;
    entries.unshift(entry);
    if (entries.length > MOST_ENTRIES) entries.pop();
    return entry;
  };
}

/** Shared by the samplers and the front door: tables are built once. */
export const preparedLaplace: (scale: Rational) => PreparedNoise =
  /*@__PURE__*/ createNoiseCache('laplace');
export const preparedGaussian: (sigmaSquared: Rational) => PreparedNoise =
  /*@__PURE__*/ createNoiseCache('gaussian');
