import { Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import {
  advancedFilter,
  type Amounts,
  amountsToJson,
  approximateFilter,
  approximateZeroConcentratedFilter,
  filterFromJson,
  type FilterKernel,
  gaussianFilter,
  pureFilter,
  renyiFilter,
  renyiOrdersFilter,
  zeroConcentratedFilter,
} from '../src/index.ts';

const charge = (filter: FilterKernel, given: unknown): Amounts => {
  const parsed = filter.parseCharge(given);
  if (E.isLeft(parsed)) throw parsed.left;
  return parsed.right;
};

/** what is taken of a list of charges */
const run = (filter: FilterKernel, charges: readonly unknown[]): readonly boolean[] => {
  let spent = filter.nothing;
  return charges.map((given) => {
    const next = filter.decide(spent, charge(filter, given));
    if (O.isSome(next)) spent = next.value;
    return O.isSome(next);
  });
};

const several = (rule: 'every' | 'some', orders = [4, 8, 16]): FilterKernel =>
  renyiOrdersFilter({ epsilon: 4, delta: 1e-6, orders, rule });

/** every filter, with a charge that fits several times but not for ever */
const filters: readonly (readonly [string, FilterKernel, Readonly<Record<string, number>>])[] = [
  ['pure', pureFilter({ epsilon: 1 }), { epsilon: 0.1 }],
  ['approximate', approximateFilter({ epsilon: 1, delta: 1e-6 }), { epsilon: 0.1, delta: 0 }],
  ['zCDP', zeroConcentratedFilter({ rho: 1 }), { rho: 0.1 }],
  [
    'delta-approximate zCDP',
    approximateZeroConcentratedFilter({ rho: 1, delta: 1e-6 }),
    { rho: 0.1, delta: 1e-8 },
  ],
  ['GDP', gaussianFilter({ mu: 1 }), { mu: 0.4 }],
  ['RDP at one order', renyiFilter({ order: 2.5, epsilon: 1 }), { epsilon: 0.1 }],
  ['RDP at every order', several('every'), { '4': 0.04, '8': 0.08, '16': 0.16 }],
  ['RDP at some order', several('some'), { '4': 0.04, '8': 0.08, '16': 0.16 }],
  [
    'advanced',
    advancedFilter({ epsilon: 2, deltaPrime: 1e-6, deltaDoublePrime: 1e-6 }),
    { epsilon: 0.1, delta: 1e-9 },
  ],
];

describe.each(filters)('the filter of %s', (_title, filter, one) => {
  const names = Object.keys(one);

  it('takes charges while they fit, refuses the first that does not, and lives on', () => {
    const taken = run(filter, [...Array<unknown>(200).fill(one), zeroOf(names)]);
    const first = taken.indexOf(false);
    expect(first).toBeGreaterThan(1);
    expect(taken.slice(first, -1)).not.toContain(true);
    expect(taken.at(-1)).toBe(true);
  });

  it('refuses one charge that is larger than all', () => {
    const huge = Object.fromEntries(names.map((name) => [name, 1e6]));
    expect(run(filter, [huge, one])).toEqual([false, true]);
  });

  it.each([NaN, Infinity, -Infinity, -1, -1e-300, 'NaN', '1e', '', null, undefined, true, [1], {}])(
    'calls %s no charge',
    (bad) => {
      for (const name of names)
        expect(E.isLeft(filter.parseCharge({ ...one, [name]: bad }))).toBe(true);
    },
  );

  it('calls a charge with a name too many or too few none', () => {
    expect(E.isLeft(filter.parseCharge({ ...one, other: 0 }))).toBe(true);
    expect(E.isLeft(filter.parseCharge({}))).toBe(true);
    for (const bad of [undefined, null, 1, 'epsilon', [], () => one])
      expect(E.isLeft(filter.parseCharge(bad))).toBe(true);
  });

  it('never throws while it reads a charge, whatever it is', () => {
    const hostile = [
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('no');
          },
        },
      ),
      Object.defineProperty({}, names[0] ?? '', {
        enumerable: true,
        get: () => {
          throw new Error('no');
        },
      }),
      { [names[0] ?? '']: Object.create(Rational.prototype) as unknown },
    ];
    for (const given of hostile) expect(E.isLeft(filter.parseCharge(given))).toBe(true);
  });

  it('reads -0 as 0', () => {
    const zero = Object.fromEntries(names.map((name) => [name, -0]));
    expect(amountsToJson(charge(filter, zero))).toEqual(
      Object.fromEntries(names.map((name) => [name, '0'])),
    );
  });

  it('decides alike after a round trip through JSON, of itself and of its state', () => {
    const back = filterFromJson(JSON.parse(JSON.stringify(filter)));
    if (E.isLeft(back)) throw back.left;
    expect(back.right.toJSON()).toEqual(filter.toJSON());
    let [a, b] = [filter.nothing, back.right.nothing];
    for (let i = 0; i < 200; i++) {
      const [next, other] = [
        filter.decide(a, charge(filter, one)),
        back.right.decide(b, charge(back.right, one)),
      ];
      expect(O.isSome(next)).toBe(O.isSome(other));
      if (O.isNone(next) || O.isNone(other)) break;
      a = next.value;
      const spent = back.right.parseSpent(JSON.parse(JSON.stringify(amountsToJson(other.value))));
      if (E.isLeft(spent)) throw spent.left;
      b = spent.right;
      expect(amountsToJson(b)).toEqual(amountsToJson(a));
    }
  });

  it('changes no state it was given, and shows none that can be changed', () => {
    const before = JSON.stringify(filter.nothing);
    filter.add(filter.nothing, charge(filter, one));
    expect(JSON.stringify(filter.nothing)).toBe(before);
    expect(Object.isFrozen(filter)).toBe(true);
    expect(Object.isFrozen(filter.nothing)).toBe(true);
    expect(Object.isFrozen(filter.capacity)).toBe(true);
  });

  it('says what still fits, and no more than a hair less than all of it', () => {
    let spent = filter.nothing;
    for (let i = 0; i < 3; i++) {
      const rest = filter.remaining(spent);
      expect(filter.within(filter.add(spent, rest))).toBe(true);
      const more = Object.entries(rest).map(
        ([name, amount]) => [name, amount.mul(Rational.of(1000001n, 1000000n))] as const,
      );
      const every = filter.toJSON().rule !== 'some';
      const beyond = more.filter(([, amount]) => amount.sign() > 0);
      for (const [name, amount] of every ? beyond : [])
        expect(filter.within(filter.add(spent, { ...rest, [name]: amount }))).toBe(false);
      if (!every) expect(filter.within(filter.add(spent, Object.fromEntries(more)))).toBe(false);
      const next = filter.decide(spent, charge(filter, one));
      if (O.isSome(next)) spent = next.value;
    }
    const full = filter.add(spent, filter.remaining(spent));
    const [tiny] = Object.keys(one);
    const charged = charge(filter, { ...zeroOf(names), [tiny ?? '']: 1e-6 });
    expect(filter.toJSON().rule === 'some' || O.isNone(filter.decide(full, charged))).toBe(true);
  });

  it('reads the least capacity that would have allowed a state', () => {
    const spent = filter.add(filter.nothing, charge(filter, one));
    const reading = filter.reading(spent);
    const json = filter.toJSON();
    const capacity = Object.fromEntries(
      Object.keys(json.capacity).map((name) => [name, String(reading[name])]),
    );
    const fitting = filterFromJson({ ...json, capacity });
    if (E.isLeft(fitting)) throw fitting.left;
    expect(fitting.right.within(spent)).toBe(true);
    const twice = fitting.right.decide(spent, charge(filter, one));
    expect(O.isNone(twice)).toBe(true);
  });
});

