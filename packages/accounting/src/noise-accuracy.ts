import {
  type DiscreteLaw,
  discreteGaussianLaw,
  discreteLaplaceLaw,
  type Enclosure,
  Interval,
  Rational,
  sqrtDown,
  sqrtUp,
} from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import type { PrivacyEvent } from './event.ts';
import { type AnswerNoise, answerNoise } from './internal/answer-noise.ts';
import { discreteGaussianVariance } from './internal/discrete-gaussian.ts';
import { exactOf } from './internal/exact-of.ts';
import { discreteLaplaceVariance } from './internal/laplace.ts';
import { normalQuantile } from './internal/normal-quantile.ts';
import { readEvent } from './internal/read-event.ts';
import { readFields, readParameter } from './internal/read-parameter.ts';
import { refineWithin } from './internal/refine.ts';
import type { Parameter } from './parameter.ts';

/** How far the noise of one answer reaches. */
export interface NoiseAccuracy {
  readonly standardDeviation: Enclosure;
  /** around the least h with P(|noise| > h) <= beta: `upper` is such an h, and what is below `lower` is not */
  readonly halfWidth: Enclosure;
  /** what both are counted in: sensitivities of the exact result, or steps of the grid that it is on */
  readonly unit: 'sensitivity' | 'gridStep';
}

const two = Rational.of(2n);
const half = Rational.of(1n, 2n);

const multiple = (scale: Rational, at: (bits: number) => Interval | undefined): Enclosure =>
  refineWithin(Infinity, (bits) => at(bits)?.mul(Interval.of(scale, bits)));

/** z with P(|N(0, 1)| > z) = beta; at worst the bound sqrt(2 ln 1/beta), since P(|N(0, 1)| > z) <= e^(-z^2/2). */
const twoSided = (beta: Rational): ((bits: number) => Interval) => {
  const quantile = normalQuantile(beta.div(two));
  return (bits) =>
    quantile(bits) ??
    Interval.hull(
      Interval.integer(0, bits),
      Interval.of(beta, bits).ln().scale(1).negate().sqrt().upper(),
    );
};

/** What is at most half a step away from another number. */
const rounded = ({ lower, upper }: Enclosure): Enclosure => ({
  lower: lower > 0.5 ? exactOf(lower).sub(half).toNumberDown() : 0,
  upper: upper === Infinity ? upper : exactOf(upper).add(half).toNumberUp(),
});

/** The least whole number that will do; the law's own is never too small, and the one before it is tried. */
const wholeWidth = (law: DiscreteLaw, beta: Rational): Enclosure => {
  const bound = law.accuracy(beta);
  const isLeast = bound === 0n || beta.lessThan(exactOf(law.tail(bound - 1n).lower));
  const least = isLeast ? bound : bound - 1n;
  return {
    lower: Rational.of(least).toNumberDown(),
    upper: Rational.of(bound).toNumberUp(),
  };
};

const rootOf = ({ lower, upper }: Enclosure): Enclosure => ({
  lower: sqrtDown(lower),
  upper: sqrtUp(upper),
});

const accuracyOf = (noise: AnswerNoise, beta: Rational): NoiseAccuracy => {
  switch (noise.law) {
    case 'gaussian':
    case 'roundedGaussian': {
      const { scale } = noise;
      const deviation = { lower: scale.toNumberDown(), upper: scale.toNumberUp() };
      const width = multiple(scale, twoSided(beta));
      const isRounded = noise.law === 'roundedGaussian';
      return {
        standardDeviation: isRounded ? rounded(deviation) : deviation,
        halfWidth: isRounded ? rounded(width) : width,
        unit: 'sensitivity',
      };
    }
    case 'laplace':
      return {
        standardDeviation: multiple(noise.scale, (bits) => Interval.of(two, bits).sqrt()),
        halfWidth: multiple(noise.scale, (bits) => Interval.of(beta, bits).ln().negate()),
        unit: 'sensitivity',
      };
    case 'discreteLaplace':
      return {
        standardDeviation: rootOf(discreteLaplaceVariance(noise.scale)),
        halfWidth: wholeWidth(discreteLaplaceLaw(noise.scale), beta),
        unit: 'gridStep',
      };
    case 'discreteGaussian':
      return {
        standardDeviation: rootOf(discreteGaussianVariance(noise.sigmaSquared)),
        halfWidth: wholeWidth(discreteGaussianLaw(noise.sigmaSquared), beta),
        unit: 'gridStep',
      };
  }
};

/**
 * How far the noise of each answer of an event reaches: its standard deviation, and the half-width that it exceeds with chance at most beta.
 *
 * From the exact law, per coordinate. Sampled and repeated events have the noise of one use; it is noise alone, without what sampling adds. `none` where an answer is
 * no exact result plus noise of one known law: randomized response, selections, trees, bare losses, compositions of different noises.
 *
 * **Contract** The standard deviation is in its enclosure. P(|noise| > `halfWidth.upper`) <= beta, and P(|noise| > h) > beta for all h < `halfWidth.lower`. For a rounded Gaussian this
 * takes a grid no coarser than the sensitivity. Proof: docs/proofs/noise-accuracy.md.
 * **Units** Gaussian and Laplace noise: sensitivities, as their noise multiplier. Discrete noise: steps of the grid.
 * **Errors** A beta outside (0, 1); what is no event.
 * **Cost** Below a millisecond; a few for discrete Gaussian noise.
 * **Source** docs/proofs/noise-accuracy.md, docs/proofs/discrete-laws.md
 *
 * @example
 * import { discreteLaplaceEvent, noiseAccuracy } from '@discreet/accounting';
 * const found = noiseAccuracy(discreteLaplaceEvent({ scale: 4 }), { beta: 0.05 });
 * found._tag === 'Some' && found.value.halfWidth; // => { lower: 12, upper: 12 }
 */
export function noiseAccuracy(
  event: PrivacyEvent,
  at: { readonly beta: Parameter },
): O.Option<NoiseAccuracy> {
  const where = 'noiseAccuracy';
  const noise = answerNoise(readEvent(where, event));
  const beta = readParameter(where, 'beta', readFields(where, at)['beta'], '> 0 and < 1');
  return noise === undefined ? O.none : O.some(Object.freeze(accuracyOf(noise, beta)));
}
