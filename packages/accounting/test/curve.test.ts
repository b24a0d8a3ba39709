import { DiscreetError } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addOrRemoveOne,
  amplify,
  approximateCurve,
  approximateZeroConcentratedCurve,
  batchClosedForms,
  batchOptimal,
  bestBatch,
  boundedRange,
  bunSteinkeEpsilon,
  bunSteinkeRho,
  calibrateGaussian,
  classicalGaussianSigma,
  convert,
  type Curve,
  curveFromJson,
  curveToJson,
  deltaAt,
  discreteGaussianCurve,
  discreteLaplaceCurve,
  divergenceAt,
  epsilonAt,
  fixedSizeSampler,
  gaussianCurve,
  groupCurve,
  laplaceCurve,
  mironovEpsilon,
  noiseVariance,
  poissonSampler,
  pureCurve,
  randomizedResponseCurve,
  renyiPointEpsilon,
  renyiPoints,
  shuffledBatches,
  shuffler,
  shufflingClosedForm,
  shufflingDelta,
  shufflingEpsilon,
  sumCurves,
  tradeOffAt,
  zeroConcentratedCurve,
} from '../src/index.ts';

/** one of each kind */
const all: readonly Curve[] = [
  pureCurve({ epsilon: 0.1 }),
  approximateCurve({ epsilon: '1/3', delta: 1e-6 }),
  zeroConcentratedCurve({ rho: 0.5 }),
  approximateZeroConcentratedCurve({ rho: 2n, delta: '1e-9' }),
  gaussianCurve({ mu: 0.5 }),
  gaussianCurve({ sigma: 3, sensitivity: 2 }),
  laplaceCurve({ sensitivity: 1, scale: 4 }),
  discreteLaplaceCurve({ sensitivity: 2, scale: 4 }),
  discreteGaussianCurve({ sensitivity: 1, sigma: 2 }),
  discreteGaussianCurve({ sensitivity: 1, sigmaSquared: 2 }),
  randomizedResponseCurve({ truth: 0.75 }),
  renyiPoints([
    { order: 8, divergence: 1 },
    { order: 2, divergence: 0.5 },
  ]),
  convert(laplaceCurve({ sensitivity: 1, scale: 4 }), 'renyi'),
];

/** what no number of ours may be */
const never = [
  NaN,
  Infinity,
  -Infinity,
  -1,
  -1e-300,
  '',
  ' 1',
  '+1',
  '1/0',
  'NaN',
  undefined,
  null,
  {},
  [1],
  true,
];
const outside = [...never, 0, 1, 2];

