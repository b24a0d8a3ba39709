import { chain, integer, proved, real, symmetricDistance, text } from '@discreet/core';
import { laplace } from '@discreet/measurements';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cast,
  clamp,
  count,
  countBy,
  filter,
  histogram,
  impute,
  registeredFunction,
  sum,
  values,
} from '../src/index.ts';
import { category } from '@discreet/core';
import { generated, pieces } from './support/forms.ts';

const reals = values(real, symmetricDistance());
const folds = {
  sum: chain(reals, clamp(-10, 10), sum()),
  wideSum: chain(reals, clamp(-1e300, 1e300), sum()),
  count: chain(reals, count()),
  histogram: chain(reals, histogram([-5, 0, 5])),
  countBy: chain(reals, cast(category(['1', '2', '-3'])), countBy()),
  filtered: chain(
    reals,
    filter((x: number) => x > 0),
    impute(1),
    clamp(0, 5),
    sum(),
  ),
} as const;
const messy = fc.oneof(
  fc.double(),
  fc.integer({ min: -5, max: 5 }),
  fc.constantFrom(NaN, Infinity, -Infinity, -0, 1e300, 5e-324),
);

describe('fold', () => {
  // one type for all of them: they differ in their answers alone
  const all = Object.entries(proved<Readonly<Record<string, typeof folds.count>>>(folds));
  for (const [name, pipeline] of all)
    it(`merges parts of any size in any order to the one answer: ${name}`, () => {
      fc.assert(
        fc.property(
          fc.array(messy, { maxLength: 60 }),
          fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 }),
          fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
          (rows, lengths, order) => {
            const whole = pipeline.invoke(rows);
            const parts = pieces(rows, [...lengths, 1]).map((piece, i) =>
              pipeline.fold().step(i % 2 === 0 ? piece : Float64Array.from(piece)),
            );
            const shuffled = parts
              .map((part, i) => ({ part, key: (order[i % order.length] ?? 0) % 101 }))
              .sort((a, b) => a.key - b.key)
              .map(({ part }) => part);
            // a chain of merges from the left, and a tree of them
            const merged = shuffled.reduce((all, part) => all.merge(part), pipeline.fold());
            expect(merged.finish()).toEqual(whole);
            const steps = pieces(rows, [3]).reduce(
              (fold, piece) => fold.step(generated(piece)),
              pipeline.fold(),
            );
            expect(steps.finish()).toEqual(whole);
          },
        ),
        { numRuns: 60 },
      );
    });

  it('keeps the elements of a pipeline without an aggregate, in the order of its parts', () => {
    const pipeline = chain(values(text, symmetricDistance()), cast(integer), impute(0));
    const left = pipeline.fold().step(['1', 'x']);
    const right = pipeline.fold().step(['3']);
    expect(left.merge(right).finish()).toEqual([1, 0, 3]);
  });

  it('lets an exact fold go on after it was read', () => {
    const fold = folds.count.fold().step([1]);
    expect(fold.finish()).toBe(1);
    expect(fold.step([2, 3]).finish()).toBe(3);
  });

  it('takes a part once', () => {
    const part = folds.count.fold().step([1]);
    const whole = folds.count.fold().merge(part);
    expect(() => whole.merge(part)).toThrow('closed');
    expect(() => part.step([1])).toThrow('closed');
    expect(() => part.finish()).toThrow('closed');
    expect(whole.finish()).toBe(1);
  });

  it('never merges with itself, not even in disguise', () => {
    const fold = folds.count.fold().step([1]);
    expect(() => fold.merge(fold)).toThrow('another fold of the same pipeline');
    const disguise = proved<typeof fold>({ '~part': fold['~part'] });
    try {
      fold.merge(disguise);
    } catch {
      // either refusal will do
    }
    expect(() => fold.finish()).toThrow('closed');
  });

  it('refuses the part of another pipeline and what is no fold', () => {
    const same = chain(reals, count());
    const fold = folds.count.fold();
    for (const part of [same.fold(), folds.sum.fold(), {}, null, undefined, 7, []])
      expect(() => fold.merge(proved<typeof fold>(part))).toThrow('same pipeline');
    expect(fold.finish()).toBe(0);
  });

  it('draws noise once: a second reading is refused', () => {
    const fold = chain(reals, count(), laplace({ scale: 1 }))
      .fold()
      .step([1, 2]);
    expect(Number.isInteger(fold.finish())).toBe(true);
    expect(() => fold.finish()).toThrow('closed');
    expect(() => fold.step([1])).toThrow('closed');
    expect(() => fold.merge(fold)).toThrow('closed');
  });

  it('is closed by a source that fails, since a second try would count rows twice', () => {
    for (const fold of [
      folds.count.fold(),
      chain(reals, count(), laplace({ scale: 1 })).fold(),
      chain(reals, clamp(0, 1)).fold(),
    ]) {
      const failing = (function* () {
        yield 1;
        throw new Error('marker-of-the-source');
      })();
      expect(() => fold.step(proved<never>(failing))).toThrow(
        /^invoke: the source of the data failed/,
      );
      expect(() => fold.step([1])).toThrow('closed');
      expect(() => fold.finish()).toThrow('closed');
    }
  });

  it('is closed while it reads: a source that calls back finds nothing to release', () => {
    const measurement = chain(reals, count(), laplace({ scale: 1 }));
    const fold = measurement.fold();
    const seen: unknown[] = [];
    const calling = (function* () {
      yield 1;
      for (const call of [
        () => fold.finish(),
        () => fold.step([2]),
        () => measurement.fold().merge(fold),
      ])
        try {
          seen.push(call());
        } catch (error) {
          seen.push(error instanceof Error ? error.message.includes('closed') : 'other');
        }
      yield 3;
    })();
    fold.step(calling);
    expect(seen).toEqual([true, true, true]);
    expect(Number.isInteger(fold.finish())).toBe(true);
  });

  it('merges filters that are registered as those that are not', () => {
    const positive = registeredFunction('positive', 1, (x: number) => x > 0);
    const pipeline = chain(reals, filter(positive), count());
    const part = pipeline.fold().step([-1, 1]);
    expect(pipeline.fold().step([1, 2]).merge(part).finish()).toBe(3);
  });
});