const zeroOf = (names: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(names.map((name) => [name, 0]));

it('ten tenths fit into one, the eleventh does not, and neither does the least double after them', () => {
  expect(run(pureFilter({ epsilon: 1 }), Array(11).fill({ epsilon: 0.1 }))).toEqual([
    ...Array<boolean>(10).fill(true),
    false,
  ]);
  const tiny = Array<unknown>(5).fill({ epsilon: 5e-324 });
  expect(run(pureFilter({ epsilon: 1 }), [{ epsilon: 1 }, ...tiny])).toEqual([
    true,
    ...Array<boolean>(5).fill(false),
  ]);
});

it('the advanced rule keeps the sign of what is left', () => {
  const filter = advancedFilter({ epsilon: 1, deltaPrime: 1e-6, deltaDoublePrime: 0 });
  expect(run(filter, [{ epsilon: 10, delta: 0 }])).toEqual([false]);
  // sqrt(2 ln 10^6) = 5.2565...: 1 = 5.2565 e + e^2 / 2 at e = 0.18691...
  expect(run(filter, [{ epsilon: 0.1869, delta: 0 }])).toEqual([true]);
  expect(run(filter, [{ epsilon: 0.187, delta: 0 }])).toEqual([false]);
});

it('the advanced rule never takes where the two sides are closer than it can tell', () => {
  const filter = advancedFilter({ epsilon: 1, deltaPrime: 1e-6, deltaDoublePrime: 0 });
  const reading = filter.reading(
    filter.add(filter.nothing, charge(filter, { epsilon: 1, delta: 0 })),
  );
  // the reading is rounded up at 2^-128: one part in 10^30 below it the filter must refuse
  const epsilon = reading['epsilon'] ?? Rational.zero;
  const below = epsilon.mul(Rational.one.sub(Rational.of(1n, 10n ** 30n)));
  const least = { deltaPrime: 1e-6, deltaDoublePrime: 0 };
  expect(run(advancedFilter({ ...least, epsilon }), [{ epsilon: 1, delta: 0 }])).toEqual([true]);
  expect(run(advancedFilter({ ...least, epsilon: below }), [{ epsilon: 1, delta: 0 }])).toEqual([
    false,
  ]);
});

describe('several orders', () => {
  const flat = (value: number): unknown => ({ '4': value, '8': value, '16': value });

  it('pay for the choice among them', () => {
    // caps at delta 10^-6 / 3: 4 - ln(15/16) + (ln(10^-6 / 3) + ln 16) / 15 = 3.255..., and 3.329... where delta is whole
    expect(run(several('some'), [flat(3.255), flat(0.001)])).toEqual([true, false]);
    expect(run(several('every', [16]), [{ '16': 3.328 }, { '16': 0.001 }])).toEqual([true, false]);
  });

  it('let one order run over as long as another holds, but only under that rule', () => {
    const steep = { '4': 0.1, '8': 3, '16': 9 };
    expect(run(several('some', [4, 8, 16]), [steep])).toEqual([false]);
    const wide = { epsilon: 8, delta: 1e-6, orders: [4, 8, 16] };
    expect(run(renyiOrdersFilter({ ...wide, rule: 'some' }), [steep])).toEqual([true]);
    expect(run(renyiOrdersFilter({ ...wide, rule: 'every' }), [steep])).toEqual([false]);
  });

  it('refuse caps that nothing can keep', () => {
    const small = { epsilon: 0.5, delta: 1e-6 };
    expect(() => renyiOrdersFilter({ ...small, orders: [2, 100], rule: 'every' })).toThrow(
      'renyiOrdersFilter: epsilon is too small for these orders at this delta, got 1/2',
    );
    expect(() => renyiOrdersFilter({ ...small, orders: [2], rule: 'some' })).toThrow('too small');
    expect(() => renyiOrdersFilter({ ...small, orders: [2, 100], rule: 'some' })).not.toThrow();
  });
});

describe('a filter with no sense is not made', () => {
  const cases: readonly (readonly [string, () => FilterKernel, string])[] = [
    [
      'NaN',
      () => pureFilter({ epsilon: NaN }),
      'pureFilter: epsilon must be a finite number >= 0, got NaN',
    ],
    ['-1', () => zeroConcentratedFilter({ rho: -1 }), 'rho must be a finite number >= 0, got -1'],
    [
      'infinity',
      () => gaussianFilter({ mu: Infinity }),
      'mu must be a finite number >= 0, got Infinity',
    ],
    [
      'order 1',
      () => renyiFilter({ order: 1, epsilon: 1 }),
      'renyiFilter: order must be > 1, got 1',
    ],
    [
      'delta 1',
      () => renyiOrdersFilter({ epsilon: 1, delta: 1, orders: [2], rule: 'some' }),
      'delta must be < 1, got 1',
    ],
    [
      'delta 0',
      () => advancedFilter({ epsilon: 1, deltaPrime: 0, deltaDoublePrime: 0 }),
      'advancedFilter: deltaPrime must be > 0 and < 1, got 0',
    ],
    [
      'delta 1 of the sum',
      () => approximateFilter({ epsilon: 1, delta: 1 }),
      'approximateFilter: delta must be < 1, got 1',
    ],
    [
      'delta 2 of zCDP',
      () => approximateZeroConcentratedFilter({ rho: 1, delta: 2 }),
      'delta must be < 1, got 2',
    ],
    [
      'a sum of deltas of 1',
      () => advancedFilter({ epsilon: 1, deltaPrime: 0.1, deltaDoublePrime: 1 }),
      'deltaDoublePrime must be < 1, got 1',
    ],
    [
      'no orders',
      () => renyiOrdersFilter({ epsilon: 1, delta: 0.1, orders: [], rule: 'some' }),
      'orders must be an array of 1 to 1000 orders',
    ],
    [
      'one order twice',
      () => renyiOrdersFilter({ epsilon: 9, delta: 0.1, orders: [2, '2.0'], rule: 'some' }),
      'orders must be different',
    ],
  ];
  it.each(cases)('%s', (_title, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('JSON that is no filter is refused', () => {
  const good = pureFilter({ epsilon: 1 }).toJSON();
  it.each([
    null,
    1,
    [],
    {},
    { ...good, version: 2 },
    { ...good, format: 'discreet/pipeline' },
    { ...good, filter: 'pld' },
    { ...good, filter: '__proto__' },
    { ...good, capacity: {} },
    { ...good, capacity: { epsilon: '-1' } },
    { ...good, capacity: { epsilon: '1', delta: '0' } },
    { ...good, capacity: null },
    { ...good, orders: ['2'] },
    { ...good, spent: {} },
  ])('%j', (json) => {
    expect(E.isLeft(filterFromJson(json))).toBe(true);
  });
});

it('a state does not grow for ever, and loses nothing by it', () => {
  const filter = pureFilter({ epsilon: 1e9 });
  let spent = filter.nothing;
  // ever new prime-like denominators of 200 digits
  for (let i = 1n; i <= 200n; i += 1n)
    spent = filter.add(spent, charge(filter, { epsilon: `1/${10n ** 200n + i}` }));
  const total = spent['epsilon'] ?? Rational.zero;
  expect(total.denominator.toString(2).length).toBeLessThanOrEqual(8193);
  expect(Rational.of(200n, 10n ** 200n + 200n).lessThan(total)).toBe(true);
});

it('rounds a long denominator up to the next multiple of 2^-8192, whatever powers of two it has', () => {
  const unit = 1n << 8192n;
  const kernel = zeroConcentratedFilter({ rho: 1 });
  for (const twos of [0n, 1n, 300n, 8191n, 8192n, 8193n, 9000n])
    for (const odd of [1n, 3n, 10n ** 2500n + 1n]) {
      const [top, bottom] = [3n ** 100n, odd << twos];
      const { rho } = kernel.add({ rho: Rational.zero }, { rho: Rational.of(top, bottom) });
      const exact = Rational.of(top, bottom);
      const up = Rational.of((top * unit + bottom - 1n) / bottom, unit);
      expect(rho?.equals(exact.denominator <= unit ? exact : up)).toBe(true);
    }
});
