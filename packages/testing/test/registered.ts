// The list of all constructors of transformations and measurements, each with instances that the testers attack.
import {
  type AnyMeasurement,
  type AnyStep,
  type AnyTransformation,
  type Atom,
  boolean,
  category,
  chain,
  changeOneDistance,
  integer,
  l2Distance,
  type Needs,
  openTransformation,
  proved,
  real,
  symmetricDistance,
  text,
} from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
import {
  cast,
  clamp,
  column,
  count,
  countBy,
  filter,
  histogram,
  impute,
  mean,
  registeredFunction,
  source,
  type SourceMetric,
  sum,
  table,
  values,
} from '@discreet/transformations';

/** One pipeline that ends with the constructor under test. */
export interface Instance<T> {
  readonly title: string;
  readonly pipeline: T;
  /** whether the search must reach ratio 1: the map cannot be smaller. False where what stands before keeps the worst rows out. */
  readonly tight: boolean;
}

/** A constructor by its exported name, with instances. */
export interface Registered<T> {
  readonly name: string;
  readonly instances: readonly Instance<T>[];
}

/** `chain` for steps that are chosen at run time. */
export const chained = <T>(pipeline: unknown, ...steps: readonly unknown[]): T =>
  steps.length === 0
    ? proved<T>(pipeline)
    : proved<T>(
        Reflect.apply(proved<(p: unknown, ...s: readonly unknown[]) => unknown>(chain), undefined, [
          pipeline,
          ...steps,
        ]),
      );

/** The neighbour relations: both metrics, and more than one row a person. */
export const metrics: readonly (readonly [string, SourceMetric])[] = [
  ['symmetric', symmetricDistance()],
  ['symmetric, 3 rows a person', symmetricDistance({ contributions: 3 })],
  ['change-one', changeOneDistance({ size: 4 })],
];
const symmetricOnly = metrics.slice(0, 2);
const changeOneOnly = metrics.slice(2);

const cities = category(['Oslo', 'Bergen', 'Vard\u00f8']);
/** A table with a column of every kind. */
export const columns = { age: real, rooms: integer, city: cities, member: boolean, name: text };

interface Prefix {
  readonly title: string;
  readonly element: Atom | 'table';
  readonly steps: readonly unknown[];
}

/** Ways to a column of numbers: none, and after each step that may stand before an aggregate. */
const toNumbers: readonly Prefix[] = [
  { title: 'real', element: real, steps: [] },
  { title: 'integer', element: integer, steps: [] },
  { title: 'column', element: 'table', steps: [column('age')] },
  { title: 'filter', element: real, steps: [filter((x: number) => !(x < -1))] },
  { title: 'impute', element: real, steps: [impute(7.25)] },
  { title: 'cast from text', element: text, steps: [cast(real)] },
  { title: 'cast from real', element: real, steps: [cast(integer), impute(3)] },
  {
    title: 'filter rows, column, cast, impute',
    element: 'table',
    steps: [
      filter((row: { readonly member: boolean }) => row.member),
      column('name'),
      cast(real),
      impute(50),
    ],
  },
];

const toLabels: readonly Prefix[] = [
  { title: 'category', element: cities, steps: [] },
  { title: 'boolean', element: boolean, steps: [] },
  { title: 'column', element: 'table', steps: [column('city')] },
  { title: 'filter', element: cities, steps: [filter((city: string) => city !== 'Bergen')] },
  { title: 'impute', element: cities, steps: [impute('Oslo')] },
  { title: 'cast from text', element: text, steps: [cast(category(['0', 'true', 'x']))] },
  { title: 'cast from real', element: real, steps: [cast(boolean), impute(false)] },
];

const toRows: readonly Prefix[] = [
  { title: 'rows', element: 'table', steps: [] },
  { title: 'text', element: text, steps: [] },
  { title: 'boolean', element: boolean, steps: [] },
];

const start = ({ element }: Prefix, metric: SourceMetric): unknown =>
  element === 'table' ? table(columns, metric) : values(element, metric);

interface Final {
  readonly title: string;
  readonly steps: readonly unknown[];
  readonly tight?: boolean;
}

/** every final after every prefix under every metric */
const instances = <T>(
  prefixes: readonly Prefix[],
  finals: readonly Final[],
  under: readonly (readonly [string, SourceMetric])[] = metrics,
): readonly Instance<T>[] =>
  under.flatMap(([metricTitle, metric]) =>
    prefixes.flatMap((prefix) =>
      finals.map(({ title, steps, tight = true }) => ({
        title: `${metricTitle} / ${prefix.title} / ${title}`,
        pipeline: chained<T>(start(prefix, metric), ...prefix.steps, ...steps),
        tight,
      })),
    ),
  );

/** A final whose map says what rows may do, and that not all prefixes let them do. */
const loose = (finals: readonly Final[]): readonly Final[] =>
  finals.map((final) => ({ ...final, tight: false }));

