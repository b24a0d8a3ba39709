import { Rational } from '@discreet/numeric';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absoluteDistance,
  changeOneDistance,
  changeOneIdDistance,
  discreteDistance,
  distanceBetween,
  hammingDistance,
  insertDeleteDistance,
  l1Distance,
  l2Distance,
  lInfDistance,
  type Measured,
  type Metric,
  symmetricDistance,
  symmetricIdDistance,
} from '../src/index.ts';
import { leastSteps } from './least-steps.ts';

const element = fc.oneof(
  fc.constantFrom<unknown[]>(0, 1, 2, NaN, -0, 'a', 'b', true, null, undefined),
  fc.record({ age: fc.constantFrom(1, 2, NaN), city: fc.constantFrom('x', 'y') }),
);
const dataset = fc.array(element, { maxLength: 8 });
const sameSize = fc.nat(6).chain((n) => {
  const one = fc.array(element, { minLength: n, maxLength: n });
  return fc.tuple(one, one, one);
});
const anySize = fc.tuple(dataset, dataset, dataset);
const vectors = fc.nat(4).chain((n) => {
  const one = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
    minLength: n,
    maxLength: n,
  });
  return fc.tuple(one, one, one);
});
const numbers = fc
  .tuple(fc.double(), fc.double(), fc.double())
  .filter((all) => all.every(Number.isFinite));

const finite = (metric: Metric, x: Measured, y: Measured): Rational => {
  const found = distanceBetween(metric, x, y);
  if (found._tag === 'None') throw new Error('infinite');
  return found.value;
};

const axioms = (metric: Metric, [x, y, z]: readonly [Measured, Measured, Measured]): void => {
  const [xy, yz, xz] = [finite(metric, x, y), finite(metric, y, z), finite(metric, x, z)];
  expect(finite(metric, x, x).sign()).toBe(0);
  expect(xy.sign()).toBeGreaterThanOrEqual(0);
  expect(xy.equals(finite(metric, y, x))).toBe(true);
  if (metric.kind === 'l2Distance') {
    // of squares: sqrt(xz) <= sqrt(xy) + sqrt(yz) exactly when xz - xy - yz <= 2 sqrt(xy yz)
    const rest = xz.sub(xy).sub(yz);
    const four = Rational.of(4n);
    expect(rest.sign() <= 0 || rest.square().lessThanOrEqual(four.mul(xy).mul(yz))).toBe(true);
  } else expect(xz.lessThanOrEqual(xy.add(yz))).toBe(true);
};

describe('distanceBetween', () => {
  it.each([1, 2, 3, 7])('is a metric under symmetricDistance with %d contributions', (k) => {
    fc.assert(
      fc.property(anySize, (all) => {
        axioms(symmetricDistance({ contributions: k as never }), all);
      }),
    );
  });

  it('is a metric on datasets in order', () => {
    fc.assert(
      fc.property(anySize, sameSize, (all, sized) => {
        axioms(insertDeleteDistance, all);
        axioms(hammingDistance, sized);
      }),
    );
  });

  it('is a metric on users', () => {
    const row = fc.record({ user: fc.constantFrom('a', 'b', null), wage: fc.nat(2) });
    const table = fc.array(fc.oneof(row, fc.constant('no row')), { maxLength: 7 });
    fc.assert(
      fc.property(table, table, table, (x, y, z) => {
        axioms(symmetricIdDistance({ identifier: 'user' }), [x, y, z]);
      }),
    );
    const users = ['a', 'b', 'c'];
    const two = fc
      .tuple(
        fc.shuffledSubarray(users, { minLength: 2, maxLength: 2 }),
        fc.array(fc.nat(1), { minLength: 2, maxLength: 4 }),
      )
      .map(([names, wages]) => wages.map((wage, i) => ({ user: names[i % 2], wage })));
    fc.assert(
      fc.property(two, two, two, (x, y, z) => {
        axioms(changeOneIdDistance({ identifier: 'user' }), [x, y, z]);
      }),
    );
  });

  it('is a metric under changeOneDistance', () => {
    fc.assert(
      fc.property(sameSize, (all) => {
        axioms(changeOneDistance({ size: 5 }), all);
      }),
    );
  });

  it.each([l1Distance, l2Distance, lInfDistance, discreteDistance])(
    'is a metric on vectors: $kind',
    (metric) => {
      fc.assert(
        fc.property(vectors, (all) => {
          axioms(metric, all);
        }),
      );
    },
  );

  it('is a metric on numbers', () => {
    fc.assert(
      fc.property(numbers, (all) => {
        axioms(absoluteDistance, all);
      }),
    );
  });

  it('puts permutations at distance 0', () => {
    fc.assert(
      fc.property(
        dataset.chain((x) =>
          fc.tuple(
            fc.constant(x),
            fc.shuffledSubarray(x, { minLength: x.length, maxLength: x.length }),
          ),
        ),
        ([x, y]) => {
          expect(finite(symmetricDistance(), x, y).sign()).toBe(0);
          expect(finite(changeOneDistance({ size: 5 }), x, y).sign()).toBe(0);
        },
      ),
    );
  });

  it('is 0 on datasets for permutations only', () => {
    fc.assert(
      fc.property(anySize, ([x, y]) => {
        const key = (value: unknown): string =>
          typeof value === 'object' && value !== null
            ? JSON.stringify(Object.values(value).map(key))
            : typeof value === 'number'
              ? `${value}`
              : `${typeof value} ${String(value)}`;
        const same = JSON.stringify(x.map(key).sort()) === JSON.stringify(y.map(key).sort());
        expect(finite(symmetricDistance(), x, y).sign() === 0).toBe(same);
      }),
    );
  });

  it('counts a change of one row as at most two rows that come or go', () => {
    fc.assert(
      fc.property(sameSize, ([x, y]) => {
        const changed = finite(changeOneDistance({ size: 5 }), x, y);
        expect(finite(symmetricDistance(), x, y).equals(changed.mul(Rational.of(2n)))).toBe(true);
      }),
    );
  });
});

