import type { Enclosure } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import {
  calibrateNoise,
  composedEvent,
  discreteGaussianEvent,
  discreteLaplaceEvent,
  epsilonDeltaEvent,
  gaussianEvent,
  laplaceEvent,
  mixtureOfGaussiansEvent,
  type NeighbouringRelation,
  type Parameter,
  pldAccountant,
  poissonSampledEvent,
  type PrivacyEvent,
  selfComposedEvent,
  treeAggregationEvent,
  truncatedSubsampledGaussianEvent,
} from '../src/index.ts';

const gaussian = (noiseMultiplier: Parameter) => gaussianEvent({ noiseMultiplier });
const laplace = (noiseMultiplier: Parameter) => laplaceEvent({ noiseMultiplier });
const sampled = (samplingProbability: Parameter, event: PrivacyEvent) =>
  poissonSampledEvent({ samplingProbability, event });
const mixture = (
  standardDeviation: number,
  sensitivities: readonly Parameter[],
  probabilities: readonly Parameter[],
) => mixtureOfGaussiansEvent({ standardDeviation, sensitivities, probabilities });

const epsilonOf = (
  event: PrivacyEvent,
  count: number,
  delta: number,
  relation: NeighbouringRelation = 'addOrRemoveOne',
): Enclosure => pldAccountant(relation).compose(event, count).epsilon(delta);

/** The interval holds a number that is exact to the digits shown, and is no wider than a share of it. */
const holds = ({ lower, upper }: Enclosure, printed: string, width: number): void => {
  const digits = printed.replace(/e.*$|^0\.0*|\./g, '').length;
  const value = Number(printed);
  const unit = value * 10 ** (1 - digits);
  expect(lower).toBeLessThanOrEqual(value + unit);
  expect(upper).toBeGreaterThanOrEqual(value - unit);
  expect(upper - lower).toBeLessThanOrEqual(value * width);
};

const dpSgd = sampled('256/60000', gaussian(1.1));

