import { DiscreetError } from '@discreet/core';
import { type Enclosure, Rational } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import * as accounting from '../src/index.ts';

type Parameter = accounting.Parameter;

const {
  addOrRemoveOne,
  amplify,
  curveToJson,
  eventToJson,
  gaussianEvent,
  laplaceEvent,
  pldAccountant,
  poissonSampledEvent,
  poissonSampler,
  pureCurve,
  rdpAccountant,
  shuffler,
} = accounting;

const pure = pureCurve({ epsilon: 1 });
const zero = pureCurve({ epsilon: 0 });
const event = gaussianEvent({ noiseMultiplier: 2 });
const sampler = poissonSampler({ rate: '1/10' });
const reports = shuffler({ reports: 10 });
const target = {
  accountant: rdpAccountant(),
  event: (noiseMultiplier: number) => gaussianEvent({ noiseMultiplier }),
  epsilon: 1,
  delta: 1e-6,
};
const sample = { datasetSize: 10, sampleSize: 5, event };
const truncated = { datasetSize: 9, samplingProbability: 0.5, batchSize: 3, noiseMultiplier: 1 };
const banded = { noiseMultiplier: 1, iterations: 9, bands: 3, samplingProbability: 0.5 };
const mixture = { standardDeviation: 1, sensitivities: [1], probabilities: [1] };

/** what stands where an object, a list, a curve, an event or a function should */
const things: readonly unknown[] = [
  undefined,
  null,
  7,
  'a',
  NaN,
  true,
  1n,
  {},
  [],
  [null],
  [7],
  () => 1,
  Symbol('thing'),
];

