import {
  describeDomain,
  describeMetric,
  describeStep,
  DiscreetError,
  type Noise,
  print,
  proved,
  type ReleaseCall,
  type ReleaseMechanism,
  type Simulable,
  type Via,
} from '@discreet/core';
import type { Leak, Program } from '../play-report.ts';
import { firstDifference, type Observation, observe } from './observe.ts';

/** A call of a mechanism with the answer that it got. */
export interface Recorded {
  readonly call: ReleaseCall;
  readonly released: readonly bigint[];
}

/** What a run of a program showed. */
export interface Run {
  readonly calls: readonly Recorded[];
  readonly output: readonly Observation[];
  /** where a played run went another way than the recorded one */
  readonly leak: Leak | undefined;
}

const noiseInWords = (noise: Noise): string =>
  Object.entries(noise)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');

/** The steps of the measurement that called, in words. */
export function queryOf(call: ReleaseCall): string {
  return call.steps.map(describeStep).join(' -> ');
}

/** all that a call shows to the world besides its answer */
const facts = (place: string, call: ReleaseCall): readonly Observation[] => {
  const { noise, map, stability, inputDomain, inputMetric, exactDomain, exactMetric } = call;
  return Object.entries({
    query: queryOf(call),
    input: `${describeDomain(inputDomain)}; ${describeMetric(inputMetric)}`,
    answer: `${describeDomain(exactDomain)}; ${describeMetric(exactMetric)}`,
    size: String(call.counts.length),
    stability: stability.explain(),
    privacy: map.explain(),
    noise: noiseInWords(noise),
  }).map(([name, shows]) => ({ at: `${place}, ${name}`, shows }));
};

const viaOf =
  (mechanism: ReleaseMechanism): Via =>
  (query) => {
    const simulate: unknown = proved<Partial<Simulable>>(query)['~simulate'];
    if (typeof simulate !== 'function')
      throw new DiscreetError({
        tag: 'StepMismatch',
        where: 'via',
        rule: 'needs what draws noise: a measurement or a plan',
        received: print(query),
      });
    return proved(Reflect.apply(simulate, query, [mechanism]));
  };

const thrownBy = (error: unknown): readonly Observation[] => [
  { at: 'output', shows: 'throws' },
  ...observe('thrown', error),
];

/** A run under way. */
export interface Running {
  readonly via: Via;
  readonly ended: (output: readonly Observation[]) => Run;
}

/** A run whose mechanisms answer as `choose` says. */
export function recording(choose: (call: ReleaseCall) => readonly bigint[]): Running {
  const calls: Recorded[] = [];
  const via = viaOf({
    release: (call) => {
      const released = choose(call);
      calls.push({ call, released });
      return released;
    },
  });
  return { via, ended: (output) => ({ calls, output, leak: undefined }) };
}

/** A run whose mechanisms answer what they answered in an earlier run, whatever goes in. */
export function playing(record: Run): Running {
  const calls: Recorded[] = [];
  let leak: Leak | undefined;
  const via = viaOf({
    release: (call) => {
      const place = `call ${calls.length + 1}`;
      const recorded = record.calls[calls.length];
      leak ??=
        recorded === undefined
          ? { at: place, x: 'no call', y: queryOf(call) }
          : firstDifference(facts(place, recorded.call), facts(place, call));
      // there is no answer to play, and what the program makes of that no longer matters
      if (leak !== undefined || recorded === undefined) throw new TypeError('another call');
      calls.push({ call, released: recorded.released });
      return recorded.released;
    },
  });
  const ended = (output: readonly Observation[]): Run => {
    const missed = record.calls[calls.length];
    const missing =
      missed === undefined
        ? undefined
        : { at: `call ${calls.length + 1}`, x: queryOf(missed.call), y: 'no call' };
    return { calls, output, leak: leak ?? missing ?? firstDifference(record.output, output) };
  };
  return { via, ended };
}

/** Runs a program that answers at once. */
export function runNow<R extends readonly unknown[]>(
  program: Program<R>,
  rows: readonly unknown[],
  { via, ended }: Running,
): Run {
  try {
    return ended(observe('output', program(via, proved<R>([...rows]))));
  } catch (error) {
    return ended(thrownBy(error));
  }
}

/** Runs a program and waits for what it promises. */
export async function runLater<R extends readonly unknown[]>(
  program: Program<R>,
  rows: readonly unknown[],
  { via, ended }: Running,
): Promise<Run> {
  try {
    return ended(observe('output', await program(via, proved<R>([...rows]))));
  } catch (error) {
    return ended(thrownBy(error));
  }
}