describe('epsilons of compositions', () => {
  /**
   * The peer's on grids of 1e-4 and 1e-5, both from above: its error falls with the square of the step, so the truth is between the second less what the
   * first is above it, and the second, but for the 1e-8 of its printed digits and its transform.
   */
  it.each([
    ['DP-SGD', dpSgd, 14062, 1e-5, 2.381686, 2.38159779],
    ['sampled Gaussians', sampled(0.01, gaussian(1)), 1000, 1e-5, 1.82824365, 1.82823674],
    ['sampled Gaussians', sampled(0.001, gaussian(0.8)), 10000, 1e-6, 0.94732387, 0.94719696],
    ['sampled Gaussians', sampled(0.02, gaussian(2)), 500, 1e-6, 1.06261, 1.06260284],
    ['Laplace noise', laplace(1), 10, 1e-5, 9.98996232, 9.98996231],
    ['Laplace noise', laplace(10), 100, 1e-6, 4.69266744, 4.69266742],
    ['Laplace noise', laplace(20), 1000, 1e-6, 8.20444044, 8.20444034],
    ['pure events', epsilonDeltaEvent({ epsilon: 0.1 }), 100, 1e-6, 4.77456759, 4.77456759],
    [
      'discrete Laplace noise',
      discreteLaplaceEvent({ scale: 10 }),
      100,
      1e-6,
      4.77456759,
      4.77456759,
    ],
    ['Gaussians', gaussian(10), 100, 1e-6, 4.88655412, 4.88655412],
    [
      'three kinds',
      composedEvent([
        selfComposedEvent(laplace(10), 10),
        selfComposedEvent(gaussian(20), 20),
        epsilonDeltaEvent({ epsilon: 0.5, delta: 1e-8 }),
      ]),
      1,
      1e-6,
      2.03639809,
      2.03639809,
    ],
  ] as const)(
    'of %s, bracketed by two grids, are held, and at most 1e-5 above the coarser grid',
    (_, event, count, delta, coarse, fine) => {
      const { lower, upper } = epsilonOf(event, count, delta);
      expect(lower).toBeLessThanOrEqual(fine + 1e-8);
      expect(upper).toBeGreaterThanOrEqual(2 * fine - coarse - 1e-8);
      expect(upper).toBeLessThan(coarse * (1 + 1e-5) + 1e-8);
      expect(lower).toBeGreaterThan(fine * (1 - 2e-4));
    },
  );

  it('of DP-SGD hold 2.3816 and are narrower than 1e-3', () => {
    const { lower, upper } = epsilonOf(dpSgd, 14062, 1e-5);
    expect(lower).toBeLessThanOrEqual(2.3816);
    expect(upper).toBeGreaterThanOrEqual(2.3816);
    expect(upper - lower).toBeLessThan(1e-3);
  });

  it.each([
    ['sampled Gaussians', sampled(0.1, gaussian(3)), 512, 1e-6, 'addOrRemoveOne', 3.76968658],
    ['DP-SGD under replacement', dpSgd, 14062, 1e-5, 'replaceOne', 4.2213578],
  ] as const)(
    'of %s, which a peer bounds on a grid of 1e-4, are within 2e-4 of that and at most 1e-5 above',
    (_, event, count, delta, relation, coarse) => {
      const { lower, upper } = epsilonOf(event, count, delta, relation);
      expect(upper).toBeLessThan(coarse * (1 + 1e-5));
      expect(lower).toBeLessThanOrEqual(coarse);
      expect(lower).toBeGreaterThan(coarse * (1 - 2e-4));
    },
  );

  it('of Gaussians and of trees of them are exact', () => {
    holds(epsilonOf(gaussian(10), 100, 1e-6), '4.88655411746221', 1e-14);
    const tree = (noiseMultiplier: number) =>
      treeAggregationEvent({ noiseMultiplier, stepCounts: [1600] });
    holds(epsilonOf(tree(8.83), 1, 1e-6, 'replaceSpecial'), '1.64865884108068', 1e-14);
    holds(epsilonOf(tree(1.13), 1, 1e-6, 'replaceSpecial'), '17.6667507612066', 1e-14);
  });

  it('of sampled Laplace noise tend to the greatest loss as delta tends to 0', () => {
    // 3 ln(1 + 0.2 (e^2 - 1))
    const account = pldAccountant().compose(sampled(0.2, laplace(0.5)), 3);
    for (const delta of [1e-20, 1e-250]) {
      const { lower, upper } = account.epsilon(delta);
      expect(upper).toBeGreaterThanOrEqual(2.46964497167307);
      expect(upper).toBeLessThan(2.46964497167308 * (1 + 1e-13));
      expect(lower).toBeLessThanOrEqual(2.46964497167308);
      expect(lower).toBeGreaterThan(2.46964497167307 * (1 - 2e-3));
    }
  });

  it('of mixtures of Gaussians are known to six digits after the point', () => {
    const { lower, upper } = pldAccountant()
      .compose(mixture(1, [0, 1, 2], ['0.2', '0.6', '0.2']), 3)
      .compose(mixture(2, [0, 2, 3], ['0.33', '0.34', '0.33']), 2)
      .epsilon(1e-6);
    expect(upper).toBeLessThan(17.193115 + 1e-5);
    expect(lower).toBeLessThan(17.193115 + 1e-6);
    // the peer's is from above
    expect(upper).toBeGreaterThan(17.193115 - 2e-4);
  });

  it('of truncated batches are known to six digits after the point', () => {
    const truncated = (datasetSize: number) =>
      truncatedSubsampledGaussianEvent({
        datasetSize,
        samplingProbability: 0.5,
        batchSize: 2,
        noiseMultiplier: 1,
      });
    const { lower, upper } = pldAccountant()
      .compose(truncated(4), 3)
      .compose(truncated(3), 2)
      .epsilon(1e-6);
    expect(upper).toBeLessThan(17.90433 + 1e-5);
    expect(lower).toBeLessThan(17.90433 + 1e-6);
    expect(upper).toBeGreaterThan(17.90433 - 2e-4);
  });

  it.each([
    [1, 1e-3, 30, 0.06, 22, 2],
    [1, 1e-3, 30, 0.1, 20, 2],
    [0.25, 0, 50, 0.01, 5, 0.5],
    [0.05, 0, 20, 1e-3, 0.5, 0.1],
  ])(
    'of (%d, %d) events, %d times, at %d are optimal: within the step of the lattice that the peer answers on',
    (epsilon, delta, count, at, onLattice, step) => {
      const found = epsilonOf(epsilonDeltaEvent({ epsilon, delta }), count, at);
      expect(found.upper).toBeLessThanOrEqual(onLattice);
      expect(found.lower).toBeGreaterThan(onLattice - step);
      expect(found.upper - found.lower).toBeLessThan(1e-13);
    },
  );
});