/** Every function that is offered, each argument and each field that is no number in turn; and the things that are fine there. */
const takesThings: readonly (readonly [
  string,
  (x: never) => unknown,
  fine?: readonly unknown[],
])[] = [
  ['addOrRemoveOne', (x) => addOrRemoveOne(x)],
  ['replaceOne', (x) => accounting.replaceOne(x)],
  ['amplify', (x) => amplify(x, addOrRemoveOne(pure))],
  ['amplify', (x) => amplify(sampler, x)],
  ['pureCurve', (x) => pureCurve(x)],
  ['approximateCurve', (x) => accounting.approximateCurve(x)],
  ['zeroConcentratedCurve', (x) => accounting.zeroConcentratedCurve(x)],
  ['approximateZeroConcentratedCurve', (x) => accounting.approximateZeroConcentratedCurve(x)],
  ['gaussianCurve', (x) => accounting.gaussianCurve(x)],
  ['laplaceCurve', (x) => accounting.laplaceCurve(x)],
  ['discreteLaplaceCurve', (x) => accounting.discreteLaplaceCurve(x)],
  ['discreteGaussianCurve', (x) => accounting.discreteGaussianCurve(x)],
  ['randomizedResponseCurve', (x) => accounting.randomizedResponseCurve(x)],
  ['renyiPoints', (x) => accounting.renyiPoints(x)],
  ['boundedRange', (x) => accounting.boundedRange(x)],
  ['sumCurves', (x) => accounting.sumCurves(x)],
  ['groupCurve', (x) => accounting.groupCurve(x, 2)],
  ['convert', (x) => accounting.convert(x, 'renyi')],
  ['convert', (x) => (accounting.convert as (from: unknown, to: unknown) => unknown)(pure, x)],
  ['convert', (x) => accounting.convert(pure, 'approximate', x)],
  ['epsilonAt', (x) => accounting.epsilonAt(x, { delta: 0.1 })],
  ['epsilonAt', (x) => accounting.epsilonAt(pure, x)],
  ['deltaAt', (x) => accounting.deltaAt(x, { epsilon: 1 })],
  ['deltaAt', (x) => accounting.deltaAt(pure, x)],
  ['divergenceAt', (x) => accounting.divergenceAt(x, { order: 2 })],
  ['divergenceAt', (x) => accounting.divergenceAt(pure, x)],
  ['tradeOffAt', (x) => accounting.tradeOffAt(x, { typeOne: 0.1 })],
  ['tradeOffAt', (x) => accounting.tradeOffAt(pure, x)],
  ['noiseVariance', (x) => accounting.noiseVariance(x)],
  ['bunSteinkeEpsilon', (x) => accounting.bunSteinkeEpsilon(x)],
  ['bunSteinkeRho', (x) => accounting.bunSteinkeRho(x)],
  ['mironovEpsilon', (x) => accounting.mironovEpsilon(x)],
  ['classicalGaussianSigma', (x) => accounting.classicalGaussianSigma(x)],
  ['renyiPointEpsilon', (x) => accounting.renyiPointEpsilon(x)],
  ['calibrateGaussian', (x) => accounting.calibrateGaussian(x)],
  ['calibrateNoise', (x) => accounting.calibrateNoise(x)],
  ['calibrateNoise', (x) => accounting.calibrateNoise({ ...target, accountant: x })],
  ['calibrateNoise', (x) => accounting.calibrateNoise({ ...target, event: x })],
  ['calibrateNoise', (x) => accounting.calibrateNoise({ ...target, event: () => x })],
  [
    'calibrateNoise',
    (x) => accounting.calibrateNoise({ ...target, tolerance: x }),
    [undefined, null],
  ],
  ['batchOptimal', (x) => accounting.batchOptimal(x, { slack: 0.5 })],
  ['batchOptimal', (x) => accounting.batchOptimal([{ curve: x }], { slack: 0.5 })],
  ['batchOptimal', (x) => accounting.batchOptimal([{ curve: pure }], x)],
  ['batchClosedForms', (x) => accounting.batchClosedForms(x, { slack: 0.5 })],
  ['batchClosedForms', (x) => accounting.batchClosedForms([{ curve: pure }], x)],
  ['bestBatch', (x) => accounting.bestBatch(x, { slack: 0.5 })],
  ['bestBatch', (x) => accounting.bestBatch([{ curve: pure }], x)],
  ['poissonSampler', (x) => poissonSampler(x)],
  ['fixedSizeSampler', (x) => accounting.fixedSizeSampler(x)],
  ['shuffler', (x) => shuffler(x)],
  ['shuffledBatches', (x) => accounting.shuffledBatches(x)],
  ['shufflingClosedForm', (x) => accounting.shufflingClosedForm(x, zero, { delta: 0.1 })],
  ['shufflingClosedForm', (x) => accounting.shufflingClosedForm(reports, x, { delta: 0.1 })],
  ['shufflingClosedForm', (x) => accounting.shufflingClosedForm(reports, zero, x)],
  ['shufflingDelta', (x) => accounting.shufflingDelta(x, pure, { epsilon: 0.1 })],
  ['shufflingDelta', (x) => accounting.shufflingDelta(reports, x, { epsilon: 0.1 })],
  ['shufflingDelta', (x) => accounting.shufflingDelta(reports, pure, x)],
  ['shufflingEpsilon', (x) => accounting.shufflingEpsilon(x, pure, { delta: 0.1 })],
  ['shufflingEpsilon', (x) => accounting.shufflingEpsilon(reports, x, { delta: 0.1 })],
  ['shufflingEpsilon', (x) => accounting.shufflingEpsilon(reports, pure, x)],
  ['gaussianEvent', (x) => gaussianEvent(x)],
  ['roundedGaussianEvent', (x) => accounting.roundedGaussianEvent(x)],
  ['laplaceEvent', (x) => laplaceEvent(x)],
  ['discreteLaplaceEvent', (x) => accounting.discreteLaplaceEvent(x)],
  ['discreteGaussianEvent', (x) => accounting.discreteGaussianEvent(x)],
  ['mixtureOfGaussiansEvent', (x) => accounting.mixtureOfGaussiansEvent(x)],
  [
    'mixtureOfGaussiansEvent',
    (x) => accounting.mixtureOfGaussiansEvent({ ...mixture, sensitivities: x }),
    // one shift of seven
    [things[10]],
  ],
  [
    'mixtureOfGaussiansEvent',
    (x) => accounting.mixtureOfGaussiansEvent({ ...mixture, probabilities: x }),
  ],
  ['epsilonDeltaEvent', (x) => accounting.epsilonDeltaEvent(x)],
  ['zeroConcentratedEvent', (x) => accounting.zeroConcentratedEvent(x)],
  ['exponentialMechanismEvent', (x) => accounting.exponentialMechanismEvent(x)],
  ['permuteAndFlipEvent', (x) => accounting.permuteAndFlipEvent(x)],
  ['randomizedResponseEvent', (x) => accounting.randomizedResponseEvent(x)],
  ['poissonSampledEvent', (x) => poissonSampledEvent(x)],
  ['poissonSampledEvent', (x) => poissonSampledEvent({ samplingProbability: 0.1, event: x })],
  ['sampledWithoutReplacementEvent', (x) => accounting.sampledWithoutReplacementEvent(x)],
  [
    'sampledWithoutReplacementEvent',
    (x) => accounting.sampledWithoutReplacementEvent({ ...sample, event: x }),
  ],
  ['sampledWithReplacementEvent', (x) => accounting.sampledWithReplacementEvent(x)],
  [
    'sampledWithReplacementEvent',
    (x) => accounting.sampledWithReplacementEvent({ ...sample, event: x }),
  ],
  ['truncatedSubsampledGaussianEvent', (x) => accounting.truncatedSubsampledGaussianEvent(x)],
  ['treeAggregationEvent', (x) => accounting.treeAggregationEvent(x)],
  [
    'treeAggregationEvent',
    (x) => accounting.treeAggregationEvent({ noiseMultiplier: 1, stepCounts: x }),
    // one tree of seven steps
    [things[10]],
  ],
  ['bandedMatrixFactorizationEvent', (x) => accounting.bandedMatrixFactorizationEvent(x)],
  ['repeatAndSelectEvent', (x) => accounting.repeatAndSelectEvent(x)],
  ['repeatAndSelectEvent', (x) => accounting.repeatAndSelectEvent({ event: x, mean: 2, shape: 1 })],
  // an empty list is nothing at all
  ['composedEvent', (x) => accounting.composedEvent(x), [things[8]]],
  ['selfComposedEvent', (x) => accounting.selfComposedEvent(x, 2)],
  ['eventToJson', (x) => eventToJson(x)],
  ['curveToJson', (x) => curveToJson(x)],
  ['rdpAccountant', (x) => rdpAccountant(x), [undefined]],
  ['rdpAccountant', (x) => rdpAccountant().compose(x)],
  ['rdpAccountant', (x) => target.accountant.epsilon(0.1, x), [undefined, things[10]]],
  ['pldAccountant', (x) => pldAccountant(x), [undefined]],
  ['pldAccountant', (x) => pldAccountant().compose(x)],
  ['sweep', (x) => accounting.sweep(x)],
  ['profileSeries', (x) => accounting.profileSeries(x)],
  ['tradeOffSeries', (x) => accounting.tradeOffSeries(x)],
  ['compositionSeries', (x) => accounting.compositionSeries(x, { delta: 0.1 })],
  ['compositionSeries', (x) => accounting.compositionSeries({}, x)],
  ['noiseAccuracy', (x) => accounting.noiseAccuracy(x, { beta: 0.1 })],
  ['noiseAccuracy', (x) => accounting.noiseAccuracy(event, x)],
  ['logGrid', (x) => accounting.logGrid(x)],
];

