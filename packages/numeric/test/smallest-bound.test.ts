import { describe, expect, it } from 'vitest';
import { smallestBound } from '../src/internal/smallest-bound.ts';

describe('smallestBound', () => {
  it('finds the same bound from every guess', () => {
    for (const answer of [0n, 1n, 5n]) {
      for (const guess of [0n, 1n, 4n, 5n, 6n, 20n]) {
        expect(smallestBound((bound) => bound >= answer, guess)).toBe(answer);
      }
    }
  });

  it('never asks below zero', () => {
    const asked: bigint[] = [];
    smallestBound((bound) => asked.push(bound) > 0, 2n);
    expect(asked).toEqual([2n, 1n, 0n]);
  });
});
