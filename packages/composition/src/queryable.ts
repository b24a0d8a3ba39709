import type {
  Approximate,
  Data,
  DataStream,
  DiscreetError,
  Gate,
  MaxDivergence,
  Needs,
  ReleaseMechanism,
  RenyiDivergence,
} from '@discreet/core';
import type { Rational } from '@discreet/numeric';
import type { Either } from 'fp-ts/lib/Either.js';
import type { Amounts } from './amounts.ts';
import type { AnswerTo, ChargedTo, Query } from './asked.ts';
import type { FilterKernel } from './filter-kernel.ts';
import type { Operator } from './operator.ts';

/** Data that can be read for every question: held, promised, or opened afresh each time. */
export type Rereadable<D> =
  | Data<D>
  | PromiseLike<Data<D>>
  | (() => Data<D> | DataStream<D> | PromiseLike<Data<D> | DataStream<D>>);

/** Who is told of failures, and lets things go on after one. */
export interface OperatedBy {
  readonly operator?: Operator;
}

/** Why an interactive child C may not be launched; `unknown` when it may. */
export type Launches<DI, MI, ME, C> = 0 extends 1 & C
  ? Needs<'the type of this child is any'>
  : [C] extends [Interactive<infer D, infer I, infer E>]
    ? [I, MI] extends [MI, I]
      ? [D, DI] extends [DI, D]
        ? [ME] extends [
            E extends RenyiDivergence ? RenyiDivergence | Approximate<MaxDivergence> : ChargedTo<E>,
          ]
          ? unknown
          : Needs<'the loss of this child does not add up in this budget: convert it first'>
        : Needs<'this child reads another table'>
      : Needs<'this child counts neighbours in another way than its parent'>
    : Needs<'a child is what adaptive() or fullyAdaptive() makes: it needs a capacity of its own'>;

/** The measure of an interactive mechanism. */
export type MeasureOfChild<C> = C extends Interactive<infer _DI, infer _MI, infer ME> ? ME : never;

/** What can be asked, whether or not there is an end to it. */
export interface Asks<in out DI, in out MI, in out ME> {
  /**
   * Asks a query; rejects with a `DiscreetError`.
   *
   * Check and charge are one step, made before this returns: the order of calls is the order of charges. A query that is refused costs
   * nothing. After the charge every failure is one constant error, and what was charged stays charged.
   */
  readonly ask: <M>(query: Query<DI, MI, ME, M>) => Promise<AnswerTo<M>>;
  /** The same, with refusals in a `Left`. */
  readonly tryAsk: <M>(query: Query<DI, MI, ME, M>) => Promise<Either<DiscreetError, AnswerTo<M>>>;
  /**
   * Launches an interactive child, and charges all of its capacity at once, whether or not it will be used. What comes back is the only way
   * to it. Throws a `DiscreetError`.
   */
  readonly launch: <C>(
    child: Gate<C, Launches<DI, MI, ME, C>>,
  ) => Queryable<DI, MI, MeasureOfChild<C>>;
  /** The same, with the refusal in a `Left`. */
  readonly tryLaunch: <C>(
    child: Gate<C, Launches<DI, MI, ME, C>>,
  ) => Either<DiscreetError, Queryable<DI, MI, MeasureOfChild<C>>>;
  /** the least capacity that would have allowed what was charged so far */
  readonly spent: () => Amounts;
  /** Gives it back, with all its children: nothing more is drawn for it. Nothing is refunded, and a second time changes nothing. */
  readonly retire: () => void;
  readonly explain: () => string;
}

/**
 * An interactive mechanism at work on data: it answers until its capacity is spent.
 *
 * It is a capability: who holds it may ask. A copy of it, such as a structured clone, is none.
 */
export interface Queryable<in out DI, in out MI, in out ME> extends Asks<DI, MI, ME> {
  readonly kind: 'queryable' | 'simulatedQueryable';
  /** a charge that still fits, each amount as large as it can be */
  readonly remaining: () => Amounts;
}

/** What an odometer reads. */
export interface Reading {
  /** the least capacity that would have allowed what was charged so far */
  readonly loss: Amounts;
  /** a reading promises nothing about the data: only a capacity that was fixed before the first answer does */
  readonly claim: 'none';
  readonly note: string;
}

/** An odometer at work on data: it answers without end and says what that amounts to. */
export interface OdometerQueryable<in out DI, in out MI, in out ME> extends Asks<DI, MI, ME> {
  readonly kind: 'odometer' | 'simulatedOdometer';
  readonly reading: () => Reading;
}

/**
 * An interactive mechanism: a compositor of queries with a capacity, which holds no data.
 *
 * Type parameters: DI, MI the domain and metric of the input, ME the measure of its budget.
 *
 * **Contract** For all x, x' at `distance`: whoever asks, and however queries are chosen, all answers together keep what `filter` states.
 */
export interface Interactive<in out DI, in out MI, in out ME> {
  readonly kind: 'interactive';
  readonly inputDomain: DI;
  readonly inputMetric: MI;
  readonly outputMeasure: ME;
  /** the distance that its capacity is stated at */
  readonly distance: Rational;
  /** what all answers together keep */
  readonly filter: FilterKernel;
  /** Starts on data, **outside any budget**: each start may cost the whole capacity again. */
  readonly invoke: (data: Rereadable<DI>, options?: OperatedBy) => Queryable<DI, MI, ME>;
  readonly explain: () => string;
  /** **For tests only**: the same over another mechanism. It protects nobody. */
  readonly '~simulate': (mechanism: ReleaseMechanism) => SimulatedInteractive<DI, MI, ME>;
}

/** An interactive mechanism whose noise comes from a mechanism that a test has chosen: it protects nobody. */
export interface SimulatedInteractive<in out DI, in out MI, in out ME> extends Omit<
  Interactive<DI, MI, ME>,
  'kind' | '~simulate'
> {
  readonly kind: 'simulatedInteractive';
}

/** An interactive mechanism without a capacity: it has a reading and no guarantee. */
export interface Odometer<in out DI, in out MI, in out ME> {
  readonly kind: 'odometer';
  readonly inputDomain: DI;
  readonly inputMetric: MI;
  readonly outputMeasure: ME;
  readonly distance: Rational;
  /** Starts on data. Nothing limits what is asked. */
  readonly invoke: (data: Rereadable<DI>, options?: OperatedBy) => OdometerQueryable<DI, MI, ME>;
  readonly explain: () => string;
  /** **For tests only**: the same over another mechanism. It protects nobody. */
  readonly '~simulate': (mechanism: ReleaseMechanism) => SimulatedOdometer<DI, MI, ME>;
}

/** An odometer whose noise comes from a mechanism that a test has chosen: it protects nobody. */
export interface SimulatedOdometer<in out DI, in out MI, in out ME> extends Omit<
  Odometer<DI, MI, ME>,
  'kind' | '~simulate'
> {
  readonly kind: 'simulatedOdometer';
}