/** what answers in a `Left` */
const parsers: readonly (readonly [string, (x: unknown) => { readonly _tag: 'Left' | 'Right' }])[] =
  [
    ['eventFromJson', accounting.eventFromJson],
    ['curveFromJson', accounting.curveFromJson],
    ['rdpAccountant', (x) => rdpAccountant().supports(x as never)],
    ['pldAccountant', (x) => pldAccountant().supports(x as never)],
  ];

/** no number of ours, in any range */
const noNumbers: readonly unknown[] = [
  NaN,
  Infinity,
  -Infinity,
  -1,
  -5e-324,
  -1n,
  Rational.of(-1n, 3n),
  '',
  ' 1',
  '1 ',
  '\n1',
  '+1',
  '1.',
  '.5',
  '1e',
  '1e1.5',
  '0x1',
  '1,5',
  '1_0',
  '--1',
  '1/0',
  '1/-2',
  '1/2/3',
  '1.5/2',
  'NaN',
  'Infinity',
  '-1',
  '٣',
  '1e5001',
  '1'.repeat(10_001),
  {},
  [],
  [1],
  true,
  () => 1,
  Symbol('1'),
  { valueOf: () => 1 },
  Object(1),
  null,
];

/** The parameters that other tests do not try; and what is out of their range besides. */
const takesNumbers: readonly (readonly [
  string,
  (x: never) => unknown,
  others?: readonly unknown[],
])[] = [
  ['batchOptimal slack', (slack) => accounting.batchOptimal([{ curve: pure }], { slack }), [0, 1]],
  [
    'batchClosedForms slack',
    (slack) => accounting.batchClosedForms([{ curve: pure }], { slack }),
    [0, 1],
  ],
  ['bestBatch slack', (slack) => accounting.bestBatch([{ curve: pure }], { slack }), [0, 1]],
  ['calibrateNoise epsilon', (epsilon) => accounting.calibrateNoise({ ...target, epsilon }), [0]],
  ['calibrateNoise delta', (delta) => accounting.calibrateNoise({ ...target, delta }), [0, 1, 2]],
  [
    'fixedSizeSampler populationSize',
    (populationSize) => accounting.fixedSizeSampler({ size: 2, populationSize }),
    [0, 1, 2.5],
  ],
  [
    'sampled event with replacement sampleSize',
    (sampleSize) => accounting.sampledWithReplacementEvent({ ...sample, sampleSize }),
    [0, 0.5],
  ],
  [
    'sampled event without replacement datasetSize',
    (datasetSize) => accounting.sampledWithoutReplacementEvent({ ...sample, datasetSize }),
    [0, 4, 9.5],
  ],
  [
    'truncated event datasetSize',
    (datasetSize) => accounting.truncatedSubsampledGaussianEvent({ ...truncated, datasetSize }),
    [0, 1.5],
  ],
  [
    'truncated event samplingProbability',
    (samplingProbability) =>
      accounting.truncatedSubsampledGaussianEvent({ ...truncated, samplingProbability }),
    [1.1],
  ],
  [
    'truncated event batchSize',
    (batchSize) => accounting.truncatedSubsampledGaussianEvent({ ...truncated, batchSize }),
    [0, 1.5],
  ],
  [
    'truncated event noiseMultiplier',
    (noiseMultiplier) =>
      accounting.truncatedSubsampledGaussianEvent({ ...truncated, noiseMultiplier }),
    [0, -0],
  ],
  [
    'banded event noiseMultiplier',
    (noiseMultiplier) => accounting.bandedMatrixFactorizationEvent({ ...banded, noiseMultiplier }),
    [0],
  ],
  [
    'banded event iterations',
    (iterations) => accounting.bandedMatrixFactorizationEvent({ ...banded, iterations }),
    [0, 1.5],
  ],
  [
    'banded event bands',
    (bands) => accounting.bandedMatrixFactorizationEvent({ ...banded, bands }),
    [0, 1.5],
  ],
  [
    'banded event samplingProbability',
    (samplingProbability) =>
      accounting.bandedMatrixFactorizationEvent({ ...banded, samplingProbability }),
    [1.1],
  ],
  [
    'tree event noiseMultiplier',
    (noiseMultiplier) => accounting.treeAggregationEvent({ noiseMultiplier, stepCounts: [1] }),
    [0],
  ],
  [
    'mixture event standardDeviation',
    (standardDeviation) => accounting.mixtureOfGaussiansEvent({ ...mixture, standardDeviation }),
    [0],
  ],
  [
    'mixture event probability',
    (chance) => accounting.mixtureOfGaussiansEvent({ ...mixture, probabilities: [chance] }),
    [0, 0.5, 2],
  ],
  ['bunSteinkeEpsilon rho', (rho) => accounting.bunSteinkeEpsilon({ rho, delta: 0.1 })],
  [
    'mironovEpsilon divergence',
    (divergence) => accounting.mironovEpsilon({ order: 2, divergence, delta: 0.1 }),
  ],
  [
    'mironovEpsilon delta',
    (delta) => accounting.mironovEpsilon({ order: 2, divergence: 1, delta }),
    [0, 1],
  ],
  [
    'classicalGaussianSigma delta',
    (delta) => accounting.classicalGaussianSigma({ epsilon: 0.5, delta, sensitivity: 1 }),
    [0, 1],
  ],
  [
    'classicalGaussianSigma sensitivity',
    (sensitivity) => accounting.classicalGaussianSigma({ epsilon: 0.5, delta: 0.1, sensitivity }),
    [0],
  ],
  [
    'renyiPointEpsilon divergence',
    (divergence) => accounting.renyiPointEpsilon({ order: 2, divergence, delta: 0.1 }),
  ],
  ['rdpAccountant count', (count) => rdpAccountant().compose(event, count), [0, -0, 1.5, '3/2']],
  ['rdpAccountant delta', (delta) => target.accountant.epsilon(delta), [0, 1, 1n, '1', 2]],
  ['rdpAccountant order', (order) => target.accountant.divergence(order), [0, 0.5, 1, 1n, '1.0']],
  ['rdpAccountant orders', (order) => target.accountant.epsilon(0.1, [order]), [0, 0.5, 1, 1n]],
  ['rdpAccountant epsilon', (epsilon) => target.accountant.delta(epsilon)],
  ['pldAccountant count', (count) => pldAccountant().compose(event, count), [0, -0, 1.5, '3/2']],
  ['pldAccountant delta', (delta) => pldAccountant().epsilon(delta), [0, 1, 1n, '1', 2]],
  ['pldAccountant epsilon', (epsilon) => pldAccountant().delta(epsilon)],
  ['noiseAccuracy beta', (beta) => accounting.noiseAccuracy(event, { beta }), [0, 1]],
];

