import { Rational } from '@discreet/numeric';
import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  bandedMatrixFactorizationEvent,
  composedEvent,
  discreteGaussianEvent,
  discreteLaplaceEvent,
  epsilonDeltaEvent,
  eventFromJson,
  eventToJson,
  exponentialMechanismEvent,
  gaussianEvent,
  laplaceEvent,
  mixtureOfGaussiansEvent,
  nonPrivateEvent,
  noOpEvent,
  type Parameter,
  permuteAndFlipEvent,
  poissonSampledEvent,
  type PrivacyEvent,
  randomizedResponseEvent,
  repeatAndSelectEvent,
  roundedGaussianEvent,
  sampledWithoutReplacementEvent,
  sampledWithReplacementEvent,
  selfComposedEvent,
  treeAggregationEvent,
  truncatedSubsampledGaussianEvent,
  unsupportedEvent,
  zeroConcentratedEvent,
} from '../src/index.ts';

const inner = gaussianEvent({ noiseMultiplier: 1.1 });
const fixedSize = { datasetSize: 100, sampleSize: 7, event: inner };

const every: readonly PrivacyEvent[] = [
  noOpEvent,
  nonPrivateEvent,
  unsupportedEvent,
  epsilonDeltaEvent({ epsilon: 0.3, delta: 1e-9 }),
  zeroConcentratedEvent({ rho: 0.1, xi: '1/3' }),
  inner,
  roundedGaussianEvent({ noiseMultiplier: 2 }),
  discreteGaussianEvent({ sigma: 3, sensitivity: 1.5, dimension: 4 }),
  laplaceEvent({ noiseMultiplier: 0.5 }),
  discreteLaplaceEvent({ scale: 3, sensitivity: 2 }),
  mixtureOfGaussiansEvent({
    standardDeviation: 2,
    sensitivities: [0, 1, '5/2'],
    probabilities: ['1/2', '1/3', '1/6'],
  }),
  exponentialMechanismEvent({ epsilon: 1 }),
  permuteAndFlipEvent({ epsilon: 1 }),
  randomizedResponseEvent({ noise: 0.3, buckets: 10 }),
  truncatedSubsampledGaussianEvent({
    datasetSize: 1000,
    samplingProbability: 0.01,
    batchSize: 20,
    noiseMultiplier: 1,
  }),
  poissonSampledEvent({ samplingProbability: '256/60000', event: inner }),
  sampledWithoutReplacementEvent(fixedSize),
  sampledWithReplacementEvent(fixedSize),
  treeAggregationEvent({ noiseMultiplier: 1, stepCounts: [3, 4] }),
  bandedMatrixFactorizationEvent({
    noiseMultiplier: 1,
    iterations: 100,
    bands: 9,
    samplingProbability: 0.1,
  }),
  repeatAndSelectEvent({ event: inner, mean: 10, shape: -0.5 }),
  repeatAndSelectEvent({ event: inner, mean: 0.5, shape: 'poisson' }),
  composedEvent([inner, selfComposedEvent(inner, 3), composedEvent([])]),
  selfComposedEvent(composedEvent([inner, noOpEvent]), '12345678901234567890'),
];

