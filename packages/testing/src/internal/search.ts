import {
  batchLength,
  type DatasetMetric,
  DiscreetError,
  isDatasetMetric,
  type Metric,
  type OpenTransformation,
  print,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { uniformBelowNumber } from '@discreet/random/samplers';
import * as fc from 'fast-check';
import * as O from 'fp-ts/lib/Option.js';
import type { CheckOptions, CheckReport, CheckWitness } from '../check-report.ts';
import { members, type MemberOptions } from '../members.ts';
import { type NeighbourPair, neighbours } from '../neighbours.ts';
import { seededEntropy } from '../seeded-entropy.ts';
import {
  climbMove,
  climbStarts,
  type ClimbState,
  isAtDistance,
  ordered,
  pairOf,
  partnered,
  partners,
} from './climb.ts';
import { deliveries, type Delivery } from './deliver.ts';
import { distanceRefusal } from './distance-refusal.ts';
import { publicValues } from './public-values.ts';
import { rowsToTry } from './rows-to-try.ts';

/** What a map claims for a pair, and what was found. */
export interface Judgement {
  readonly claimed: Rational;
  /** none where it is infinite */
  readonly reached: O.Option<Rational>;
}

/** Judges a pair; may throw what the pipeline under test throws. */
export type Judge = (pair: NeighbourPair, delivery: Delivery) => Judgement;

/** Whether a pair refutes the claim. */
export function refutes(witness: CheckWitness): boolean {
  const { threw, reached, claimed } = witness;
  return threw !== undefined || O.isNone(reached) || claimed.lessThan(reached.value);
}

/** how many permutations of a few rows are tried */
const permutations = 40;

/** What a search for the worst pair needs and keeps. */
class Searcher {
  readonly #open: OpenTransformation;
  readonly #metric: DatasetMetric;
  readonly #plan: Required<CheckOptions>;
  readonly #judge: Judge;
  readonly #rows: MemberOptions;
  #pairs = 0;
  #tightest: CheckWitness | undefined;
  #violation: CheckWitness | undefined;

  constructor(
    open: OpenTransformation,
    metric: DatasetMetric,
    plan: Required<CheckOptions>,
    judge: Judge,
  ) {
    this.#open = open;
    this.#metric = metric;
    this.#plan = plan;
    this.#judge = judge;
    this.#rows = { ...publicValues(open.steps), misfits: plan.misfits };
  }

  /** Random pairs, then directed ones. */
  search(): CheckReport {
    this.#atRandom();
    if (this.#violation === undefined) this.#directed();
    const violation = this.#violation;
    return {
      holds: violation === undefined,
      seed: this.#plan.seed,
      pairs: this.#pairs,
      tightest: this.#tightest,
      violation,
    };
  }

  #look(pair: NeighbourPair, delivery: Delivery): CheckWitness {
    this.#pairs += 1;
    let judgement: Judgement;
    let threw: string | undefined;
    try {
      judgement = this.#judge(pair, delivery);
    } catch (error) {
      threw = error instanceof Error ? error.message : String(error);
      judgement = { claimed: Rational.zero, reached: O.none };
    }
    const { claimed, reached } = judgement;
    const ratio =
      O.isNone(reached) || (claimed.sign() === 0 && reached.value.sign() > 0)
        ? O.none
        : O.some(claimed.sign() === 0 ? Rational.zero : reached.value.div(claimed));
    const witness: CheckWitness = {
      ...pair,
      claimed,
      reached,
      ratio,
      ...(threw === undefined ? {} : { threw }),
    };
    if (O.isSome(ratio)) {
      const best = this.#tightest?.ratio ?? O.none;
      if (O.isNone(best) || best.value.lessThan(ratio.value)) this.#tightest = witness;
    }
    return witness;
  }

  /** the distances at which the input has pairs */
  #distances(): readonly number[] {
    const { maxDistance, misfits } = this.#plan;
    return Array.from({ length: maxDistance + 1 }, (_, d) => d).filter(
      (d) => distanceRefusal(this.#open.inputDomain, this.#metric, d, misfits) === undefined,
    );
  }

  #atRandom(): void {
    const { seed, runs } = this.#plan;
    const pairs = fc
      .constantFrom(...this.#distances())
      .chain((d) => neighbours(this.#open.inputDomain, this.#metric, d, this.#rows));
    let refuting: CheckWitness | undefined;
    const property = fc.property(pairs, fc.constantFrom(...deliveries), (pair, delivery) => {
      const witness = this.#look(pair, delivery);
      if (!refutes(witness)) return true;
      // kept as it was seen: where a run depends on the one before, looking again may show something else
      refuting = witness;
      return false;
    });
    // the last that fails is the one that shrinking ends with
    fc.check(property, { seed, numRuns: runs });
    this.#violation = refuting;
  }

  #state(state: ClimbState, distance: number): CheckWitness {
    const { x, y } = pairOf(state);
    const witness = this.#look({ x, y, distance }, 'array');
    if (this.#violation === undefined && refutes(witness)) this.#violation = witness;
    return witness;
  }

  /** the better of two; what has no ratio is worst, a violation having been kept already */
  #better(a: CheckWitness, b: CheckWitness): boolean {
    return O.isSome(a.ratio) && (O.isNone(b.ratio) || b.ratio.value.lessThan(a.ratio.value));
  }

  #bestOf(states: readonly ClimbState[], distance: number): ClimbState | undefined {
    let best: { readonly state: ClimbState; readonly witness: CheckWitness } | undefined;
    for (const state of states) {
      if (!isAtDistance(this.#metric, state, distance)) continue;
      const witness = this.#state(state, distance);
      if (best === undefined || this.#better(witness, best.witness)) best = { state, witness };
    }
    return best?.state;
  }

  /** Pairs in which all that differs is one row against another, the best for each in turn; then single changes from there. */
  #directed(): void {
    const { seed, climb } = this.#plan;
    const { inputDomain } = this.#open;
    const sample = fc.sample(members(inputDomain.element, this.#rows), { seed, numRuns: 40 });
    const pool = rowsToTry(inputDomain, this.#metric, this.#rows, sample);
    const random = seededEntropy(seed >>> 0);
    const pick = (n: number): number => uniformBelowNumber(n, random);
    const any = (): unknown => pool[pick(pool.length)];
    const space = { metric: this.#metric, size: inputDomain.size, pool };
    for (const d of this.#distances().filter((one) => one === 1 || one === 2)) {
      let start = this.#bestOf(climbStarts(space, d, any), d);
      // coordinate by coordinate: the best partner of the best partner
      for (let turn = 0; turn < 2 && start !== undefined && partnered(this.#metric); turn++)
        start = this.#bestOf([start, ...partners(space, start)], d);
      if (start !== undefined) this.#climb(start, d, climb, any, pick);
    }
    if (!ordered(this.#metric)) this.#permuted(any, pick);
    this.#long(pool);
  }

  /** Rows of the pool in two orders: a sum that rounds, or a state that rows leave to the next, shows where some are extreme. */
  #permuted(any: () => unknown, pick: (n: number) => number): void {
    for (let turn = 0; turn < permutations; turn++) {
      const [a, b] = [any(), any()];
      const x = [...Array.from({ length: 1 + pick(7) }, () => (pick(2) === 0 ? a : b)), any()];
      const witness = this.#look({ x, y: x.toReversed(), distance: 0 }, 'array');
      if (this.#violation === undefined && refutes(witness)) this.#violation = witness;
    }
  }

  /** More rows than one batch holds, in parts and at once; in another order where it does not count. */
  #long(pool: readonly unknown[]): void {
    const x = Array.from({ length: batchLength + 5 }, (_, i) => pool[i % pool.length]);
    const y = ordered(this.#metric) ? x : x.toReversed();
    for (const delivery of ['parts', 'typed'] as const) {
      const witness = this.#look({ x, y, distance: 0 }, delivery);
      if (this.#violation === undefined && refutes(witness)) this.#violation = witness;
    }
  }

  #climb(
    start: ClimbState,
    distance: number,
    steps: number,
    any: () => unknown,
    pick: (n: number) => number,
  ): void {
    let state = start;
    let best = this.#state(state, distance);
    for (let step = 0; step < steps; step++) {
      const next = climbMove(this.#metric, state, any, pick);
      if (!isAtDistance(this.#metric, next, distance)) continue;
      const witness = this.#state(next, distance);
      if (!this.#better(best, witness)) [state, best] = [next, witness];
    }
  }
}

const ofDatasets = (metric: Metric): metric is DatasetMetric => isDatasetMetric(metric.kind);

const datasetMetric = (
  open: OpenTransformation,
  misfits: boolean,
  where: string,
): DatasetMetric => {
  const { inputDomain, inputMetric: metric } = open;
  if (!ofDatasets(metric))
    throw new DiscreetError({
      tag: 'StepMismatch',
      where,
      rule: 'the pipeline must start from a dataset',
      received: metric.kind,
    });
  const rule = distanceRefusal(inputDomain, metric, 0, misfits);
  if (rule !== undefined)
    throw new DiscreetError({ tag: 'StepMismatch', where, rule, received: metric.kind });
  return metric;
};

/** Searches the neighbours of a pipeline's input for the pair that its judge finds worst. */
export function searchNeighbours(
  open: OpenTransformation,
  options: CheckOptions,
  where: string,
  judge: Judge,
): CheckReport {
  const { seed = 1, runs = 200, climb = 60, maxDistance = 5, misfits = true } = options;
  for (const [name, value] of Object.entries({ seed, runs, climb, maxDistance }))
    if (!Number.isSafeInteger(value) || value < 0)
      throw new DiscreetError({
        tag: 'InvalidParameter',
        where,
        rule: `${name} must be a whole number >= 0`,
        received: print(value),
      });
  const plan = { seed, runs, climb, maxDistance, misfits };
  return new Searcher(open, datasetMetric(open, misfits, where), plan, judge).search();
}
