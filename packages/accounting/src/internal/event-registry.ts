import { DiscreetError, isArray, ownFields, print } from '@discreet/core';
import type { PrivacyEvent } from '../event.ts';
import {
  bandedMatrixFactorizationEvent,
  composedEvent,
  repeatAndSelectEvent,
  selfComposedEvent,
  treeAggregationEvent,
} from '../event-composition.ts';
import {
  epsilonDeltaEvent,
  exponentialMechanismEvent,
  nonPrivateEvent,
  noOpEvent,
  permuteAndFlipEvent,
  randomizedResponseEvent,
  unsupportedEvent,
  zeroConcentratedEvent,
} from '../event-loss.ts';
import {
  discreteGaussianEvent,
  discreteLaplaceEvent,
  gaussianEvent,
  laplaceEvent,
  mixtureOfGaussiansEvent,
  roundedGaussianEvent,
} from '../event-noise.ts';
import {
  poissonSampledEvent,
  sampledWithoutReplacementEvent,
  sampledWithReplacementEvent,
  truncatedSubsampledGaussianEvent,
} from '../event-sampling.ts';
import type { Parameter } from '../parameter.ts';

/** The fields of an event in JSON, by name. */
interface Fields {
  readonly number: (name: string) => string;
  readonly numbers: (name: string) => readonly string[];
  readonly event: (name: string) => PrivacyEvent;
  readonly events: (name: string) => readonly PrivacyEvent[];
}

interface Entry {
  readonly names: readonly string[];
  readonly make: (fields: Fields) => PrivacyEvent;
}

/** An event all of whose fields are numbers. */
const numeric = <K extends string>(
  names: readonly K[],
  make: (parameters: Readonly<Record<K, Parameter>>) => PrivacyEvent,
): Entry => ({
  names,
  make: ({ number }) => make(record(names, number)),
});

const record = <K extends string, V>(
  names: readonly K[],
  value: (name: K) => V,
): Readonly<Record<K, V>> =>
  names.reduce<Readonly<Record<string, V>>>((all, name) => ({ ...all, [name]: value(name) }), {});

const fixed = (event: PrivacyEvent): Entry => ({ names: [], make: () => event });

const sampled = (
  make: (parameters: {
    readonly datasetSize: string;
    readonly sampleSize: string;
    readonly event: PrivacyEvent;
  }) => PrivacyEvent,
): Entry => ({
  names: ['datasetSize', 'sampleSize', 'event'],
  make: ({ number, event }) =>
    make({
      datasetSize: number('datasetSize'),
      sampleSize: number('sampleSize'),
      event: event('event'),
    }),
});

/** Every kind of event: what is not here does not exist. */
const registry: { readonly [K in PrivacyEvent['kind']]: Entry } = {
  noOp: fixed(noOpEvent),
  nonPrivate: fixed(nonPrivateEvent),
  unsupported: fixed(unsupportedEvent),
  epsilonDelta: numeric(['epsilon', 'delta'], epsilonDeltaEvent),
  zeroConcentrated: numeric(['rho', 'xi'], zeroConcentratedEvent),
  gaussian: numeric(['noiseMultiplier'], gaussianEvent),
  roundedGaussian: numeric(['noiseMultiplier'], roundedGaussianEvent),
  discreteGaussian: numeric(['sigma', 'sensitivity', 'dimension'], discreteGaussianEvent),
  laplace: numeric(['noiseMultiplier'], laplaceEvent),
  discreteLaplace: numeric(['scale', 'sensitivity'], discreteLaplaceEvent),
  mixtureOfGaussians: {
    names: ['standardDeviation', 'sensitivities', 'probabilities'],
    make: ({ number, numbers }) =>
      mixtureOfGaussiansEvent({
        standardDeviation: number('standardDeviation'),
        sensitivities: numbers('sensitivities'),
        probabilities: numbers('probabilities'),
      }),
  },
  exponentialMechanism: numeric(['epsilon'], exponentialMechanismEvent),
  permuteAndFlip: numeric(['epsilon'], permuteAndFlipEvent),
  randomizedResponse: numeric(['noise', 'buckets'], randomizedResponseEvent),
  truncatedSubsampledGaussian: numeric(
    ['datasetSize', 'samplingProbability', 'batchSize', 'noiseMultiplier'],
    truncatedSubsampledGaussianEvent,
  ),
  poissonSampled: {
    names: ['samplingProbability', 'event'],
    make: ({ number, event }) =>
      poissonSampledEvent({
        samplingProbability: number('samplingProbability'),
        event: event('event'),
      }),
  },
  sampledWithoutReplacement: sampled(sampledWithoutReplacementEvent),
  sampledWithReplacement: sampled(sampledWithReplacementEvent),
  treeAggregation: {
    names: ['noiseMultiplier', 'stepCounts'],
    make: ({ number, numbers }) =>
      treeAggregationEvent({
        noiseMultiplier: number('noiseMultiplier'),
        stepCounts: numbers('stepCounts'),
      }),
  },
  bandedMatrixFactorization: numeric(
    ['noiseMultiplier', 'iterations', 'bands', 'samplingProbability'],
    bandedMatrixFactorizationEvent,
  ),
  repeatAndSelect: {
    names: ['event', 'mean', 'shape'],
    make: ({ number, event }) =>
      repeatAndSelectEvent({
        event: event('event'),
        mean: number('mean'),
        shape: number('shape'),
      }),
  },
  composed: { names: ['events'], make: ({ events }) => composedEvent(events('events')) },
  selfComposed: {
    names: ['event', 'count'],
    make: ({ number, event }) => selfComposedEvent(event('event'), number('count')),
  },
};

/** The names of all kinds of events. */
export const eventKinds: readonly string[] = Object.freeze(Object.keys(registry));

const isKind = (kind: unknown): kind is PrivacyEvent['kind'] =>
  typeof kind === 'string' && Object.hasOwn(registry, kind);

const refuse = (where: string, rule: string, received: unknown): DiscreetError =>
  new DiscreetError({ tag: 'InvalidJson', where, rule, received: print(received) });

/** events may be nested this deep: deeper JSON is refused before it can exhaust the stack */
const DEEPEST = 64;

/** The event that the JSON of one describes; throws a `DiscreetError` for anything else. */
export function eventFromFields(where: string, json: unknown, depth: number = 0): PrivacyEvent {
  if (depth > DEEPEST) throw refuse(where, `events are nested ${DEEPEST} deep at most`, depth);
  const fields = ownFields(json);
  const kind = fields?.get('kind');
  if (fields === undefined || !isKind(kind))
    throw refuse(where, 'kind must be that of an event', kind);
  const { names, make } = registry[kind];
  const other = [...fields.keys()].find((name) => name !== 'kind' && !names.includes(name));
  if (other !== undefined) throw refuse(where, `${kind} has ${names.join(', ')}`, other);
  const text = (name: string, value: unknown): string => {
    if (typeof value !== 'string') throw refuse(where, `${name} must be a number in text`, value);
    return value;
  };
  const list = (name: string): readonly unknown[] => {
    const value = fields.get(name);
    if (!isArray(value)) throw refuse(where, `${name} must be a list`, value);
    return value;
  };
  return make({
    number: (name) => text(name, fields.get(name)),
    numbers: (name) => list(name).map((value) => text(name, value)),
    event: (name) => eventFromFields(where, fields.get(name), depth + 1),
    events: (name) => list(name).map((value) => eventFromFields(where, value, depth + 1)),
  });
}
