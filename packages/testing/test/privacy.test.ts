import {
  type AnyMeasurement,
  category,
  chain,
  changeOneDistance,
  proved,
  real,
  symmetricDistance,
} from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
import { Rational } from '@discreet/numeric';
import { clamp, count, countBy, sum, values } from '@discreet/transformations';
import * as O from 'fp-ts/lib/Option.js';
import { describe, expect, it, vi } from 'vitest';
import { checkPrivacyExactly, type CheckReport } from '../src/index.ts';
import { registeredMeasurements } from './registered.ts';

const ratioOf = ({ tightest }: CheckReport): Rational =>
  O.getOrElse(() => Rational.zero)(tightest?.ratio ?? O.none);
/** what the enclosures of sums leave open */
const nearlyOne = Rational.one.sub(Rational.of(1n, 1n << 100n));

describe.each(registeredMeasurements)('$name', ({ instances }) => {
  it.each(instances)('loses what its map claims: $title', ({ pipeline, tight }) => {
    const report = checkPrivacyExactly(pipeline, { runs: 25, climb: 10 });
    expect(report.violation).toBeUndefined();
    expect(report.losses).not.toHaveLength(0);
    const ratio = ratioOf(report);
    expect(ratio.lessThanOrEqual(Rational.one)).toBe(true);
    if (tight) expect(nearlyOne.lessThanOrEqual(ratio)).toBe(true);
    // the enclosures are tight from above as well: no order loses more than the map says
    for (const { upper } of report.losses) {
      if (O.isNone(upper) || report.tightest === undefined) continue;
      const allowed = report.tightest.claimed.div(nearlyOne);
      expect(upper.value.lessThanOrEqual(allowed)).toBe(true);
    }
  });
});

const rows = values(real, symmetricDistance());
const cities = values(category(['Oslo', 'Bergen']), changeOneDistance({ size: 3 }));

interface Small {
  readonly title: string;
  readonly measurement: AnyMeasurement;
  readonly wordBits: number;
  /** the most that may be left undecided, so that the check says something */
  readonly residual: number;
  /** the least share of the claim that the lower bounds must reach */
  readonly reaches: number;
}

const small: readonly Small[] = [
  ...[2, 3, 4].map((wordBits) => ({
    title: 'Laplace on a count',
    measurement: chain(rows, count(), laplace({ scale: 1 })),
    wordBits,
    residual: 0.06,
    reaches: 0.7,
  })),
  {
    title: 'Laplace on a count in words of a byte',
    measurement: chain(rows, count(), laplace({ scale: 1 })),
    wordBits: 8,
    residual: 0.4,
    reaches: 0,
  },
  {
    title: 'Laplace of a scale that is no whole number on a fine sum',
    measurement: chain(rows, clamp(0, 2, { resolution: 1 }), sum(), laplace({ epsilon: 0.7 })),
    wordBits: 2,
    residual: 0.02,
    reaches: 0.7,
  },
  {
    title: 'Laplace on two counts',
    measurement: chain(cities, countBy(), laplace({ epsilon: 2 })),
    wordBits: 2,
    residual: 0.35,
    reaches: 0,
  },
  {
    title: 'Gaussian on a count',
    measurement: chain(rows, count(), gaussian({ sigma: 2 })),
    wordBits: 2,
    residual: 0.35,
    reaches: 0,
  },
];

describe('the shipped sampler on every path of small words', () => {
  it.each(small)('$title, $wordBits bits', ({ measurement, wordBits, residual, reaches }) => {
    const report = checkPrivacyExactly(measurement, {
      runs: 25,
      climb: 10,
      maxDistance: 1,
      law: { wordBits, runs: 20_000, residual: Rational.of(1n, 256n) },
    });
    expect(report.departure).toBeUndefined();
    expect(report.violation).toBeUndefined();
    expect(report.residual.toNumber()).toBeLessThan(residual);
    expect(ratioOf(report).toNumber()).toBeGreaterThanOrEqual(reaches);
  });
});

it('no release reads Math.random or the clock', () => {
  const refuse = (): never => {
    throw new Error('not a source of noise');
  };
  const spies = [vi.spyOn(Math, 'random'), vi.spyOn(Date, 'now')];
  for (const spy of spies) spy.mockImplementation(refuse);
  try {
    expect(() => Math.random()).toThrow('not a source of noise');
    for (const { instances } of registeredMeasurements)
      for (const { pipeline } of instances)
        expect(() => {
          pipeline.invoke(proved<never>([]));
        }).not.toThrow();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
});
