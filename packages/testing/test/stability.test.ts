import { Rational } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import { checkStability, type CheckReport } from '../src/index.ts';
import { registeredTransformations } from './registered.ts';

const tightestRatio = ({ tightest }: CheckReport): Rational =>
  O.getOrElse(() => Rational.zero)(tightest?.ratio ?? O.none);

describe.each(registeredTransformations)('$name', ({ instances }) => {
  it.each(instances)('keeps what its map claims: $title', ({ pipeline, tight }) => {
    const report = checkStability(pipeline, { runs: 60, climb: 20 });
    expect(report.violation).toBeUndefined();
    // the search went on after the random pairs
    expect(report.pairs).toBeGreaterThan(60);
    if (tight) expect(tightestRatio(report).toString()).toBe('1');
  });
});
