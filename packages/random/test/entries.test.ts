import * as main from '@discreet/random';
import * as samplers from '@discreet/random/samplers';
import { describe, expect, it } from 'vitest';

describe('the entries of the package', () => {
  it('offer noise from the platform alone, and no way to choose the entropy', () => {
    expect(Object.keys(main).sort()).toEqual([
      'discreteGaussian',
      'discreteLaplace',
      'flushEntropy',
    ]);
  });

  it('keep what takes a source of entropy in the subpath', () => {
    expect(Object.keys(samplers).sort()).toEqual([
      'addNoise',
      'bernoulli',
      'bernoulliExp',
      'discreteGaussianVector',
      'discreteLaplaceVector',
      'entropyFromWords',
      'fillDiscreteGaussian',
      'fillDiscreteLaplace',
      'flushEntropy',
      'geometric',
      'sampleDiscreteGaussian',
      'sampleDiscreteLaplace',
      'systemEntropy',
      'uniformBelow',
      'uniformBelowNumber',
    ]);
  });
});