describe('an event', () => {
  it('has a sample of each kind here', () => {
    expect(new Set(every.map(({ kind }) => kind)).size).toBe(23);
  });

  it.each(every.map((event) => [event.kind, event] as const))(
    '%s is frozen, goes to JSON and comes back',
    (_, event) => {
      expect(Object.isFrozen(event)).toBe(true);
      const text = JSON.stringify(eventToJson(event));
      const read = eventFromJson(JSON.parse(text));
      expect(isRight(read)).toBe(true);
      if (isRight(read)) expect(JSON.stringify(eventToJson(read.right))).toBe(text);
    },
  );

  it('is the same for every way to write its numbers', () => {
    for (const noiseMultiplier of [2.5, '2.5', '5/2', '25e-1', Rational.of(5n, 2n)])
      expect(eventToJson(laplaceEvent({ noiseMultiplier }))).toEqual(
        eventToJson(laplaceEvent({ noiseMultiplier: '10/4' })),
      );
    expect(eventToJson(discreteLaplaceEvent({ scale: 3n }))).toEqual(
      eventToJson(discreteLaplaceEvent({ scale: 3, sensitivity: '1' })),
    );
  });

  const noNumbers = [
    NaN,
    Infinity,
    -Infinity,
    -1,
    '-1/2',
    'NaN',
    '',
    ' 1',
    '1/0',
    null,
    {},
    [],
    true,
  ];
  const constructors: readonly (readonly [
    string,
    readonly unknown[],
    (x: Parameter) => PrivacyEvent,
  ])[] = [
    ['epsilon', [], (epsilon) => epsilonDeltaEvent({ epsilon })],
    ['delta', [1, 1.5], (delta) => epsilonDeltaEvent({ epsilon: 1, delta })],
    ['rho', [], (rho) => zeroConcentratedEvent({ rho })],
    ['xi', [], (xi) => zeroConcentratedEvent({ rho: 1, xi })],
    ['noiseMultiplier', [0, -0], (noiseMultiplier) => gaussianEvent({ noiseMultiplier })],
    ['noiseMultiplier', [0], (noiseMultiplier) => roundedGaussianEvent({ noiseMultiplier })],
    ['noiseMultiplier', [0], (noiseMultiplier) => laplaceEvent({ noiseMultiplier })],
    ['sigma', [0], (sigma) => discreteGaussianEvent({ sigma })],
    ['sensitivity', [0], (sensitivity) => discreteGaussianEvent({ sigma: 1, sensitivity })],
    ['dimension', [0, 1.5], (dimension) => discreteGaussianEvent({ sigma: 1, dimension })],
    ['scale', [0], (scale) => discreteLaplaceEvent({ scale })],
    ['sensitivity', [0], (sensitivity) => discreteLaplaceEvent({ scale: 1, sensitivity })],
    ['epsilon', [0], (epsilon) => exponentialMechanismEvent({ epsilon })],
    ['epsilon', [0], (epsilon) => permuteAndFlipEvent({ epsilon })],
    ['noise', [0, 1.1], (noise) => randomizedResponseEvent({ noise, buckets: 2 })],
    ['buckets', [0, 1, 2.5], (buckets) => randomizedResponseEvent({ noise: 0.5, buckets })],
    [
      'samplingProbability',
      [1.0000001, '1.1'],
      (samplingProbability) => poissonSampledEvent({ samplingProbability, event: inner }),
    ],
    [
      'sampleSize',
      [0, 0.5, 101],
      (sampleSize) => sampledWithoutReplacementEvent({ ...fixedSize, sampleSize }),
    ],
    [
      'datasetSize',
      [0, 0.5],
      (datasetSize) => sampledWithReplacementEvent({ ...fixedSize, datasetSize }),
    ],
    ['count', [0, 0.5], (count) => selfComposedEvent(inner, count)],
    ['mean', [0, 0.5], (mean) => repeatAndSelectEvent({ event: inner, mean, shape: 1 })],
    ['mean', [0], (mean) => repeatAndSelectEvent({ event: inner, mean, shape: 'poisson' })],
    [
      'stepCounts',
      [0, 1.5],
      (steps) => treeAggregationEvent({ noiseMultiplier: 1, stepCounts: [steps] }),
    ],
    [
      'sensitivities',
      [],
      (shift) =>
        mixtureOfGaussiansEvent({
          standardDeviation: 1,
          sensitivities: [shift],
          probabilities: [1],
        }),
    ],
  ];

  it.each(constructors)('refuses a %s that is none', (name, others, make) => {
    for (const x of [...noNumbers, ...others])
      expect(() => make(x as Parameter), String(x)).toThrow(name);
  });

  it('refuses a shape of -1 or less, and probabilities that do not sum to 1', () => {
    for (const shape of [-1, -2, NaN, 'Poisson'])
      expect(() => repeatAndSelectEvent({ event: inner, mean: 2, shape })).toThrow(
        'shape must be > -1',
      );
    const mixture = { standardDeviation: 1, sensitivities: [0, 1] };
    expect(() => mixtureOfGaussiansEvent({ ...mixture, probabilities: [0.5, 0.4] })).toThrow(
      'sum to 1',
    );
    expect(() => mixtureOfGaussiansEvent({ ...mixture, probabilities: [1] })).toThrow('as many');
  });

  it('refuses what no constructor made, at any depth', () => {
    const forged = { ...inner };
    expect(() => composedEvent([forged])).toThrow('needs an event from one of the constructors');
    expect(() => selfComposedEvent(forged, 2)).toThrow('needs an event');
    expect(() => poissonSampledEvent({ samplingProbability: 1, event: forged })).toThrow(
      'needs an event',
    );
    expect(() => composedEvent(forged as never)).toThrow('needs a list of events');
  });
});

describe('the JSON of an event', () => {
  const json = (event: unknown, format: unknown = 'discreet-event', version: unknown = 1) =>
    eventFromJson({ format, version, event });

  it.each([
    ['another format', json({ kind: 'noOp' }, 'event')],
    ['another version', json({ kind: 'noOp' }, 'discreet-event', 2)],
    ['no version', eventFromJson({ format: 'discreet-event', event: { kind: 'noOp' } })],
    ['no object', eventFromJson('discreet-event')],
    ['nothing', eventFromJson(undefined)],
    ['an unknown kind', json({ kind: 'gauss' })],
    ['a kind of every object', json({ kind: 'toString' })],
    ['a field too many', json({ kind: 'gaussian', noiseMultiplier: '1', sensitivity: '1' })],
    ['a field too few', json({ kind: 'gaussian' })],
    ['a number that is no text', json({ kind: 'gaussian', noiseMultiplier: 1 })],
    ['a number out of range', json({ kind: 'gaussian', noiseMultiplier: '0' })],
    ['no list', json({ kind: 'composed', events: { kind: 'noOp' } })],
    [
      'a bad event inside',
      json({ kind: 'composed', events: [{ kind: 'gaussian', noiseMultiplier: '-1' }] }),
    ],
  ])('is refused with %s', (_, read) => {
    expect(isLeft(read)).toBe(true);
  });

  it('is refused where it is nested too deep, and does not exhaust the stack', () => {
    let event: unknown = { kind: 'noOp' };
    for (let n = 0; n < 100_000; n += 1) event = { kind: 'selfComposed', count: '1', event };
    expect(isLeft(json(event))).toBe(true);
  });

  it('is that of version 1, for good', () => {
    const event = selfComposedEvent(
      poissonSampledEvent({ samplingProbability: 0.01, event: inner }),
      1000,
    );
    expect(JSON.stringify(eventToJson(event))).toBe(
      '{"format":"discreet-event","version":1,"event":{"kind":"selfComposed","event":{"kind":"poissonSampled","samplingProbability":"1/100","event":{"kind":"gaussian","noiseMultiplier":"11/10"}},"count":"1000"}}',
    );
  });
});