const cases = (
  rows: typeof takesThings,
): readonly {
  readonly name: string;
  readonly call: (x: never) => unknown;
  readonly besides: readonly unknown[];
}[] => rows.map(([name, call, besides = []]) => ({ name, call, besides }));

const shown = (x: unknown): string => `${typeof x} ${String(x)}`;

describe('an argument that is no such thing', () => {
  it('is tried for every function that is offered', () => {
    const tried = new Set([...takesThings, ...parsers].map(([name]) => name));
    const offered = Object.entries(accounting).flatMap(([name, value]) =>
      typeof value === 'function' ? [name] : [],
    );
    expect(offered.filter((name) => !tried.has(name))).toEqual([]);
  });

  it.each(cases(takesThings))('is refused by $name', ({ call, besides: fine }) => {
    for (const x of things.filter((thing) => !fine.includes(thing)))
      expect(() => call(x as never), shown(x)).toThrow(DiscreetError);
  });

  it.each(parsers)('is a Left of %s', (_, parse) => {
    for (const x of [...things, ...noNumbers]) expect(parse(x)._tag, shown(x)).toBe('Left');
  });
});

describe('a number that is none, or out of its range', () => {
  it.each(cases(takesNumbers))('is refused as $name', ({ call, besides: others }) => {
    for (const x of [...noNumbers, ...others])
      expect(() => call(x as never), shown(x)).toThrow(DiscreetError);
  });

  it('costs nothing: an accountant that refused is as it was', () => {
    for (const fresh of [rdpAccountant, pldAccountant]) {
      const account = fresh().compose(event, 3);
      const [before, history] = [
        account.epsilon(1e-6),
        JSON.stringify(eventToJson(account.history())),
      ];
      for (const x of noNumbers) {
        expect(() => account.compose(event, x as never)).toThrow(DiscreetError);
        expect(() => account.compose(x as never)).toThrow(DiscreetError);
        expect(() => account.epsilon(x as never)).toThrow(DiscreetError);
        expect(() => account.delta(x as never)).toThrow(DiscreetError);
      }
      expect(account.epsilon(1e-6)).toEqual(before);
      expect(JSON.stringify(eventToJson(account.history()))).toBe(history);
      expect(Object.isFrozen(account)).toBe(true);
      expect(fresh().epsilon(1e-6)).toEqual({ lower: 0, upper: 0 });
    }
  });
});

