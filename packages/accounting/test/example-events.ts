// Events of every kind, as the laws of accountants see them.
import { Rational } from '@discreet/numeric';
import {
  bandedMatrixFactorizationEvent,
  composedEvent,
  discreteGaussianEvent,
  discreteLaplaceEvent,
  epsilonDeltaEvent,
  exponentialMechanismEvent,
  gaussianEvent,
  laplaceEvent,
  mixtureOfGaussiansEvent,
  nonPrivateEvent,
  noOpEvent,
  permuteAndFlipEvent,
  poissonSampledEvent,
  type PrivacyEvent,
  randomizedResponseEvent,
  repeatAndSelectEvent,
  roundedGaussianEvent,
  sampledWithoutReplacementEvent,
  sampledWithReplacementEvent,
  selfComposedEvent,
  treeAggregationEvent,
  truncatedSubsampledGaussianEvent,
  unsupportedEvent,
  zeroConcentratedEvent,
} from '../src/index.ts';

/** Events of one kind that differ in a number: the greater it is, the more they cost, or as much. It is > 0, and 1 is usual. */
export interface Family {
  readonly title: string;
  readonly make: (amount: Rational) => PrivacyEvent;
}

const one = Rational.one;
const half = Rational.of(1n, 2n);
/** noise of a standard deviation, or a scale, of 1.25 at 1 */
const noise = (amount: Rational): Rational => Rational.of(5n, 4n).div(amount);
/** in (0, 1), from 1/50 at 1 */
const rate = (amount: Rational): Rational => amount.div(amount.add(Rational.of(49n)));
/** how often a response lies: 1/2 at 1 */
const lie = (amount: Rational): Rational => one.div(amount.add(one));

const gaussian = (amount: Rational): PrivacyEvent =>
  gaussianEvent({ noiseMultiplier: noise(amount) });
const usual = gaussian(one);

