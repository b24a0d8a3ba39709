// What `any`, `unknown`, casts, unions and widening do to the static values: a value may be lost, and must never be wrong.
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-assignment -- they are what is tested */
/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-member-access -- they are what is tested */
/* eslint-disable @typescript-eslint/no-unsafe-return -- it is what is tested */
import * as E from 'fp-ts/lib/Either.js';
import { describe, expectTypeOf, test } from 'vitest';
import {
  type AbsoluteDistance,
  type Bounds,
  bounds,
  category,
  chain,
  clamp,
  compose,
  count,
  countBy,
  type DiscreetError,
  type Grid,
  laplace,
  type MaxDivergence,
  type Measurement,
  type Overspent,
  pipe,
  plan,
  type Positive,
  positive,
  type Real,
  real,
  type Size,
  sum,
  symmetricDistance,
  type SymmetricDistance,
  type Transformation,
  values,
  type Vector,
} from '../src/index.ts';

const ages = values(real, symmetricDistance());
declare const config: any;
declare const cond: boolean;
declare const big: number;

/** the type of the pipelines below with sensitivity or loss C */
type Total<C extends number> = Transformation<
  Vector<Real>,
  SymmetricDistance,
  Grid,
  AbsoluteDistance,
  C
>;
type Noisy<L extends number> = Measurement<
  Vector<Real>,
  SymmetricDistance,
  number,
  MaxDivergence,
  L
>;

describe('any', () => {
  test('as a number loses the static value, and so the right to run', () => {
    const total = chain(ages, clamp(config.low, config.high), sum());
    expectTypeOf(total).toEqualTypeOf<Total<number>>();
    const noisy = chain(ages, clamp(0, config.high), sum(), laplace({ epsilon: config.epsilon }));
    expectTypeOf(noisy).toEqualTypeOf<Noisy<number>>();
    const asked = plan(ages, { epsilon: 1 }).ask('x', noisy);
    expectTypeOf(asked.run).not.toBeFunction();
    expectTypeOf(asked.tryRun).toBeFunction();
    expectTypeOf(plan(ages, { epsilon: config.epsilon }).run).not.toBeFunction();
    const whole = chain(total, laplace(config));
    expectTypeOf(plan(ages, { epsilon: 1 }).ask('x', whole).run).not.toBeFunction();
    expectTypeOf(plan(ages, config).ask('x', noisy).run).not.toBeFunction();
  });

  test('as the last step loses it too', () => {
    const asked = plan(ages, { epsilon: 1 }).ask('x', chain(ages, clamp(0, 1), config));
    expectTypeOf(asked.run).not.toBeFunction();
    const followed = plan(ages, { epsilon: 1 }).follow('x', (): any => config);
    expectTypeOf(followed.run).not.toBeFunction();
  });

  test('of which the other half is a literal does not pass', () => {
    // @ts-expect-error lower is known only at run time
    clamp(config.low, 100);
  });

  test('as a pipeline is refused by name', () => {
    // @ts-expect-error the type of the pipeline before sum() is any
    chain(config, sum());
    // @ts-expect-error the type of the pipeline before clamp() is any
    chain(config, clamp(0, 1), sum(), laplace({ epsilon: 1 }));
  });

  test('as a query gives a plan that cannot be run unchecked', () => {
    const asked = plan(ages, { epsilon: 1 }).ask('x', config);
    expectTypeOf(asked.run).not.toBeFunction();
  });

  test('as labels gives counts of which no name is sure', () => {
    const cities = values(category(config), symmetricDistance());
    const counts = chain(cities, countBy()).invoke([]);
    expectTypeOf(counts).toEqualTypeOf<{ readonly [x: string]: number }>();
  });
});

describe('widening', () => {
  test('of an object literal is refused: parse, or say as const', () => {
    const wide = { low: 0, high: 100 };
    // @ts-expect-error lower is known only at run time
    clamp(wide.low, wide.high);
    const narrow = { low: 0, high: 100 } as const;
    expectTypeOf(chain(ages, clamp(narrow.low, narrow.high), sum())).toEqualTypeOf<Total<100>>();
  });

  test('of a variable is refused', () => {
    let low = 0;
    low += 0;
    // @ts-expect-error lower is known only at run time
    clamp(low, 100);
    const zero = 0;
    expectTypeOf(chain(ages, clamp(zero, 1_000), sum())).toEqualTypeOf<Total<1000>>();
  });

  test('of an expression is refused', () => {
    // @ts-expect-error lower is known only at run time
    clamp(cond ? 0 : 5, 100);
    // @ts-expect-error upper is known only at run time
    clamp(0, 10 * 10);
    // @ts-expect-error upper is known only at run time
    clamp(0, NaN);
    // @ts-expect-error upper is known only at run time
    clamp(0, Infinity);
    // @ts-expect-error epsilon is known only at run time
    laplace({ epsilon: 1 / 2 });
  });

  test('does not touch literals, however they are written', () => {
    expectTypeOf(chain(ages, clamp(-1e3, 0x10), sum())).toEqualTypeOf<Total<1000>>();
    expectTypeOf(chain(ages, clamp(-0.5, 1e-7), sum())).toEqualTypeOf<Total<0.5>>();
    expectTypeOf(chain(ages, clamp(-0, 0b11), sum())).toEqualTypeOf<Total<3>>();
  });
});

