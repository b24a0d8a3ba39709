import { Rational } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import { discreteGaussianCurve, noiseVariance } from '../src/index.ts';

const variance = (sigmaSquared: string) =>
  noiseVariance(discreteGaussianCurve({ sensitivity: 1, sigmaSquared }));

describe('the variance of discrete Gaussian noise', () => {
  // sigma^2 (1 - 8 pi^2 sigma^2 e^(-2 pi^2 sigma^2)) to first order: from sigma 3 on, no double tells the two apart
  it.each(['9', '1e6', '2e10', '1e11', '1e12', '1e60', '1e300'])(
    'is sigma^2 = %s, to the last bits',
    (sigmaSquared) => {
      const { lower, upper } = variance(sigmaSquared);
      expect(upper).toBeGreaterThanOrEqual(Number(sigmaSquared) * (1 - 2 ** -52));
      expect(upper).toBeLessThanOrEqual(Number(sigmaSquared) * (1 + 2 ** -52));
      expect(lower).toBeGreaterThanOrEqual(Number(sigmaSquared) * (1 - 2 ** -50));
    },
  );

  it.each(['1e-3', '1e-12', '8e-13', '1e-40', '1e-300'])(
    'is next to nothing for sigma^2 = %s',
    (sigmaSquared) => {
      // 2 e^(-1/(2 sigma^2)) and a little more
      const { lower, upper } = variance(sigmaSquared);
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(upper).toBeLessThanOrEqual(Math.max(2.1 * Math.exp(-500), Number.MIN_VALUE));
      expect(upper).toBeGreaterThan(0);
    },
  );

  it('is above every double where sigma^2 is', () => {
    const sigmaSquared = Rational.of(10n ** 320n);
    const { lower, upper } = noiseVariance(discreteGaussianCurve({ sensitivity: 1, sigmaSquared }));
    expect([lower, upper]).toEqual([Number.MAX_VALUE, Infinity]);
  });
});