describe('a number', () => {
  const halves = [2.5, '2.5', '2.50', '25e-1', '0.25E1', '5/2', '10/4', Rational.of(5n, 2n)];
  const twos = [2, 2n, '2', '2.0', '02', '2e0', '20e-1', '4/2', Rational.of(2n)];

  it('is the same in every spelling: in events, curves, counts and readings', () => {
    for (const fresh of [rdpAccountant, pldAccountant]) {
      const cost = (noiseMultiplier: Parameter, samplingProbability: Parameter): Enclosure =>
        fresh()
          .compose(
            poissonSampledEvent({
              samplingProbability,
              event: laplaceEvent({ noiseMultiplier }),
            }),
          )
          .delta(samplingProbability);
      const quarters = [0.25, '0.25', '25e-2', '1/4'];
      for (const [i, half] of halves.entries())
        expect(cost(half, quarters[i % 4] ?? '')).toEqual(cost('5/2', '1/4'));
      const twice = fresh().compose(event, 2).epsilon('1/1000');
      for (const count of twos)
        for (const delta of [0.001, '0.001', '1e-3', Rational.of(1n, 1000n)])
          expect(fresh().compose(event, count).epsilon(delta)).toEqual(twice);
    }
    for (const sigma of halves)
      expect(curveToJson(accounting.gaussianCurve({ sigma, sensitivity: 1 }))).toEqual(
        curveToJson(accounting.gaussianCurve({ sigma: 2.5, sensitivity: 1 })),
      );
    for (const size of twos)
      expect(curveToJson(accounting.groupCurve(pure, size))).toEqual(
        curveToJson(accounting.groupCurve(pure, 2)),
      );
  });

  it('of -0 is 0: refused as noise, and free as epsilon', () => {
    for (const x of [-0, '-0', '-0.0', '-0e5', '0/7', 0n]) {
      expect(() => gaussianEvent({ noiseMultiplier: x })).toThrow(DiscreetError);
      expect(() => poissonSampler({ rate: x })).toThrow(DiscreetError);
      expect(pureCurve({ epsilon: x }).epsilon.sign()).toBe(0);
    }
  });
});

