import {
  type Atom,
  type Carrier,
  contains,
  type ElementDomain,
  type Interval,
  powerOfTen,
  proved,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as fc from 'fast-check';

/** What `members` and its like are to try besides the edges that every domain has. */
export interface MemberOptions {
  /** public numbers of a pipeline, such as bounds and edges: values at, beside and between them are tried often */
  readonly near?: readonly number[];
  /** strings to be tried often */
  readonly words?: readonly string[];
  /** also values that are no members, as careless data hold them; false unless it is given */
  readonly misfits?: boolean;
}

const view = new DataView(new ArrayBuffer(8));

/** the double next to x, away from 0 or towards it */
const beside = (x: number, step: 1n | -1n): number => {
  if (x === 0 || !Number.isFinite(x)) return step === 1n ? Number.MIN_VALUE : -Number.MIN_VALUE;
  view.setFloat64(0, x);
  view.setBigUint64(0, view.getBigUint64(0) + step);
  return view.getFloat64(0);
};

/** Doubles that arithmetic has trouble with. */
const edgeDoubles: readonly number[] = [
  ...[0, -0, 1, -1, 0.5, -0.5, 1.5, 2.5, 0.1, -0.1, 1 / 3, 1e-7, 0.49999999999999994],
  ...[
    5e-324,
    -5e-324,
    2.2250738585072014e-308,
    2 ** 31,
    -(2 ** 31),
    2 ** 32,
    2 ** 52,
    2 ** 52 + 0.5,
  ],
  ...[2 ** 53 - 1, 2 ** 53, -(2 ** 53), 2 ** 53 + 2, 2 ** 63, 1e21, 1e300, 1.7976931348623157e308],
  ...[-1.7976931348623157e308, Infinity, -Infinity, NaN],
];

const edgeTexts: readonly string[] = [
  ...['', ' ', '0', '-0', '41', ' 41 ', '2.9', '-1e3', '1e999', '.5', '5.', '0x10', '1_000', '1,5'],
  ...['NaN', 'Infinity', 'true', 'false', 'null', 'undefined', '__proto__', '9007199254740993'],
  ...['\u0000', '\uD800', 'é', '\u0130', '𝟙'],
];

/** numbers at, beside and between the public ones */
const around = (near: readonly number[]): readonly number[] => {
  const points = [...new Set(near.filter((x) => Number.isFinite(x)))];
  const gaps = points.flatMap((a) => points.map((b) => a + (b - a) / 2));
  return [
    ...points.flatMap((x) => [
      x,
      -x,
      beside(x, 1n),
      beside(x, -1n),
      x + 0.5,
      x - 0.5,
      x + 1,
      x - 1,
    ]),
    ...gaps,
  ];
};

const oneOf = (edges: readonly number[], rest: fc.Arbitrary<number>): fc.Arbitrary<number> =>
  fc.oneof({ arbitrary: fc.constantFrom(...edges), weight: 3 }, { arbitrary: rest, weight: 2 });

type GridInterval = Extract<ElementDomain, Interval<number, number>>;

const onGrid = (domain: GridInterval): fc.Arbitrary<number> => {
  const { exponent, lower, upper } = domain.grid;
  const unit = powerOfTen(exponent);
  const point = (n: bigint): number => Rational.of(n).mul(unit).toNumber();
  const points = fc
    .oneof(
      fc.constantFrom(lower, upper, lower + 1n, upper - 1n, (lower + upper) / 2n),
      fc.bigInt({ min: lower, max: upper }),
    )
    .map(point);
  const zeros = [0, -0].filter((zero) => contains(domain, zero));
  return zeros.length === 0
    ? points
    : fc.oneof({ arbitrary: points, weight: 6 }, fc.constantFrom(...zeros));
};

/** Numbers beyond the bounds of an interval by a step or by a hair, and halfway between two points of its grid. */
const offGrid = ({ grid, lower, upper }: GridInterval): readonly number[] => {
  const unit = powerOfTen(grid.exponent);
  const at = (twice: bigint): number => Rational.of(twice, 2n).mul(unit).toNumber();
  const [first, last] = [2n * grid.lower, 2n * grid.upper];
  return [
    ...[at(first - 2n), at(last + 2n), at(first + 1n), at(last - 1n)],
    ...[lower, upper].flatMap((x) => [beside(x, 1n), beside(x, -1n)]),
  ];
};

const atoms = (domain: Atom, options: MemberOptions): fc.Arbitrary<unknown> => {
  const { near = [], words = [] } = options;
  switch (domain.kind) {
    case 'real':
      return oneOf([...edgeDoubles, ...around(near)], fc.double());
    case 'integer': {
      const whole = [...edgeDoubles, ...around(near)].filter((x) => contains(domain, x));
      return oneOf(whole, fc.maxSafeInteger());
    }
    case 'text': {
      const numbers = [...near, ...edgeDoubles].map(String);
      return fc.oneof(fc.constantFrom(...edgeTexts, ...words, ...numbers), fc.string());
    }
    case 'boolean':
      return fc.boolean();
    case 'category':
      return fc.constantFrom(...domain.labels);
  }
};

/** Values that careless data hold in place of a member of any domain. */
const strays: readonly unknown[] = [
  ...[null, undefined, true, false, '', 'x', '1', 0, 1.5, NaN, Infinity, 7n, Symbol.iterator],
  ...[[], [1], {}, { valueOf: 1 }, 'toString', 2 ** 53, -1],
];

/**
 * Values that are no members of a domain, as careless data hold them in their place: null, other types, labels that are not declared, numbers
 * off the grid or beyond the bounds.
 *
 * @example
 * import { boolean, contains } from 'discreet';
 * import { misfits } from '@discreet/testing';
 * import * as fc from 'fast-check';
 * fc.sample(misfits(boolean), 100).some((value) => contains(boolean, value)); // => false
 */
export function misfits(domain: ElementDomain): fc.Arbitrary<unknown> {
  const tried = domain.kind === 'interval' ? [...strays, ...offGrid(domain)] : strays;
  const single = fc.constantFrom(...tried.filter((value) => !contains(domain, value)));
  if (domain.kind !== 'row') return single;
  const columns = Object.entries(domain.columns);
  const partial = fc
    .tuple(fc.nat(columns.length - 1), fc.boolean(), members(domain))
    .chain(([index, left, row]) => {
      const [name, atom] = columns[index] ?? ['', { kind: 'boolean' } as const];
      const rest = Object.entries(row).filter(([key]) => key !== name);
      return left
        ? fc.constant(Object.fromEntries(rest))
        : misfits(atom).map((value) => Object.fromEntries([...rest, [name, value]]));
    });
  return fc.oneof(single, partial);
}

/**
 * Members of a dataset's element domain, biased to the edges where steps go wrong: bounds, values beside them, off the grid, -0,
 * subnormals, 2^53, the largest doubles, infinities, NaN.
 *
 * **Contract** Every value is a member by `contains`, unless `misfits` asks for others as well.
 *
 * @example
 * import { contains, integer } from 'discreet';
 * import { members } from '@discreet/testing';
 * import * as fc from 'fast-check';
 * fc.sample(members(integer), 100).every((value) => contains(integer, value)); // => true
 */
export function members<D extends ElementDomain>(
  domain: D,
  options?: Omit<MemberOptions, 'misfits'> & { readonly misfits?: false },
): fc.Arbitrary<Carrier<D>>;
export function members(domain: ElementDomain, options: MemberOptions): fc.Arbitrary<unknown>;
export function members(domain: ElementDomain, options: MemberOptions = {}): fc.Arbitrary<unknown> {
  const fitting =
    domain.kind === 'row'
      ? fc.record(
          Object.fromEntries(
            Object.entries(domain.columns).map(([name, atom]) => [name, atoms(atom, options)]),
          ),
        )
      : domain.kind === 'interval'
        ? onGrid(domain)
        : atoms(domain, options);
  return options.misfits === true
    ? fc.oneof(
        { arbitrary: fitting, weight: 5 },
        { arbitrary: misfits(proved<ElementDomain>(domain)), weight: 1 },
      )
    : fitting;
}
