import {
  type AnyMeasurement,
  DiscreetError,
  type Noise,
  openMeasurement,
  openTransformation,
} from '@discreet/core';
import { addNoise } from '@discreet/random/samplers';
import { Rational } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import type { CheckWitness } from './check-report.ts';
import { enumerateEntropy, type ExactLaw } from './enumerate-entropy.ts';
import { countsOf } from './internal/deliver.ts';
import { departureFrom } from './internal/departure.ts';
import { enumeratedLosses } from './internal/enumerated-losses.ts';
import { gaussianDivergence } from './internal/gaussian-divergence.ts';
import { refutes, searchNeighbours } from './internal/search.ts';
import type { LossBound, PrivacyOptions, PrivacyReport } from './privacy-report.ts';

/** Up to this sigma^2, in squared grid steps, the Gaussian's divergence is summed; above, the theorem's value is taken. */
const summable = Rational.of(1n << 12n);

/** The loss of the stated law when an answer moves by whole steps: |d|_1 / scale, or |d|_2^2 / (2 sigma^2). */
const statedLoss = (noise: Noise, moved: readonly bigint[]): Rational => {
  if (noise.law === 'discreteLaplace') {
    const steps = moved.reduce((sum, d) => sum + (d < 0n ? -d : d), 0n);
    return Rational.of(steps).div(noise.scale);
  }
  const squares = moved.reduce((sum, d) => sum + d * d, 0n);
  return Rational.of(squares).div(Rational.of(2n).mul(noise.sigmaSquared));
};

const summedLosses = (noise: Noise, moved: readonly bigint[]): readonly LossBound[] => {
  const stated = O.some(statedLoss(noise, moved));
  if (noise.law === 'discreteLaplace') return [{ order: Infinity, lower: stated, upper: stated }];
  const { sigmaSquared } = noise;
  return [2, 3, 8, 32].map((order) => {
    if (summable.lessThan(sigmaSquared)) return { order, lower: stated, upper: stated };
    // coordinates are independent, so their divergences add; rho bounds D_alpha / alpha
    let [lower, upper] = [Rational.zero, Rational.zero];
    for (const d of moved) {
      const one = gaussianDivergence(sigmaSquared, d, order);
      lower = lower.add(one.lower);
      upper = upper.add(one.upper);
    }
    const over = Rational.of(BigInt(order));
    return { order, lower: O.some(lower.div(over)), upper: O.some(upper.div(over)) };
  });
};

const worst = (losses: readonly LossBound[]): O.Option<Rational> =>
  losses.reduce<O.Option<Rational>>(
    (most, { lower }) =>
      O.isNone(most) || O.isNone(lower) ? O.none : O.some(Rational.max(most.value, lower.value)),
    O.some(Rational.zero),
  );

/** The report with the losses of the laws in place of those that the search went by. */
const judged = (
  report: PrivacyReport,
  tightest: CheckWitness,
  losses: readonly LossBound[],
): PrivacyReport => {
  const reached = worst(losses);
  const { claimed } = tightest;
  const ratio =
    O.isSome(reached) && claimed.sign() > 0 ? O.some(reached.value.div(claimed)) : O.none;
  const witness: CheckWitness = { ...tightest, reached, ratio };
  const refuted = refutes(witness);
  return {
    ...report,
    losses,
    tightest: witness,
    holds: !refuted,
    violation: refuted ? witness : undefined,
  };
};

/**
 * Checks a measurement's privacy map against the exact law of its answers on neighbouring data.
 *
 * The pair whose exact answers lie farthest apart for the noise is searched as by `checkStability`. Then the loss between its two laws is
 * computed from the laws themselves: of the noise as the measurement states it, or, with `law: { wordBits }`, of the sampler's own code on
 * every path of small words. That code's law is compared with the stated one as well, outcome by outcome.
 *
 * **Contract** A `violation` is a proof that the map is wrong for this noise, or the sampler for this map; a `departure` that the sampler does not
 * give the noise that the measurement states. Under `maxDivergence` the loss
 * is the greatest ln(P(o) / Q(o)); under `zeroConcentratedDivergence` it is D_alpha / alpha at several whole orders. Enumerated laws give
 * lower bounds, up to their residual; stated ones both.
 * **Errors** It throws for options that are none, never because of what it finds.
 * **Cost** As `checkStability`, and two enumerations.
 *
 * @example
 * import { chain, count, laplace, real, symmetricDistance, values } from 'discreet';
 * import { checkPrivacyExactly } from '@discreet/testing';
 * const howMany = chain(values(real, symmetricDistance()), count(), laplace({ scale: 2 }));
 * checkPrivacyExactly(howMany).holds; // => true
 */
export function checkPrivacyExactly(
  measurement: AnyMeasurement,
  options: PrivacyOptions = {},
): PrivacyReport {
  const where = 'checkPrivacyExactly';
  const { noise, map, outputMeasure } = openMeasurement(measurement, where);
  const open = openTransformation(measurement.exact, where);
  const { outputDomain } = open;
  if (outputDomain.kind === 'vector')
    throw new DiscreetError({ tag: 'StepMismatch', where, rule: 'needs an aggregate' });
  const found = searchNeighbours(open, options, where, ({ x, y, distance }, delivery) => {
    const [a, b] = [countsOf(open, x, 'array'), countsOf(open, y, delivery)];
    const moved = a.map((count, i) => count - (b[i] ?? 0n));
    return { claimed: map(distance), reached: O.some(statedLoss(noise, moved)) };
  });
  const { tightest, violation } = found;
  const stated = { ...found, losses: [], residual: Rational.zero, departure: undefined };
  if (tightest === undefined || violation !== undefined) return stated;
  const [a, b] = [countsOf(open, tightest.x, 'array'), countsOf(open, tightest.y, 'array')];
  const { law = 'stated' } = options;
  if (law === 'stated') {
    const moved = a.map((count, i) => count - (b[i] ?? 0n));
    return judged(stated, tightest, summedLosses(noise, moved));
  }
  const { sampler = addNoise, wordBits } = law;
  const lawOf = (counts: readonly bigint[]): ExactLaw =>
    enumerateEntropy(wordBits, (entropy) => sampler(noise, counts, entropy), law);
  const [p, q] = [lawOf(a), lawOf(b)];
  const departure = departureFrom(noise, a, p) ?? departureFrom(noise, b, q);
  const unit = outputMeasure.kind === 'maxDivergence' ? 'epsilon' : 'rho';
  const losses = enumeratedLosses(unit, p, q).map(({ bound }) => bound);
  const report = judged(
    { ...stated, residual: Rational.max(p.residual, q.residual), departure },
    tightest,
    losses,
  );
  return departure === undefined ? report : { ...report, holds: false, violation: report.tightest };
}