/** At least one family for each kind of event; what is missing here does not compile. */
export const examples: {
  readonly [K in PrivacyEvent['kind']]: readonly [Family, ...(readonly Family[])];
} = {
  noOp: [{ title: 'nothing', make: () => noOpEvent }],
  nonPrivate: [{ title: 'the data', make: () => nonPrivateEvent }],
  unsupported: [{ title: 'something else', make: () => unsupportedEvent }],
  epsilonDelta: [
    { title: 'pure', make: (epsilon) => epsilonDeltaEvent({ epsilon }) },
    { title: 'with a delta', make: (epsilon) => epsilonDeltaEvent({ epsilon, delta: 1e-7 }) },
    {
      title: 'by delta',
      make: (amount) =>
        epsilonDeltaEvent({ epsilon: half, delta: rate(amount.mul(Rational.of(1n, 1_000_000n))) }),
    },
  ],
  zeroConcentrated: [
    { title: 'by rho', make: (rho) => zeroConcentratedEvent({ rho }) },
    { title: 'by xi', make: (xi) => zeroConcentratedEvent({ rho: '1/10', xi }) },
  ],
  gaussian: [{ title: 'by noise', make: gaussian }],
  roundedGaussian: [
    {
      title: 'by noise',
      make: (amount) => roundedGaussianEvent({ noiseMultiplier: noise(amount) }),
    },
  ],
  discreteGaussian: [
    {
      title: 'by noise',
      make: (amount) => discreteGaussianEvent({ sigma: noise(amount), sensitivity: 2 }),
    },
    {
      title: 'in five dimensions',
      make: (amount) =>
        discreteGaussianEvent({ sigma: noise(amount), sensitivity: 1.5, dimension: 5 }),
    },
  ],
  laplace: [
    { title: 'by noise', make: (amount) => laplaceEvent({ noiseMultiplier: noise(amount) }) },
  ],
  discreteLaplace: [
    {
      title: 'by noise',
      make: (amount) => discreteLaplaceEvent({ scale: noise(amount), sensitivity: 3 }),
    },
  ],
  mixtureOfGaussians: [
    {
      title: 'by noise',
      make: (amount) =>
        mixtureOfGaussiansEvent({
          standardDeviation: noise(amount),
          sensitivities: [0, 1, '3/2'],
          probabilities: ['1/2', '1/3', '1/6'],
        }),
    },
    {
      title: 'by probability',
      make: (amount) =>
        mixtureOfGaussiansEvent({
          standardDeviation: 1.25,
          sensitivities: [0, 1],
          probabilities: [one.sub(rate(amount)), rate(amount)],
        }),
    },
  ],
  exponentialMechanism: [
    { title: 'by epsilon', make: (epsilon) => exponentialMechanismEvent({ epsilon }) },
  ],
  permuteAndFlip: [{ title: 'by epsilon', make: (epsilon) => permuteAndFlipEvent({ epsilon }) }],
  randomizedResponse: [
    {
      title: 'by noise',
      make: (amount) => randomizedResponseEvent({ noise: lie(amount), buckets: 4 }),
    },
    {
      title: 'of yes or no',
      make: (amount) => randomizedResponseEvent({ noise: lie(amount), buckets: 2 }),
    },
  ],
  truncatedSubsampledGaussian: [
    {
      title: 'by noise',
      make: (amount) =>
        truncatedSubsampledGaussianEvent({
          datasetSize: 1000,
          samplingProbability: '1/50',
          batchSize: 25,
          noiseMultiplier: noise(amount),
        }),
    },
  ],
  poissonSampled: [
    {
      title: 'Gaussian by noise',
      make: (amount) =>
        poissonSampledEvent({ samplingProbability: '1/50', event: gaussian(amount) }),
    },
    {
      title: 'Gaussian by probability',
      make: (amount) => poissonSampledEvent({ samplingProbability: rate(amount), event: usual }),
    },
    {
      title: 'Laplace',
      make: (amount) =>
        poissonSampledEvent({
          samplingProbability: '1/50',
          event: laplaceEvent({ noiseMultiplier: noise(amount) }),
        }),
    },
    {
      title: 'discrete Gaussian',
      make: (amount) =>
        poissonSampledEvent({
          samplingProbability: '1/50',
          event: discreteGaussianEvent({ sigma: noise(amount) }),
        }),
    },
    {
      title: 'discrete Laplace',
      make: (amount) =>
        poissonSampledEvent({
          samplingProbability: '1/50',
          event: discreteLaplaceEvent({ scale: noise(amount), sensitivity: 2 }),
        }),
    },
    {
      title: 'pure',
      make: (epsilon) =>
        poissonSampledEvent({ samplingProbability: '1/50', event: epsilonDeltaEvent({ epsilon }) }),
    },
    {
      title: 'zero-concentrated',
      make: (rho) =>
        poissonSampledEvent({ samplingProbability: '1/50', event: zeroConcentratedEvent({ rho }) }),
    },
    {
      title: 'composition',
      make: (amount) =>
        poissonSampledEvent({
          samplingProbability: '1/50',
          event: composedEvent([gaussian(amount), laplaceEvent({ noiseMultiplier: 2 })]),
        }),
    },
    {
      title: 'two Gaussians',
      make: (amount) =>
        poissonSampledEvent({
          samplingProbability: '1/50',
          event: composedEvent([selfComposedEvent(gaussian(amount), 2), noOpEvent, usual]),
        }),
    },
  ],
  sampledWithoutReplacement: [
    {
      title: 'Gaussian by noise',
      make: (amount) =>
        sampledWithoutReplacementEvent({
          datasetSize: 500,
          sampleSize: 10,
          event: gaussian(amount),
        }),
    },
    {
      title: 'Laplace',
      make: (amount) =>
        sampledWithoutReplacementEvent({
          datasetSize: 50,
          sampleSize: 10,
          event: laplaceEvent({ noiseMultiplier: noise(amount) }),
        }),
    },
  ],
  sampledWithReplacement: [
    {
      title: 'Gaussian by noise',
      make: (amount) =>
        sampledWithReplacementEvent({ datasetSize: 100, sampleSize: 2, event: gaussian(amount) }),
    },
  ],
  treeAggregation: [
    {
      title: 'by noise',
      make: (amount) =>
        treeAggregationEvent({ noiseMultiplier: noise(amount), stepCounts: [5, 9, 1] }),
    },
  ],
  bandedMatrixFactorization: [
    {
      title: 'by noise',
      make: (amount) =>
        bandedMatrixFactorizationEvent({
          noiseMultiplier: noise(amount),
          iterations: 20,
          bands: 3,
          samplingProbability: '1/50',
        }),
    },
  ],
  repeatAndSelect: [
    {
      title: 'geometric',
      make: (amount) => repeatAndSelectEvent({ event: gaussian(amount), mean: 10, shape: 1 }),
    },
    {
      title: 'Poisson',
      make: (amount) =>
        repeatAndSelectEvent({
          event: laplaceEvent({ noiseMultiplier: noise(amount) }),
          mean: 10,
          shape: 'poisson',
        }),
    },
    {
      title: 'by the mean',
      make: (amount) => repeatAndSelectEvent({ event: usual, mean: one.add(amount), shape: '1/2' }),
    },
  ],
  composed: [
    {
      title: 'unlike parts',
      make: (amount) =>
        composedEvent([
          gaussian(amount),
          composedEvent([noOpEvent, epsilonDeltaEvent({ epsilon: '1/4' })]),
          gaussian(one),
        ]),
    },
  ],
  selfComposed: [
    { title: 'Gaussian', make: (amount) => selfComposedEvent(gaussian(amount), 7) },
    {
      title: 'of a composition',
      make: (amount) =>
        selfComposedEvent(
          composedEvent([
            selfComposedEvent(discreteLaplaceEvent({ scale: noise(amount), sensitivity: 2 }), 2),
            noOpEvent,
          ]),
          3n,
        ),
    },
  ],
};

/** A family with its kind. */
export interface Example extends Family {
  readonly kind: PrivacyEvent['kind'];
}

/** All of them. */
export const families: readonly Example[] = Object.values(examples).flatMap((list) =>
  list.map((family) => ({ ...family, kind: family.make(one).kind })),
);
