import { clamp, count, sum, values } from '@discreet/transformations';
import { laplace } from '@discreet/measurements';
import { describe, expect, it } from 'vitest';
import { chain, DiscreetError, real, symmetricDistance } from '../src/index.ts';

const ages = values(real, symmetricDistance());
const total = chain(ages, clamp(0, 100), sum());
const noisy = chain(total, laplace({ epsilon: 1 }));
const closed = /this fold is closed/;

describe('a fold of a transformation', () => {
  it('tells the exact answer so far, as often as it is asked', () => {
    const fold = total.fold();
    expect(fold.finish()).toBe(0);
    fold.step([1, 2]).step(Float64Array.of(3));
    expect(fold.finish()).toBe(6);
    expect(fold.step([4]).finish()).toBe(10);
  });

  it('takes in a part, which is closed by it', () => {
    const [one, two] = [total.fold().step([1]), total.fold().step([2])];
    expect(one.merge(two).finish()).toBe(3);
    expect(() => two.finish()).toThrow(closed);
    expect(() => two.step([1])).toThrow(closed);
    expect(() => two.merge(total.fold())).toThrow(closed);
    expect(() => one.merge(two)).toThrow(closed);
    expect(one.finish()).toBe(3);
  });

  it('refuses itself, and a part of another pipeline', () => {
    const fold = total.fold();
    const same = chain(ages, clamp(0, 100), sum());
    const rule = /merge: a part must be another fold of the same pipeline/;
    for (const part of [
      fold,
      same.fold(),
      chain(ages, count()).fold(),
      noisy.fold(),
      undefined,
      null,
      {},
      { '~part': null },
      { '~part': { token: {}, take: () => ({}) } },
      { ...fold, '~part': {} },
    ])
      expect(() => fold.merge(part as never)).toThrow(rule);
    expect(fold.step([5]).finish()).toBe(5);
  });

  it('keeps the order of rows within and between parts, for pipelines without an aggregate', () => {
    const rows = ages
      .fold()
      .step([3, 1])
      .merge(ages.fold().step([2]));
    expect(rows.finish()).toEqual([3, 1, 2]);
  });

  it('is closed by a source that fails, so that a second try counts no row twice', () => {
    const fold = total.fold().step([1]);
    const failing = function* () {
      yield* Array<number>(10_000).fill(1);
      throw new Error('Alice');
    };
    expect(() => fold.step(failing())).toThrow('invoke: the source of the data failed');
    expect(() => fold.step([1])).toThrow(closed);
    expect(() => fold.finish()).toThrow(closed);
  });

  it('is closed while it reads: a source cannot call it back', () => {
    const fold = total.fold();
    const outcomes: unknown[] = [];
    const calling = function* () {
      for (const call of [() => fold.step([1]), () => fold.finish()])
        try {
          outcomes.push(call());
        } catch (error) {
          outcomes.push(error);
        }
      yield 1;
    };
    expect(fold.step(calling()).finish()).toBe(1);
    expect(outcomes.every((outcome) => outcome instanceof DiscreetError)).toBe(true);
  });
});

describe('a fold of a measurement', () => {
  it('releases once', () => {
    const fold = noisy.fold().step([1, 2]);
    expect(typeof fold.finish()).toBe('number');
    expect(() => fold.finish()).toThrow(closed);
    expect(() => fold.step([1])).toThrow(closed);
    expect(() => fold.merge(noisy.fold())).toThrow(closed);
    expect(() => noisy.fold().merge(fold)).toThrow(closed);
  });

  it('merges with its like alone', () => {
    expect(typeof noisy.fold().merge(noisy.fold()).finish()).toBe('number');
    expect(() => noisy.fold().merge(total.fold())).toThrow(DiscreetError);
  });
});