describe('casts', () => {
  test('lie to the types; the run time is what holds', () => {
    expectTypeOf(chain(ages, clamp(0, big as 3), sum())).toEqualTypeOf<Total<3>>();
  });

  test('do not make a parsed number of a plain one by themselves', () => {
    // @ts-expect-error epsilon is known only at run time
    laplace({ epsilon: big });
    // @ts-expect-error the brand is that of another parser
    laplace({ epsilon: big as number & { readonly '~parsed': 'size' } });
  });
});

describe('two copies of the package', () => {
  test('agree about types: every mark is a text, none a symbol of one copy', () => {
    expectTypeOf<Positive>().toEqualTypeOf<number & { readonly '~parsed': 'positive' }>();
    expectTypeOf<Size>().toEqualTypeOf<number & { readonly '~parsed': 'size' }>();
    expectTypeOf<Bounds['~parsed']>().toEqualTypeOf<'bounds'>();
    const symbolsOf = <T>(_of: T): Extract<keyof T, symbol>[] => [];
    expectTypeOf(symbolsOf(chain(ages, clamp(0, 1), sum()))).toEqualTypeOf<never[]>();
    expectTypeOf(symbolsOf(chain(ages, count(), laplace({ scale: 1 })))).toEqualTypeOf<never[]>();
    expectTypeOf(symbolsOf(plan(ages, { epsilon: 1 }))).toEqualTypeOf<never[]>();
    expectTypeOf(symbolsOf(clamp(0, 1))).toEqualTypeOf<never[]>();
  });
});

describe('generic wrappers', () => {
  test('do not compile: the check of a type parameter is put off', () => {
    function wrap<U extends number>(upper: U) {
      // @ts-expect-error whether U is a literal is not known here
      return chain(ages, clamp(0, upper), sum());
    }
    expectTypeOf(wrap).toBeFunction();
  });

  test('take the step itself instead', () => {
    const upTo = compose(clamp(0, 5), sum());
    expectTypeOf(chain(ages, upTo)).toEqualTypeOf<Total<5>>();
  });
});

describe('unions of parameters', () => {
  test('are refused', () => {
    // @ts-expect-error one epsilon
    laplace(cond ? { epsilon: 0.1 } : { epsilon: 0.9 });
    // @ts-expect-error one parameter
    laplace(cond ? { epsilon: 0.1 } : { scale: 0.9 });
    // @ts-expect-error one budget
    plan(ages, cond ? { epsilon: 1 } : { epsilon: 2 });
  });
});

describe('an array of queries', () => {
  test('is a union, of which no cost is sure unless all are the same', () => {
    const same = [
      chain(ages, count(), laplace({ epsilon: 0.1 })),
      chain(ages, count(), laplace({ epsilon: 0.1 })),
    ];
    const [first] = same;
    if (first !== undefined)
      expectTypeOf(plan(ages, { epsilon: 1 }).ask('x', first).run).toBeFunction();
  });
});

describe('parsed numbers', () => {
  test('fit everywhere and carry no static value', () => {
    const query = pipe(
      E.Do,
      E.apSW('range', bounds(big, big)),
      E.apSW('epsilon', positive(big)),
      E.map(({ range, epsilon }) => chain(ages, clamp(range), sum(), laplace({ epsilon }))),
    );
    expectTypeOf(query).toEqualTypeOf<E.Either<DiscreetError, Noisy<number>>>();
    const answers = pipe(
      query,
      E.chainW((one) => plan(ages, { epsilon: 1 }).ask('total', one).tryRun([20, 30])),
    );
    expectTypeOf(answers).toEqualTypeOf<
      E.Either<DiscreetError | Overspent, { readonly total: number }>
    >();
  });

  test('beside a literal cost keep that one', () => {
    const range = [0, 10] as unknown as Parameters<typeof clamp>[0];
    const total = chain(ages, clamp(range as never), sum());
    expectTypeOf(chain(total, laplace({ epsilon: 0.5 }))).toEqualTypeOf<Noisy<0.5>>();
    expectTypeOf(chain(total, laplace({ scale: 20 }))).toEqualTypeOf<Noisy<number>>();
  });
});
