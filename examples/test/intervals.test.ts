import { describe, expect, it } from 'vitest';
import { around, mean, quotient } from '../report/intervals.ts';

describe('around', () => {
  it('is the value and its accuracy on both sides, cut to what the value can be', () => {
    expect(around(10, 3, 0)).toEqual([7, 13]);
    expect(around(1, 3, 0)).toEqual([0, 4]);
    expect(around(9, 3, 0, 10)).toEqual([6, 10]);
    expect(around(-10, 3, 0)).toEqual([0, 0]);
  });

  it('says nothing where the answer or its accuracy is beyond the largest double', () => {
    expect(around(-Infinity, 5, -Infinity)).toEqual([-Infinity, Infinity]);
    expect(around(-Infinity, Infinity, -Infinity)).toEqual([-Infinity, Infinity]);
    expect(around(7, Infinity, 0, 10)).toEqual([0, 10]);
  });
});

describe('quotient', () => {
  it('holds every quotient of a sum and a count in their intervals', () => {
    const [lower, upper] = quotient([-20, 30], [4, 10], [-100, 100]);
    expect([lower, upper]).toEqual([-5, 7.5]);
    for (const sum of [-20, -3, 0, 30]) {
      for (const count of [4, 5, 10]) {
        expect(sum / count).toBeGreaterThanOrEqual(lower);
        expect(sum / count).toBeLessThanOrEqual(upper);
      }
    }
  });

  it('takes a count of one at least, and stays within the bounds of a single value', () => {
    expect(quotient([2, 6], [-3, 2], [0, 10])).toEqual([1, 6]);
    expect(quotient([50, 600], [0, 0], [0, 10])).toEqual([10, 10]);
    expect(quotient([-Infinity, Infinity], [1, 5], [0, 10])).toEqual([0, 10]);
  });

  it('holds the mean of the noisy parts themselves', () => {
    expect(mean(30, 4, [0, 10])).toBe(7.5);
    expect(mean(30, -4, [0, 10])).toBe(10);
  });
});