/** Prefixes after which a changed row may leave altogether: distances double there, and only some steps can reach that. */
const dropping = (prefix: Prefix): boolean => prefix.title.startsWith('filter');
const kept = (prefixes: readonly Prefix[]): readonly Prefix[] =>
  prefixes.filter((prefix) => !dropping(prefix));
const dropped = (prefixes: readonly Prefix[]): readonly Prefix[] => prefixes.filter(dropping);

/** all prefixes; under changeOneDistance what follows a filter need not be tight, since the filtered rows are bounded there */
const everywhere = <T>(
  prefixes: readonly Prefix[],
  finals: readonly Final[],
): readonly Instance<T>[] => [
  ...instances<T>(kept(prefixes), finals),
  ...instances<T>(dropped(prefixes), finals, symmetricOnly),
  ...instances<T>(dropped(prefixes), loose(finals), changeOneOnly),
];

const clamps: readonly Final[] = [
  { title: 'clamp', steps: [clamp(0, 100, { resolution: 0.01 })] },
  { title: 'clamp twice', steps: [clamp(-5, 100), clamp(-10, 3.5)] },
  { title: 'wide clamp', steps: [clamp(-9007199254740991, 9007199254740991, { resolution: 1 })] },
];
const sums: readonly Final[] = [
  { title: 'clamp(-5, 100), sum', steps: [clamp(-5, 100), sum()] },
  { title: 'clamp(-100, 5), sum', steps: [clamp(-100, 5, { resolution: 1 }), sum()] },
  { title: 'clamp beyond doubles, sum', steps: [clamp(-1e300, 1e300), sum()], tight: false },
  { title: 'clamp to a tiny grid, sum', steps: [clamp(0, 1e-295), sum()] },
];

/** Every exported constructor of transformations. */
export const registeredTransformations: readonly Registered<AnyTransformation>[] = [
  {
    name: 'values',
    instances: instances(
      [real, integer, text, boolean, cities].map((element) => ({
        title: element.kind,
        element,
        steps: [],
      })),
      [{ title: 'as they are', steps: [] }],
    ),
  },
  {
    name: 'table',
    instances: instances(toRows.slice(0, 1), [{ title: 'as it is', steps: [] }]),
  },
  {
    name: 'source',
    instances: metrics.map(([title, metric]) => ({
      title,
      pipeline: proved<AnyTransformation>(source('values', real, metric)),
      tight: true,
    })),
  },
  {
    name: 'column',
    instances: instances(
      toRows.slice(0, 1),
      (['age', 'rooms', 'city', 'member', 'name'] as const).map((name) => ({
        title: name,
        steps: [column(name)],
      })),
    ),
  },
  {
    name: 'cast',
    instances: instances(
      [real, integer, text, boolean, cities].map((element) => ({
        title: `from ${element.kind}`,
        element,
        steps: [],
      })),
      [real, integer, text, boolean, category(['0', '1', 'true', 'Oslo'])].map((to) => ({
        title: `to ${to.kind}`,
        steps: [cast(to)],
        // a label seldom reads as a number: all may be missing alike
        tight: false,
      })),
    ),
  },
  {
    name: 'impute',
    instances: [
      ...instances<AnyTransformation>(
        [{ title: 'real', element: real, steps: [] }],
        [
          { title: '40', steps: [impute(40)] },
          { title: '-0', steps: [impute(-0)] },
        ],
      ),
      ...instances<AnyTransformation>(
        [{ title: 'integer', element: integer, steps: [] }],
        [{ title: '1', steps: [impute(1)] }],
      ),
      ...instances<AnyTransformation>(
        [{ title: 'text', element: text, steps: [] }],
        [{ title: 'none', steps: [impute('none')] }],
      ),
      ...instances<AnyTransformation>(
        [{ title: 'boolean', element: boolean, steps: [] }],
        [{ title: 'true', steps: [impute(true)] }],
      ),
      ...instances<AnyTransformation>(
        [{ title: 'category', element: cities, steps: [] }],
        [{ title: 'Oslo', steps: [impute('Oslo')] }],
      ),
    ],
  },
  {
    name: 'filter',
    instances: [
      ...instances<AnyTransformation>(toNumbers.slice(0, 2), [
        { title: 'a bound', steps: [filter((x: number) => x >= 0)] },
        {
          title: 'a throw',
          steps: [
            filter((x: number) => {
              if (x < 1) throw new RangeError('no');
              return true;
            }),
          ],
        },
        {
          title: 'twice',
          steps: [
            filter((x: number) => x > -5),
            filter(registeredFunction('small', 1, (x: number) => x < 1e9)),
          ],
        },
        { title: 'after clamp', steps: [clamp(0, 10), filter((x: number) => x > 0)] },
      ]),
      ...instances<AnyTransformation>(toRows.slice(0, 1), [
        {
          title: 'rows',
          steps: [filter((row: { readonly city: string }) => row.city === 'Oslo')],
        },
      ]),
      ...instances<AnyTransformation>(
        [{ title: 'category', element: cities, steps: [] }],
        [
          {
            title: 'missing ones',
            steps: [filter((city: string | undefined) => city === undefined)],
            tight: false,
          },
        ],
      ),
    ],
  },
  { name: 'clamp', instances: everywhere(toNumbers, clamps) },
  {
    name: 'count',
    instances: [
      ...instances<AnyTransformation>(
        [...toRows, ...toNumbers, ...toLabels],
        [
          { title: 'count', steps: [count()] },
          {
            title: 'filter, count',
            steps: [filter((x: unknown) => x !== undefined), count()],
          },
        ],
        symmetricOnly,
      ),
      // a row that changes may enter or leave, and one of each moves no count: half of what the symmetric distance allows
      ...instances<AnyTransformation>(
        dropped(toNumbers),
        [{ title: 'count', steps: [count()], tight: false }],
        changeOneOnly,
      ),
    ],
  },
  {
    name: 'countBy',
    instances: everywhere(toLabels, [
      { title: 'L1', steps: [countBy()] },
      { title: 'L2', steps: [countBy(l2Distance)] },
    ]),
  },
  {
    name: 'histogram',
    instances: everywhere(toNumbers, [
      { title: 'L1', steps: [histogram([0, 18.5, 65])] },
      { title: 'L2', steps: [histogram([-1e9, 0, 5e-324, 1e9], l2Distance)] },
      { title: 'clamp, L1', steps: [clamp(0, 100), histogram([0, 50, 100])] },
    ]),
  },
  { name: 'sum', instances: everywhere(toNumbers, sums) },
  {
    name: 'mean',
    instances: instances(
      kept(toNumbers),
      [
        { title: 'clamp(-5, 100), mean', steps: [clamp(-5, 100), mean()] },
        { title: 'clamp(0, 1), mean', steps: [clamp(0, 1, { resolution: 1 }), mean()] },
      ],
      changeOneOnly,
    ),
  },
];

