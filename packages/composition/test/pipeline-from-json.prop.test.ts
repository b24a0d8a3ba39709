import {
  type Atom,
  boolean,
  category,
  changeOneDistance,
  integer,
  l1Distance,
  l2Distance,
  type PipelineJson,
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
  histogram,
  impute,
  mean,
  type SourceMetric,
  sum,
  table,
  values,
} from '@discreet/transformations';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pipelineFromJson } from '../src/index.ts';

type Loose = (...parameters: readonly unknown[]) => (pipeline: unknown) => unknown;
const loose = (constructor: unknown): Loose => proved<Loose>(constructor);
interface Pipeline {
  readonly kind: string;
  readonly inputDomain: unknown;
  readonly inputMetric: unknown;
  readonly assumptions: readonly string[];
  readonly noise?: object;
  readonly exact?: { readonly invoke: (data: unknown) => unknown };
  readonly map: (d: bigint) => { readonly toString: () => string };
  readonly invoke: (data: unknown) => unknown;
  readonly explain: () => string;
  readonly fingerprint: () => string;
  readonly toJSON: () => PipelineJson;
}
type StepOf = (pipeline: unknown) => unknown;

// names and labels that JSON, objects and messages could trip over
const awkward = fc.constantFrom(
  ...['__proto__', 'constructor', 'toString', '', 'a b', '"', '\u2028', '\ud800', 'é', '0', 'kind'],
);
const labels = fc.uniqueArray(awkward, { minLength: 1, maxLength: 5 });
const atom: fc.Arbitrary<Atom> = fc.oneof(
  fc.constantFrom<Atom[]>(real, integer, text, boolean),
  labels.map((list) => category(proved<['']>(list))),
);
const metric: fc.Arbitrary<SourceMetric> = fc.oneof(
  fc
    .integer({ min: 1, max: 2 ** 53 - 1 })
    .map((n) => symmetricDistance({ contributions: proved<1>(n) })),
  fc.integer({ min: 1, max: 1000 }).map((n) => changeOneDistance({ size: proved<1>(n) })),
);
// decimals of every size that a grid can hold
const decimal = fc
  .tuple(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: -20, max: 20 }))
  .map(([digits, exponent]) => Number(`${digits}e${exponent}`));
const bounds = fc
  .uniqueArray(decimal, { minLength: 2, maxLength: 2 })
  .map((pair) => pair.sort((a, b) => a - b));
const edges = fc
  .uniqueArray(decimal, { minLength: 2, maxLength: 6, selector: (x) => x + 0 })
  .map((list) => list.sort((a, b) => a - b));
const positive = fc
  .tuple(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: -12, max: 6 }))
  .map(([digits, exponent]) => Number(`${digits}e${exponent}`));
const countMetric = fc.constantFrom(l1Distance, l2Distance);

const steps = <T>(...list: readonly T[]): readonly T[] => list;

/** the steps after a source whose column is of a domain, up to an aggregate, and the metric that it is measured in */
const aggregateOf = (
  domain: Atom,
  neighbours: SourceMetric,
): fc.Arbitrary<{ readonly list: readonly StepOf[]; readonly inL2: boolean }> => {
  const counts = (make: fc.Arbitrary<(metric: unknown) => StepOf>) =>
    fc.tuple(make, countMetric).map(([of, measured]) => ({
      list: steps(of(measured)),
      inL2: measured.kind === 'l2Distance',
    }));
  if (domain.kind === 'category' || domain.kind === 'boolean')
    return counts(fc.constant((measured) => loose(countBy)(measured)));
  if (domain.kind === 'text')
    return aggregateOf(integer, neighbours).map(({ list, inL2 }) => ({
      list: [loose(cast)(integer), loose(impute)(0), ...list],
      inL2,
    }));
  const bounded = fc.tuple(bounds, fc.boolean()).map(([[lower, upper], twice]) => {
    const step = loose(clamp)(lower, upper);
    return twice ? steps(step, step) : steps(step);
  });
  const ends = [loose(sum)(), ...(neighbours.kind === 'changeOneDistance' ? [loose(mean)()] : [])];
  return fc.oneof(
    fc
      .tuple(bounded, fc.constantFrom(...ends))
      .map(([list, end]) => ({ list: [...list, end], inL2: false })),
    counts(edges.map((list) => (measured: unknown) => loose(histogram)(list, measured))),
    ...(neighbours.kind === 'symmetricDistance'
      ? [fc.constant({ list: steps(loose(count)()), inL2: false })]
      : []),
  );
};

const noise = (inL2: boolean): fc.Arbitrary<StepOf> => {
  const [mechanism, names] = inL2
    ? ([gaussian, ['sigma', 'rho']] as const)
    : ([laplace, ['scale', 'epsilon']] as const);
  return fc
    .tuple(fc.constantFrom(...names), positive)
    .map(([name, value]) => loose(mechanism)({ [name]: value }));
};

const pipelines: fc.Arbitrary<Pipeline> = fc
  .tuple(atom, metric, fc.option(awkward), fc.boolean())
  .chain(([domain, neighbours, name, noisy]) =>
    aggregateOf(domain, neighbours).chain(({ list, inL2 }) =>
      (noisy ? noise(inL2).map((step) => steps(step)) : fc.constant(steps<StepOf>())).map(
        (last) => {
          const source: unknown =
            name === null
              ? values(domain, neighbours)
              : column(name)(proved<never>(table({ other: real, [name]: domain }, neighbours)));
          return proved<Pipeline>(
            [...list, ...last].reduce((before, step) => step(before), source),
          );
        },
      ),
    ),
  );

const cells: readonly unknown[] = [
  0,
  -0,
  1.5,
  -3,
  1e300,
  NaN,
  Infinity,
  '12',
  '',
  'a b',
  '__proto__',
  'é',
  true,
  false,
  null,
];

describe('pipelineFromJson', () => {
  it('reads back every pipeline as itself', () => {
    fc.assert(
      fc.property(pipelines, fc.bigInt({ min: 0n, max: 10n ** 9n }), (pipeline, d) => {
        const written = JSON.stringify(pipeline);
        const outcome = pipelineFromJson(JSON.parse(written));
        if (outcome._tag === 'Left') throw outcome.left;
        const back = proved<Pipeline>(outcome.right);
        expect(JSON.stringify(back)).toBe(written);
        expect(back.fingerprint()).toBe(pipeline.fingerprint());
        expect(back.kind).toBe(pipeline.kind);
        expect(back.inputDomain).toEqual(pipeline.inputDomain);
        expect(back.inputMetric).toEqual(pipeline.inputMetric);
        expect(back.assumptions).toEqual(pipeline.assumptions);
        expect(back.map(d).toString()).toBe(pipeline.map(d).toString());
        expect(JSON.stringify(back.noise)).toBe(JSON.stringify(pipeline.noise));
        // the exact answers are the same too, on rows and on what is no row
        const name = Object.keys(proved<object>(pipeline.toJSON().steps[0]?.['columns'] ?? {}));
        const rows = [
          ...cells,
          ...cells.map((cell) => Object.fromEntries(name.map((one) => [one, cell]))),
        ];
        expect((back.exact ?? back).invoke(rows)).toEqual(
          (pipeline.exact ?? pipeline).invoke(rows),
        );
      }),
      { numRuns: 500 },
    );
  });
});
