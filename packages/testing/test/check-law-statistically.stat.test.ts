import { discreteGaussianLaw, discreteLaplaceLaw, Rational } from '@discreet/numeric';
import {
  discreteGaussianVector,
  discreteLaplaceVector,
  type EntropySource,
  sampleDiscreteGaussian,
  sampleDiscreteLaplace,
} from '@discreet/random/samplers';
import { describe, expect, it } from 'vitest';
import { checkLawStatistically } from '../src/index.ts';
import { falseAlarm, seedOf } from './false-alarm.ts';

/**
 * Pearson's chi-square of 100,000 draws in about 100 cells against closed forms, at scales and word widths that no enumeration reaches. A
 * right sampler fails one test with probability falseAlarm() over its seed; the seeds are fixed.
 */
const options = { seed: seedOf(21), falseAlarm: falseAlarm() };
const scales = ['1/2', '7/3', '40', '12345', '1000000000000', '1000000000000000000000'];
const read = (text: string): Rational => {
  const [top = '', bottom = '1'] = text.split('/');
  return Rational.of(BigInt(top), BigInt(bottom));
};

/** Draws one after another from vectors, which go through the block sampler. */
const oneByOne = (
  vector: (entropy: EntropySource) => readonly bigint[],
): ((entropy: EntropySource) => bigint) => {
  let [left, position]: [readonly bigint[], number] = [[], 0];
  return (entropy) => {
    if (position === left.length) [left, position] = [vector(entropy), 0];
    position += 1;
    return left[position - 1] ?? 0n;
  };
};

describe.each(scales)('at scale %s the samplers have the law of the closed form', (text) => {
  const scale = read(text);
  it('for the discrete Laplace', () => {
    const law = discreteLaplaceLaw(scale);
    const report = checkLawStatistically(law, (e) => sampleDiscreteLaplace(scale, e), options);
    expect(report.freedom).toBeGreaterThanOrEqual(2);
    expect(report.holds).toBe(true);
  });

  it('for the discrete Laplace by blocks', () => {
    const law = discreteLaplaceLaw(scale);
    const sample = oneByOne((e) => discreteLaplaceVector(4096, scale, e));
    expect(checkLawStatistically(law, sample, options).holds).toBe(true);
  });

  it('for the discrete Gaussian', () => {
    const square = scale.square();
    const law = discreteGaussianLaw(square);
    const report = checkLawStatistically(law, (e) => sampleDiscreteGaussian(square, e), options);
    expect(report.freedom).toBeGreaterThanOrEqual(2);
    expect(report.holds).toBe(true);
  });

  it('for the discrete Gaussian by blocks', () => {
    const square = scale.square();
    const law = discreteGaussianLaw(square);
    const sample = oneByOne((e) => discreteGaussianVector(4096, square, e));
    expect(checkLawStatistically(law, sample, options).holds).toBe(true);
  });
});

describe('a sampler that is a little off is seen', () => {
  const scale = Rational.of(10n);
  const draw = (e: EntropySource): bigint => sampleDiscreteLaplace(scale, e);
  const wrong: readonly (readonly [string, (e: EntropySource) => bigint | number])[] = [
    ['a scale that is wrong by 3 in 100', (e) => sampleDiscreteLaplace(Rational.of(103n, 10n), e)],
    ['a Gaussian of the same variance', (e) => sampleDiscreteGaussian(Rational.of(200n), e)],
    ['a step to the right', (e) => draw(e) + 1n],
    ['zero twice as often', (e) => (e.nextBits(6) === 0n ? 0n : draw(e))],
    [
      'a sign that is wrong once in 20 times',
      (e) => {
        const z = draw(e);
        return z < 0n && e.nextBits(4) === 0n ? -z : z;
      },
    ],
    [
      'a tail that is cut',
      (e) => {
        const z = draw(e);
        return z > 60n ? 60n : z;
      },
    ],
    ['one value in a thousand that is no integer', (e) => (e.nextBits(10) === 0n ? 0.5 : draw(e))],
  ];
  it.each(wrong)('%s', (_title, sample) => {
    const report = checkLawStatistically(discreteLaplaceLaw(scale), sample, options);
    expect(report.holds).toBe(false);
    expect(report.tail).toBeLessThan(options.falseAlarm);
  });

  it('and the right one is not', () => {
    expect(checkLawStatistically(discreteLaplaceLaw(scale), draw, options).holds).toBe(true);
  });
});