describe('a sampler that no constructor made', () => {
  const [one, nine] = [Rational.one, Rational.of(9n)];
  const poisson = { kind: 'poissonSampler', relation: 'addOrRemoveOne' };
  const fixed = { kind: 'fixedSizeSampler', relation: 'replaceOne' };

  it('amplifies only what its numbers allow', () => {
    for (const rate of [0, -1, 2, NaN, undefined, Rational.zero, Rational.of(-1n), nine])
      expect(() => amplify({ ...poisson, rate } as never, addOrRemoveOne(pure) as never)).toThrow(
        DiscreetError,
      );
    for (const [size, populationSize] of [
      [Rational.zero, one],
      [one, Rational.zero],
      [nine, one],
      [Rational.of(1n, 2n), one],
      [undefined, one],
    ])
      expect(() =>
        amplify({ ...fixed, size, populationSize } as never, accounting.replaceOne(pure) as never),
      ).toThrow(DiscreetError);
  });

  it('is for the neighbours of its kind, whatever it says', () => {
    const swapped = { ...poisson, relation: 'replaceOne', rate: Rational.of(1n, 10n) };
    expect(() => amplify(swapped as never, accounting.replaceOne(pure) as never)).toThrow(
      'the guarantee must be under addOrRemoveOne',
    );
    const other = { ...fixed, relation: 'addOrRemoveOne', size: one, populationSize: nine };
    expect(() => amplify(other as never, addOrRemoveOne(pure) as never)).toThrow(
      'the guarantee must be under replaceOne',
    );
  });
});

describe('numbers beyond the doubles', () => {
  const far = ['1e400', '1e-400', 1.7e308, 5e-324];
  const makers: readonly (readonly [string, (x: never) => accounting.PrivacyEvent])[] = [
    ['Gaussian noise', (noiseMultiplier) => gaussianEvent({ noiseMultiplier })],
    ['Laplace noise', (noiseMultiplier) => laplaceEvent({ noiseMultiplier })],
    ['discrete Laplace noise', (scale) => accounting.discreteLaplaceEvent({ scale })],
    ['discrete Gaussian noise', (sigma) => accounting.discreteGaussianEvent({ sigma })],
    ['a pure event', (epsilon) => accounting.epsilonDeltaEvent({ epsilon })],
    ['a bounded range', (epsilon) => accounting.exponentialMechanismEvent({ epsilon })],
    [
      'sampled Gaussian noise',
      (noiseMultiplier) =>
        poissonSampledEvent({
          samplingProbability: 0.1,
          event: gaussianEvent({ noiseMultiplier }),
        }),
    ],
  ];

  /** An interval, or a refusal; never NaN, another exception, or nothing for what may cost much. */
  const check = (read: () => Enclosure, isDear: boolean): void => {
    try {
      const { lower, upper } = read();
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(upper).toBeGreaterThanOrEqual(lower);
      if (isDear) expect(upper).toBeGreaterThan(1e-3);
    } catch (error) {
      expect(error).toBeInstanceOf(DiscreetError);
    }
  };

  it.each(makers)('in %s give an interval or a refusal', (name, make) => {
    const isPure = /pure|range/.test(name);
    for (const fresh of [rdpAccountant, pldAccountant])
      for (const x of far) {
        const isHuge = x === '1e400' || x === 1.7e308;
        const isDear = isHuge === isPure;
        check(
          () =>
            fresh()
              .compose(make(x as never))
              .epsilon(1e-6),
          isDear,
        );
        check(
          () =>
            fresh()
              .compose(make(x as never))
              .delta(1),
          isDear,
        );
      }
  });
});