describe('deltas', () => {
  it('of sampled Gaussians, three times', () => {
    const { lower, upper } = pldAccountant()
      .compose(sampled(0.2, gaussian(0.5)), 3)
      .delta(1);
    // from above, on a grid of 1e-5
    expect(lower).toBeLessThanOrEqual(0.15593278);
    expect(upper).toBeGreaterThan(0.15593278 - 1e-6);
    expect(upper - lower).toBeLessThan(1e-6);
  });

  /** each is that of the order of datasets in which the record is removed, which is the greater one */
  it.each([
    ['a sampled Gaussian', sampled('0.8', gaussian(1)), 1, '0.0816951786585355', '0.0231362104090'],
    ['a sampled Gaussian', sampled('0.3', gaussian(1)), 2, '0.00033411029288693', '0'],
    ['sampled Laplace noise', sampled('0.8', laplace('1/2')), 0.5, '0.403956463503208', '0.32436'],
    [
      'sampled discrete Laplace noise',
      sampled('0.7', discreteLaplaceEvent({ scale: 2, sensitivity: 4 })),
      0.5,
      '0.352383850522456',
      '0.2293628',
    ],
  ] as const)(
    'of %s, one use, are those of the closed form',
    (_, event, epsilon, removed, added) => {
      const found = pldAccountant().compose(event).delta(epsilon);
      holds(found, removed, 1e-14);
      expect(found.lower).toBeGreaterThan(Number(added));
    },
  );

  it('of a mixture of Gaussians and of a sample whose record is replaced', () => {
    const mixed = pldAccountant()
      .compose(mixture(1, [0, 1, 2], ['0.2', '0.6', '0.2']))
      .delta(1);
    holds(mixed, '0.157682840886541', 1e-6);
    const replaced = pldAccountant('replaceOne')
      .compose(sampled('0.8', gaussian(2)))
      .delta(1);
    holds(replaced, '0.0580866565448425', 1e-6);
  });

  it.each([
    [1, 1, '0.141351339405622'],
    [1, 2, '0.0248110518225277'],
    [2, 0.5, '0.0540072236941544'],
    [2, 1, '0.00724877684595258'],
    [10, 0.1, '0.00876235392394809'],
    [10, 0.5, '6.93437034751787e-9'],
  ])(
    'of discrete Gaussian noise of sigma %d at epsilon %d are its own',
    (sigma, epsilon, delta) => {
      const account = pldAccountant().compose(discreteGaussianEvent({ sigma }));
      holds(account.delta(epsilon), delta, 1e-14);
      const continuous = pldAccountant().compose(gaussian(sigma)).delta(epsilon);
      expect(account.delta(epsilon).lower).toBeGreaterThan(continuous.upper);
    },
  );
});

describe('the least noise', () => {
  const least = (event: (noise: number) => PrivacyEvent, delta: number, tolerance: number) =>
    calibrateNoise({ accountant: pldAccountant(), event, epsilon: 1, delta, tolerance });

  it.each([
    // the peer stops within 0.1
    [20, 13.6, 13.5503],
    [500, 71, 70.9619],
  ])('of Laplace noise used %d times is within 0.1 of %d', (count, stated, found) => {
    const { noise, epsilon } = least((b) => selfComposedEvent(laplace(b), count), 1e-4, 1e-6);
    expect(epsilon.upper).toBeLessThanOrEqual(1);
    expect(Math.abs(noise - stated)).toBeLessThan(0.1);
    expect(noise).toBeLessThanOrEqual(found + 1e-4);
    expect(noise).toBeGreaterThan(found - 0.01);
  });

  it('of one sampled Gaussian is known to eleven digits', () => {
    const { noise } = least((sigma) => sampled('0.01', gaussian(sigma)), 1e-5, 1e-12);
    expect(Math.abs(noise - 0.67379294682)).toBeLessThan(1e-7);
  });

  it('of sampled Gaussians is within what grids leave open', () => {
    // sigma is 3.20956502598 where one record adds 6
    const few = least(
      (sigma) => selfComposedEvent(sampled('0.001', gaussian(sigma)), 25),
      1e-5,
      1e-6,
    );
    expect(few.epsilon.upper).toBeLessThanOrEqual(1);
    expect(few.noise / (3.20956502598 / 6)).toBeLessThan(1 + 2e-6);
    expect(few.noise / (3.20956502598 / 6)).toBeGreaterThan(1 - 1e-5);
    const many = least(
      (sigma) => selfComposedEvent(sampled('0.01', gaussian(sigma)), 1000),
      1e-5,
      1e-6,
    );
    expect(many.noise).toBeLessThan(1.41463085 * (1 + 1e-5));
    expect(many.noise).toBeGreaterThan(1.41463085 * (1 - 1e-4));
  });
});
