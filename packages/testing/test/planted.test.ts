import { Rational } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import { checkPrivacyExactly, checkStability } from '../src/index.ts';
import { wrongCounts } from './planted/counts.ts';
import { wrongNoises, wrongSamplers } from './planted/noises.ts';
import { wrongRows } from './planted/rows.ts';
import { wrongSums } from './planted/sums.ts';

describe.each([...wrongSums, ...wrongCounts, ...wrongRows])('$title', ({ wrong, right }) => {
  // three seeds: what is found by luck alone is not found
  it.each([1, 2, 3])('is caught, and its right twin is not (seed %i)', (seed) => {
    expect(checkStability(wrong, { seed }).violation).toBeDefined();
    expect(checkStability(right, { seed }).violation).toBeUndefined();
  });
});

describe.each(wrongNoises)('$title', ({ wrong, right }) => {
  it.each([1, 2, 3])('is caught, and its right twin is not (seed %i)', (seed) => {
    expect(checkPrivacyExactly(wrong, { seed }).violation).toBeDefined();
    expect(checkPrivacyExactly(right, { seed }).violation).toBeUndefined();
  });
});

describe.each(wrongSamplers)('$title', ({ measurement, sampler }) => {
  const law = { wordBits: 2, runs: 10_000, residual: Rational.of(1n, 256n) };
  it('is caught, and the shipped sampler is not', () => {
    const options = { runs: 30, climb: 10, maxDistance: 1 };
    const wrong = checkPrivacyExactly(measurement, { ...options, law: { ...law, sampler } });
    expect(wrong.violation).toBeDefined();
    const right = checkPrivacyExactly(measurement, { ...options, law });
    expect(right.violation).toBeUndefined();
    expect(right.departure).toBeUndefined();
  });
});

it('there are bugs of every kind to catch', () => {
  const numbers = [wrongSums, wrongCounts, wrongRows, wrongNoises, wrongSamplers];
  expect(numbers.map((bugs) => bugs.length)).toEqual([10, 7, 9, 6, 8]);
});
