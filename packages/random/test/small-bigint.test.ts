import { Rational } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import {
  discreteGaussianVector,
  discreteLaplaceVector,
  sampleDiscreteGaussian,
  sampleDiscreteLaplace,
} from '@discreet/random/samplers';
import { smallBigInt } from '../src/internal/small-bigint.ts';
import { PreparedNoise } from '../src/internal/prepared-noise.ts';
import { seededSource } from './support/seeded-source.ts';

describe('smallBigInt', () => {
  it('is BigInt, on the list and beyond its ends', () => {
    for (let value = -600; value <= 600; value += 1) expect(smallBigInt(value)).toBe(BigInt(value));
    for (const value of [2 ** 31, -(2 ** 31), 2 ** 53, -(2 ** 53)]) {
      expect(smallBigInt(value)).toBe(BigInt(value));
    }
  });

  it.each([1n, 8n, 9n, 1000n])(
    'leaves noise of scale %i what it is: numbers, integers and vectors agree',
    (scale) => {
      for (const [kind, parameter, one, vector] of [
        ['laplace', Rational.of(scale), sampleDiscreteLaplace, discreteLaplaceVector],
        ['gaussian', Rational.of(scale * scale), sampleDiscreteGaussian, discreteGaussianVector],
      ] as const) {
        const noise = new PreparedNoise(kind, parameter);
        const source = seededSource(12);
        const numbers = Array.from({ length: 500 }, () => BigInt(noise.sample(source)));
        const again = seededSource(12);
        expect(Array.from({ length: 500 }, () => one(parameter, again))).toEqual(numbers);
        expect(vector(500, parameter, seededSource(12))).toEqual(numbers);
      }
    },
  );
});
