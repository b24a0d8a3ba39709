import type {
  AccuracyOptions,
  Gate,
  Measurement,
  Needs,
  Noise,
  ReleaseMechanism,
  Transformation,
} from '@discreet/core';
import type { Rational } from '@discreet/numeric';
import type { Either } from 'fp-ts/lib/Either.js';
import type { DiscreetError } from '@discreet/core';
import type { Amount, Amounts } from './amounts.ts';
import type { AnswerTo, AskedOrShared, NoiseFor } from './asked.ts';
import type { FilterKernel } from './filter-kernel.ts';
import type { Asks } from './queryable.ts';
import type { Transcript } from './transcript.ts';

/** What an aggregate without noise may cost; its noise is made to fit. */
export type Cost =
  /** a part of the whole budget, > 0 and <= 1 */
  | { readonly share: Amount }
  /** all that is left */
  | { readonly rest: true }
  /** an amount, by discrete Laplace noise */
  | { readonly epsilon: Amount }
  /** an amount, by discrete Gaussian noise */
  | { readonly rho: Amount };

/** Why C is no cost; `unknown` when it is one, or is left out. */
export type CostCheck<C> = [C] extends [undefined]
  ? unknown
  : [C] extends [Cost]
    ? [keyof C] extends ['share'] | ['rest'] | ['epsilon'] | ['rho']
      ? unknown
      : Needs<'a cost is one of share, rest, epsilon and rho'>
    : Needs<'a cost is one of share, rest, epsilon and rho'>;

/** Query M, or why it may not be asked with cost C. */
export type SessionQuery<DI, MI, ME, C, M> = Gate<M, AskedOrShared<DI, MI, ME, C, M>>;

/** The query that a session makes of M: with noise, where it had none. */
export type Noisy<M, ME, C> =
  M extends Transformation<infer _D, infer _I, infer _DO, infer _MO, infer _C>
    ? NoiseFor<M, ME, C>
    : M;

/** What a query would be and cost; asking nothing, it spends nothing. */
export interface Preview<Q> {
  /** the query itself, to be asked as it is */
  readonly query: Q;
  /** what it would charge */
  readonly cost: Amounts;
  /** whether it would be taken now */
  readonly affordable: boolean;
  /** what would be left, and what is left where it is not affordable */
  readonly left: Amounts;
  /** its noise in the unit of its grid; a batch has one for each of its queries */
  readonly noise: Q extends Measurement<infer _D, infer _I, infer _T, infer _E, infer _L>
    ? Noise
    : Readonly<Record<string, Noise>>;
  /**
   * A bound that |answer - exact answer| exceeds with probability <= alpha, from the noise alone, rounded up; of a batch for each query.
   */
  readonly accuracy: Q extends Measurement<infer _D, infer _I, infer _T, infer _E, infer _L>
    ? (alpha: number, options?: AccuracyOptions) => number
    : (alpha: number, options?: AccuracyOptions) => Readonly<Record<string, number>>;
  readonly explain: () => string;
}

/**
 * Questions to data under one budget, in one process: the friendly face of a privacy filter.
 *
 * Type parameters: DI, MI the domain and metric of the data, ME the measure of the budget, S the source to chain queries onto.
 *
 * **Contract** For all data at distance 1: all answers together, those of children included, keep what `filter` states, whoever asks and in
 * whatever order. It holds in this process alone: another session on the same people spends another budget. The ledger is what lasts.
 */
export interface Session<in out DI, in out MI, in out ME, out S> extends Pick<
  Asks<DI, MI, ME>,
  'launch' | 'tryLaunch' | 'spent' | 'retire' | 'explain'
> {
  readonly kind: 'session';
  /** the source that queries start from */
  readonly source: S;
  /** the budget */
  readonly filter: FilterKernel;
  /**
   * Asks a query; rejects with a `DiscreetError`. An aggregate without noise gets what its cost pays for: a share of the budget, all that is
   * left, an amount; without a cost the next part of `split`.
   *
   * Check and charge are one step, made before this returns, so that questions asked at once never overspend. A query that is refused costs
   * nothing and the session goes on. After the charge every failure is one constant error, and the session is suspended until its operator acts.
   */
  readonly ask: <M, const C = undefined>(
    query: SessionQuery<DI, MI, ME, C, M>,
    cost?: Gate<C, CostCheck<C>>,
  ) => Promise<AnswerTo<M>>;
  /** The same, with refusals in a `Left`. */
  readonly tryAsk: <M, const C = undefined>(
    query: SessionQuery<DI, MI, ME, C, M>,
    cost?: Gate<C, CostCheck<C>>,
  ) => Promise<Either<DiscreetError, AnswerTo<M>>>;
  /** What a query would be and cost. It changes nothing. Throws a `DiscreetError` for what could never be asked. */
  readonly preview: <M, const C = undefined>(
    query: SessionQuery<DI, MI, ME, C, M>,
    cost?: Gate<C, CostCheck<C>>,
  ) => Preview<Noisy<M, ME, C>>;
  /** a charge that still fits, each amount as large as it can be */
  readonly remaining: () => Amounts;
  /** what was asked, charged, answered and refused */
  readonly transcript: () => Transcript;
  /** **For tests only**: a session over the same data with nothing spent, and over another mechanism. It protects nobody. */
  readonly '~simulate': (mechanism: ReleaseMechanism) => SimulatedSession<DI, MI, ME, S>;
}

/** A session whose noise comes from a mechanism that a test has chosen: it protects nobody. */
export interface SimulatedSession<in out DI, in out MI, in out ME, out S> extends Omit<
  Session<DI, MI, ME, S>,
  'kind' | '~simulate'
> {
  readonly kind: 'simulatedSession';
}

/** The parts of a budget that the next queries without a cost get. */
export type Split = readonly (number | Rational)[];
