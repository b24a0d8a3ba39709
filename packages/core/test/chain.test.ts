import { laplace } from '@discreet/measurements';
import { clamp, count, sum, values } from '@discreet/transformations';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chain, compose, pipe, real, step, symmetricDistance } from '../src/index.ts';

const ages = values(real, symmetricDistance());

describe('chain, compose, pipe and steps called one by one', () => {
  it('make the same pipeline', () => {
    const chained = chain(ages, clamp(0, 100), sum(), laplace({ scale: 50 }));
    const boundedSum = compose(clamp(0, 100), sum());
    const all = [
      pipe(ages, clamp(0, 100), sum(), laplace({ scale: 50 })),
      chain(ages, boundedSum, laplace({ scale: 50 })),
      chain(ages, compose(boundedSum, laplace({ scale: 50 }))),
      laplace({ scale: 50 })(sum()(clamp(0, 100)(ages))),
    ];
    for (const one of all) {
      expect(one.fingerprint()).toBe(chained.fingerprint());
      expect(one.explain()).toBe(chained.explain());
      expect(one.map(3).toString()).toBe('6');
    }
  });

  it('take a step more than once, and keep nothing between two uses', () => {
    const boundedSum = compose(clamp(0, 100), sum());
    const [one, two] = [chain(ages, boundedSum), chain(ages, boundedSum)];
    expect(one.invoke([1, 2])).toBe(3);
    expect(two.invoke([5])).toBe(5);
    expect(one.invoke([1, 2])).toBe(3);
  });

  it('apply the steps in order, each once', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 9 }), (names) => {
        const calls: string[] = [];
        const steps = names.map((name) =>
          step((before) => {
            calls.push(name);
            return `${String(before)}${name}`;
          }),
        );
        expect(Reflect.apply(chain, undefined, ['', ...steps])).toBe(names.join(''));
        expect(calls).toEqual(names);
        const composed: unknown = Reflect.apply(compose, undefined, steps as never);
        expect((composed as (x: string) => unknown)('>')).toBe(`>${names.join('')}`);
      }),
    );
  });

  it('go nine steps far, and further through compose', () => {
    const nine = chain(
      ages,
      clamp(0, 9),
      clamp(0, 8),
      clamp(0, 7),
      clamp(0, 6),
      clamp(0, 5),
      clamp(0, 4),
      clamp(0, 3),
      clamp(0, 2),
      sum(),
    );
    expect(nine.map(1).toString()).toBe('2');
    const more = compose(clamp(0, 8), compose(clamp(0, 7), clamp(0, 6)), clamp(0, 5));
    expect(chain(ages, more, more, sum()).map(1).toString()).toBe('5');
  });
});

describe('a pipeline', () => {
  it('cannot be changed', () => {
    const total = chain(ages, clamp(0, 100), sum());
    for (const part of [total, total.map, total.steps, total.assumptions, total.outputDomain])
      expect(Object.isFrozen(part)).toBe(true);
    for (const one of total.steps) expect(Object.isFrozen(one)).toBe(true);
  });

  it('does not change the one that it stands on', () => {
    const before = ages.explain();
    chain(ages, clamp(0, 100), count());
    expect(ages.explain()).toBe(before);
  });
});
