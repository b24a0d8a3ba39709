import { proved, real, symmetricDistance } from '@discreet/core';
import { values } from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  adaptive,
  amountsToJson,
  batchFromJson,
  parseAmounts,
  pipelineFromJson,
  renyiOrdersFilter,
} from '../src/index.ts';
import { openSessionBudget } from '../src/session-budget.ts';

const ages = values(real, symmetricDistance());
const source = ages.toJSON().steps[0];
const left = <A>(outcome: E.Either<Error, A>): Error => {
  if (E.isRight(outcome)) throw new TypeError('was not refused');
  return outcome.left;
};

describe('adaptive composition adds up losses of every shape', () => {
  it.each([
    [{ epsilon: 0.5 }, { epsilon: '1' }],
    [
      { epsilon: 0.5, delta: 1e-6 },
      { epsilon: '1', delta: '1/500000' },
    ],
    [{ rho: 0.5 }, { rho: '1' }],
    [
      { rho: 0.5, delta: 1e-6 },
      { rho: '1', delta: '1/500000' },
    ],
    [{ mu: 3 }, undefined],
  ])('%o', (loss, twice) => {
    const { capacity } = adaptive(ages, proved<[{ epsilon: 1 }]>([loss, loss])).filter;
    expect(Object.keys(capacity).sort()).toEqual(Object.keys(loss).sort());
    if (twice !== undefined) expect(amountsToJson(capacity)).toEqual(twice);
  });
});

describe('what is refused is named', () => {
  it('an unknown amount, cut where its name is long', () => {
    const error = left(parseAmounts('charge', ['epsilon'], { epsilon: 1, ['x'.repeat(999)]: 1 }));
    expect(error.message).toContain(`charge: takes epsilon, got '${'x'.repeat(60)}'`);
    expect(error.message.length).toBeLessThan(100);
  });

  it.each([{}, [1], true, null, undefined, () => 1, Symbol('1')])('%o as an amount', (epsilon) => {
    expect(left(parseAmounts('charge', ['epsilon'], { epsilon })).message).toContain(
      'charge: epsilon must be a finite number >= 0',
    );
  });

  it('a query of a batch whose name is no string', () => {
    const pipeline = { format: 'discreet/pipeline', version: 1, steps: [source] };
    for (const name of [5, null, undefined])
      expect(
        left(batchFromJson({ format: 'discreet/batch', version: 1, queries: [{ name, pipeline }] }))
          .message,
      ).toContain('names must be strings, each different');
  });

  it('a bound of a pipeline in JSON, by its name', () => {
    const bounds = { lower: '0', upper: '1', resolution: '0.1' };
    for (const name of Object.keys(bounds)) {
      const steps = [source, { step: 'clamp', ...bounds, [name]: 'x' }];
      expect(
        left(pipelineFromJson({ format: 'discreet/pipeline', version: 1, steps })).message,
      ).toContain(name);
    }
  });

  it('a delta of a session that is none, and an epsilon', () => {
    for (const delta of [1, 2])
      expect(() => openSessionBudget({ epsilon: 1, delta }, 'session')).toThrow(
        /^\w+: delta must be (>= 0 and )?< 1, got [12]$/,
      );
    expect(() => openSessionBudget({ epsilon: 0, delta: 0 }, 'session')).toThrow(
      'session: epsilon must be > 0, got 0',
    );
  });

  it('more than a thousand orders', () => {
    const orders = (count: number) => Array.from({ length: count }, (_, i) => i + 2);
    const filter = (count: number) =>
      renyiOrdersFilter({ epsilon: 1, delta: 1e-6, orders: orders(count), rule: 'some' });
    expect(filter(1000).chargeNames).toHaveLength(1000);
    expect(() => filter(1001)).toThrow('orders must be an array of 1 to 1000 orders');
    expect(() => filter(0)).toThrow('orders must be an array of 1 to 1000 orders');
  });
});
