import { describe, expect, it } from 'vitest';
import {
  gaussianEvent,
  laplaceEvent,
  pldAccountant,
  poissonSampledEvent,
  sampledWithoutReplacementEvent,
  sampledWithReplacementEvent,
  truncatedSubsampledGaussianEvent,
} from '../src/index.ts';

const gaussian = gaussianEvent({ noiseMultiplier: 1 });
const cut = truncatedSubsampledGaussianEvent({
  datasetSize: 100,
  samplingProbability: 0.1,
  batchSize: 12,
  noiseMultiplier: 1,
});
const fixed = { datasetSize: 100, sampleSize: 10 };

describe('samples under the accountant of privacy losses', () => {
  it('may not hold an event that states how large the dataset is: a sample is smaller', () => {
    const inPoisson = poissonSampledEvent({ samplingProbability: 0.1, event: cut });
    expect(() => pldAccountant().compose(inPoisson)).toThrow('dataset size');
    for (const event of [
      sampledWithoutReplacementEvent({ ...fixed, event: gaussian }),
      sampledWithReplacementEvent({ ...fixed, event: gaussian }),
    ])
      expect(() =>
        pldAccountant('replaceOne').compose(sampledWithoutReplacementEvent({ ...fixed, event })),
      ).toThrow('dataset size');
  });

  it('of a fixed size are the event itself where all records are drawn', () => {
    const all = { datasetSize: 100, sampleSize: 100 };
    for (const event of [gaussian, laplaceEvent({ noiseMultiplier: 2 })]) {
      const account = (one: Parameters<ReturnType<typeof pldAccountant>['compose']>[0]) =>
        pldAccountant('replaceOne').compose(one, 2).epsilon(1e-6);
      expect(account(sampledWithoutReplacementEvent({ ...all, event }))).toEqual(account(event));
    }
  });

  it('of a fixed size are between nothing and the event, and grow with the size', () => {
    let before = 0;
    for (const sampleSize of [1, 10, 50]) {
      const event = sampledWithoutReplacementEvent({
        datasetSize: 100,
        sampleSize,
        event: gaussian,
      });
      const { lower, upper } = pldAccountant('replaceOne').compose(event, 2).epsilon(1e-6);
      expect(lower).toBeGreaterThan(before);
      expect(upper).toBeLessThan(
        pldAccountant('replaceOne').compose(gaussian, 2).epsilon(1e-6).lower,
      );
      before = upper;
    }
  });
});