describe('distanceBetween is the least number of steps', () => {
  const letters = ['p', 'q'];
  /** all lists of letters up to a length */
  const lists = (length: number): readonly (readonly string[])[] =>
    length === 0
      ? [[]]
      : [[], ...lists(length - 1).flatMap((rest) => letters.map((one) => [one, ...rest]))];
  const read = (metric: Metric, x: Measured, y: Measured): number => {
    const found = distanceBetween(metric, x, y);
    return found._tag === 'None' ? Infinity : found.value.toNumber();
  };
  const agrees = <S extends Iterable<unknown>>(
    metric: Metric,
    states: readonly S[],
    next: (state: S) => readonly S[],
  ): void => {
    const key = (state: S): string => JSON.stringify([...state]);
    const steps = leastSteps(states, key, next);
    const wrong = states.flatMap((x) =>
      states
        .filter((y) => read(metric, x, y) !== (steps.get(`${key(x)} to ${key(y)}`) ?? Infinity))
        .map((y) => [key(x), key(y)]),
    );
    expect(wrong).toEqual([]);
    expect(new Set(steps.values()).size).toBeGreaterThan(3);
  };

  it('that insert or delete a row', () => {
    const unique = [...new Map(lists(5).map((list) => [list.join(), list])).values()];
    expect(unique).toHaveLength(63);
    agrees(insertDeleteDistance, unique, (list) => [
      ...list.map((_, i) => list.toSpliced(i, 1)),
      ...[...list, ''].flatMap((_, i) => letters.map((one) => list.toSpliced(i, 0, one))),
    ]);
  });

  it('that change a row in its place', () => {
    const unique = [...new Map(lists(4).map((list) => [list.join(), list])).values()];
    agrees(hammingDistance, unique, (list) =>
      list.flatMap((_, i) => letters.map((one) => list.with(i, one))),
    );
  });

  type Row = Readonly<Record<'user' | 'wage', unknown>>;
  const users = ['a', 'b', undefined, 7];
  /** what a user may have: some rows, or none */
  const holdings = [[], [0], [0, 0], [0, 1]];
  const table = (held: readonly (readonly number[])[]): readonly Row[] =>
    held.flatMap((wages, i) => wages.map((wage) => ({ user: users[i], wage })));
  const all = holdings.flatMap((a) =>
    holdings.flatMap((b) => holdings.flatMap((c) => holdings.map((d) => [a, b, c, d] as const))),
  );
  const keyOf = (held: readonly (readonly number[])[]): string => JSON.stringify(held);
  const compare = (
    metric: Metric,
    next: (held: readonly (readonly number[])[]) => readonly (readonly (readonly number[])[])[],
  ): void => {
    const steps = leastSteps<readonly (readonly number[])[]>(all, keyOf, next);
    const wrong = all.flatMap((x) =>
      all
        .filter(
          (y) =>
            read(metric, table(x), table(y)) !==
            (steps.get(`${keyOf(x)} to ${keyOf(y)}`) ?? Infinity),
        )
        .map((y) => [keyOf(x), keyOf(y)]),
    );
    expect(wrong).toEqual([]);
    expect(Math.max(...steps.values())).toBeGreaterThanOrEqual(4);
  };

  it('that add or remove all rows of a user', () => {
    compare(symmetricIdDistance({ identifier: 'user' }), (held) =>
      held.flatMap((own, i) =>
        own.length > 0
          ? [held.with(i, [])]
          : holdings.filter((some) => some.length > 0).map((some) => held.with(i, some)),
      ),
    );
  });

  it('that replace a user with all rows', () => {
    compare(changeOneIdDistance({ identifier: 'user' }), (held) =>
      held.flatMap((own, i) => {
        if (own.length === 0) return [];
        const left = held.with(i, []);
        return left.flatMap((other, j) =>
          other.length > 0
            ? []
            : holdings.filter((some) => some.length > 0).map((some) => left.with(j, some)),
        );
      }),
    );
  });
});