/** every parameter of every constructor, with values that it must refuse */
const refused: readonly (readonly [string, (bad: never) => unknown, readonly unknown[]])[] = [
  ['pureCurve epsilon', (epsilon) => pureCurve({ epsilon }), never],
  ['approximateCurve epsilon', (epsilon) => approximateCurve({ epsilon, delta: 0 }), never],
  ['approximateCurve delta', (delta) => approximateCurve({ epsilon: 1, delta }), [...never, 1, 2]],
  ['zeroConcentratedCurve rho', (rho) => zeroConcentratedCurve({ rho }), never],
  [
    'approximateZeroConcentratedCurve rho',
    (rho) => approximateZeroConcentratedCurve({ rho, delta: 0 }),
    never,
  ],
  [
    'approximateZeroConcentratedCurve delta',
    (delta) => approximateZeroConcentratedCurve({ rho: 1, delta }),
    [...never, 1],
  ],
  ['gaussianCurve mu', (mu) => gaussianCurve({ mu }), never],
  ['gaussianCurve sigma', (sigma) => gaussianCurve({ sigma, sensitivity: 1 }), [...never, 0]],
  ['gaussianCurve sensitivity', (sensitivity) => gaussianCurve({ sigma: 1, sensitivity }), never],
  ['laplaceCurve scale', (scale) => laplaceCurve({ sensitivity: 1, scale }), [...never, 0]],
  ['laplaceCurve sensitivity', (sensitivity) => laplaceCurve({ sensitivity, scale: 1 }), never],
  [
    'discreteLaplaceCurve scale',
    (scale) => discreteLaplaceCurve({ sensitivity: 1, scale }),
    [...never, 0],
  ],
  [
    'discreteLaplaceCurve sensitivity',
    (sensitivity) => discreteLaplaceCurve({ sensitivity, scale: 1 }),
    [...never, 0.5],
  ],
  [
    'discreteGaussianCurve sigma',
    (sigma) => discreteGaussianCurve({ sensitivity: 1, sigma }),
    [...never, 0],
  ],
  [
    'discreteGaussianCurve sigmaSquared',
    (sigmaSquared) => discreteGaussianCurve({ sensitivity: 1, sigmaSquared }),
    [...never, 0],
  ],
  [
    'discreteGaussianCurve sensitivity',
    (sensitivity) => discreteGaussianCurve({ sensitivity, sigma: 1 }),
    [...never, 1.5],
  ],
  [
    'randomizedResponseCurve truth',
    (truth) => randomizedResponseCurve({ truth }),
    [...never, 0.4, 1, 2],
  ],
  ['renyiPoints order', (order) => renyiPoints([{ order, divergence: 1 }]), [...never, 0.5, 1]],
  ['renyiPoints divergence', (divergence) => renyiPoints([{ order: 2, divergence }]), never],
  ['renyiPoints', (points) => renyiPoints(points), [undefined, null, [], {}, 'a', [null], [1]]],
  ['epsilonAt delta', (delta) => epsilonAt(pureCurve({ epsilon: 1 }), { delta }), [...never, 1, 2]],
  ['deltaAt epsilon', (epsilon) => deltaAt(pureCurve({ epsilon: 1 }), { epsilon }), never],
  [
    'divergenceAt order',
    (order) => divergenceAt(pureCurve({ epsilon: 1 }), { order }),
    [...never, 0, 0.5, 1],
  ],
  [
    'tradeOffAt typeOne',
    (typeOne) => tradeOffAt(pureCurve({ epsilon: 1 }), { typeOne }),
    [...never, 1],
  ],
  [
    'calibrateGaussian epsilon',
    (epsilon) => calibrateGaussian({ epsilon, delta: 1e-5, sensitivity: 1 }),
    never,
  ],
  [
    'calibrateGaussian delta',
    (delta) => calibrateGaussian({ epsilon: 1, delta, sensitivity: 1 }),
    outside,
  ],
  [
    'calibrateGaussian sensitivity',
    (sensitivity) => calibrateGaussian({ epsilon: 1, delta: 1e-5, sensitivity }),
    [...never, 0],
  ],
  [
    'convert delta',
    (delta) => convert(pureCurve({ epsilon: 1 }), 'approximate', { delta }),
    [...never, 1],
  ],
  ['boundedRange epsilon', (epsilon) => boundedRange({ epsilon }), never],
  ['groupCurve size', (size) => groupCurve(pureCurve({ epsilon: 1 }), size), [...never, 0, 1.5]],
  ['bunSteinkeEpsilon delta', (delta) => bunSteinkeEpsilon({ rho: 1, delta }), outside],
  ['bunSteinkeRho epsilon', (epsilon) => bunSteinkeRho({ epsilon }), never],
  [
    'mironovEpsilon order',
    (order) => mironovEpsilon({ order, divergence: 1, delta: 0.5 }),
    [...never, 1],
  ],
  [
    'classicalGaussianSigma epsilon',
    (epsilon) => classicalGaussianSigma({ epsilon, delta: 0.5, sensitivity: 1 }),
    outside,
  ],
  [
    'renyiPointEpsilon order',
    (order) => renyiPointEpsilon({ order, divergence: 1, delta: 0.5 }),
    [...never, 1],
  ],
  [
    'renyiPointEpsilon delta',
    (delta) => renyiPointEpsilon({ order: 2, divergence: 1, delta }),
    outside,
  ],
  ['poissonSampler rate', (rate) => poissonSampler({ rate }), [...never, 0, 1.5]],
  [
    'fixedSizeSampler size',
    (size) => fixedSizeSampler({ size, populationSize: 10 }),
    [...never, 0, 11, 1.5],
  ],
  ['shuffler reports', (reports) => shuffler({ reports }), [...never, 0, 1.5, 2 ** 60]],
  ['shuffledBatches batchSize', (batchSize) => shuffledBatches({ batchSize }), [...never, 0]],
  [
    'shufflingClosedForm delta',
    (delta) =>
      shufflingClosedForm(shuffler({ reports: 1e6 }), pureCurve({ epsilon: 1 }), { delta }),
    outside,
  ],
  [
    'shufflingDelta epsilon',
    (epsilon) => shufflingDelta(shuffler({ reports: 10 }), pureCurve({ epsilon: 1 }), { epsilon }),
    never,
  ],
  [
    'shufflingEpsilon delta',
    (delta) => shufflingEpsilon(shuffler({ reports: 10 }), pureCurve({ epsilon: 1 }), { delta }),
    outside,
  ],
  [
    'batchOptimal slack',
    (slack) => batchOptimal([{ curve: pureCurve({ epsilon: 1 }) }], { slack }),
    outside,
  ],
  [
    'batchClosedForms count',
    (count) => batchClosedForms([{ curve: pureCurve({ epsilon: 1 }), count }], { slack: 0.5 }),
    never.filter((x) => x !== undefined && x !== null),
  ],
  ['bestBatch items', (items) => bestBatch(items, { slack: 0.5 }), [undefined, null, [], {}, 'a']],
  ['sumCurves', (curves) => sumCurves(curves), [[]]],
];