const aggregates: readonly Instance<AnyTransformation>[] = [
  ...instances<AnyTransformation>(toNumbers.slice(0, 3), [
    { title: 'sum', steps: [clamp(-2, 5, { resolution: 1 }), sum()] },
    { title: 'fine sum', steps: [clamp(-2, 5), sum()] },
    { title: 'histogram', steps: [histogram([0, 1, 2])] },
  ]),
  ...instances<AnyTransformation>(toLabels.slice(0, 3), [{ title: 'countBy', steps: [countBy()] }]),
  ...instances<AnyTransformation>(toRows, [{ title: 'count', steps: [count()] }], symmetricOnly),
  ...instances<AnyTransformation>(
    toNumbers.slice(0, 2),
    [{ title: 'mean', steps: [clamp(-2, 5, { resolution: 1 }), mean()] }],
    changeOneOnly,
  ),
];
const l2Aggregates: readonly Instance<AnyTransformation>[] = [
  ...aggregates.filter(
    ({ pipeline }) => openTransformation(pipeline, 'test').outputMetric.kind === 'absoluteDistance',
  ),
  ...instances<AnyTransformation>(toNumbers.slice(0, 2), [
    { title: 'histogram', steps: [histogram([0, 1, 2], l2Distance)] },
  ]),
  ...instances<AnyTransformation>(toLabels.slice(0, 3), [
    { title: 'countBy', steps: [countBy(l2Distance)] },
  ]),
];

const noisy = (
  pipelines: readonly Instance<AnyTransformation>[],
  mechanisms: readonly (readonly [string, AnyStep | Needs<string>])[],
): readonly Instance<AnyMeasurement>[] =>
  pipelines.flatMap(({ title, pipeline, tight }) =>
    mechanisms.map(([mechanism, step]) => ({
      title: `${title} / ${mechanism}`,
      pipeline: chained<AnyMeasurement>(pipeline, step),
      tight,
    })),
  );

/** Every exported constructor of measurements. */
export const registeredMeasurements: readonly Registered<AnyMeasurement>[] = [
  {
    name: 'laplace',
    instances: noisy(aggregates, [
      ['epsilon 0.5', laplace({ epsilon: 0.5 })],
      ['scale 3.7', laplace({ scale: 3.7 })],
      ['scale 0.001', laplace({ scale: 0.001 })],
    ]),
  },
  {
    name: 'gaussian',
    instances: noisy(l2Aggregates, [
      ['rho 0.1', gaussian({ rho: 0.1 })],
      ['sigma 2.5', gaussian({ sigma: 2.5 })],
    ]),
  },
];