describe('constructors of curves', () => {
  it.each(refused)('refuses what %s may not be', (_, make, bad) => {
    for (const value of bad) {
      const run = (): unknown => make(value as never);
      expect(run, String(value)).toThrow(DiscreetError);
    }
  });

  it('reads numbers, integers, text and rationals as the decimals that they are', () => {
    const ways = [0.1, '0.1', '1/10', '1e-1', Rational.of(1n, 10n)];
    for (const epsilon of ways) expect(pureCurve({ epsilon }).epsilon.toString()).toBe('1/10');
    expect(pureCurve({ epsilon: 1n }).epsilon.equals(Rational.one)).toBe(true);
    expect(pureCurve({ epsilon: -0 }).epsilon.sign()).toBe(0);
  });

  it('makes frozen values', () => {
    for (const curve of all) expect(Object.isFrozen(curve)).toBe(true);
  });

  it('refuses parameters that it does not know', () => {
    expect(() => pureCurve({ epsilon: 1, delta: 0.5 } as never)).toThrow(
      'pureCurve: takes epsilon',
    );
    expect(() => gaussianCurve({ mu: 1, sigma: 1 })).toThrow('gaussianCurve: takes mu');
  });

  it('says where, which rule and what came', () => {
    expect(() => zeroConcentratedCurve({ rho: -1 })).toThrow(
      'zeroConcentratedCurve: rho must be a finite number >= 0, got -1',
    );
  });
});

describe('curves that no constructor made', () => {
  const forged: readonly unknown[] = [
    { kind: 'pure', epsilon: Rational.of(-5n) },
    { kind: 'pure', epsilon: 1 },
    { kind: 'pure' },
    { kind: 'approximate', epsilon: Rational.one, delta: Rational.of(2n) },
    { kind: 'gaussian', muSquared: NaN },
    { kind: 'laplace', sensitivity: Rational.one, scale: Rational.zero },
    { kind: 'discreteGaussian', sensitivity: Rational.of(1n, 2n), sigmaSquared: Rational.one },
    { kind: 'renyi', terms: [] },
    { kind: 'renyi', terms: [{ form: 'points', points: [] }] },
    { kind: 'renyi', terms: [{ form: 'curve', curve: all[1], count: Rational.one }] },
    { kind: 'toString' },
    null,
    7,
  ];

  it('are refused wherever a curve is read', () => {
    for (const curve of forged as readonly never[]) {
      expect(() => epsilonAt(curve, { delta: 0.5 })).toThrow(DiscreetError);
      expect(() => deltaAt(curve, { epsilon: 1 })).toThrow(DiscreetError);
      expect(() => convert(curve, 'renyi')).toThrow(DiscreetError);
      expect(() => groupCurve(curve, 2)).toThrow(DiscreetError);
      expect(() => sumCurves([curve])).toThrow(DiscreetError);
      expect(() => curveToJson(curve)).toThrow(DiscreetError);
      expect(() => divergenceAt(curve, { order: 2 })).toThrow(DiscreetError);
      expect(() => tradeOffAt(curve, { typeOne: 0.5 })).toThrow(DiscreetError);
      expect(() => noiseVariance(curve)).toThrow(DiscreetError);
      expect(() => addOrRemoveOne(curve)).toThrow(DiscreetError);
      expect(() =>
        amplify(poissonSampler({ rate: 0.1 }), { relation: 'addOrRemoveOne', curve } as never),
      ).toThrow(DiscreetError);
      expect(() => bestBatch([{ curve }], { slack: 0.5 })).toThrow(DiscreetError);
    }
  });
});

describe('curves in JSON', () => {
  it('come back the same, of every kind', () => {
    for (const curve of all) {
      const text = JSON.stringify(curveToJson(curve));
      const back = curveFromJson(JSON.parse(text));
      expect(back._tag === 'Right' && JSON.stringify(curveToJson(back.right))).toBe(text);
      expect(back._tag === 'Right' && Object.isFrozen(back.right)).toBe(true);
    }
  });

  it('are refused in a Left when anything is wrong', () => {
    const good = curveToJson(pureCurve({ epsilon: 1 }));
    const bad: readonly unknown[] = [
      null,
      7,
      'a',
      {},
      { ...good, format: 'discreet/other' },
      { ...good, version: 2 },
      { ...good, kind: 'constructor' },
      { ...good, kind: 'renyi' },
      { ...good, fields: {} },
      { ...good, fields: { epsilon: '-1' } },
      { ...good, fields: { epsilon: 'NaN' } },
      { ...good, fields: { epsilon: '1', delta: '0' } },
      { ...good, kind: 'renyi', fields: { terms: [] } },
      { ...good, kind: 'renyi', fields: { terms: [{ form: 'points', points: [] }] } },
      {
        ...good,
        kind: 'renyi',
        fields: {
          terms: [
            {
              form: 'curve',
              kind: 'approximate',
              count: '1',
              fields: { epsilon: '1', delta: '0' },
            },
          ],
        },
      },
    ];
    for (const json of bad) {
      const read = curveFromJson(json);
      expect(read._tag, JSON.stringify(json)).toBe('Left');
      expect(read._tag === 'Left' && read.left._tag).toBe('InvalidJson');
    }
  });

  it('never throw, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (json) => {
        expect(curveFromJson(json)._tag).toBe('Left');
      }),
    );
  });
});
