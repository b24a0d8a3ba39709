import type {
  Data,
  DataStream,
  Gate,
  Invoke,
  IsLiteral,
  Le,
  LossName,
  Measurement,
  Needs,
  NotHere,
  Num,
  ReleaseMechanism,
  Simulated,
  Sub,
} from '@discreet/core';
import type { Rational } from '@discreet/numeric';
import type { Either } from 'fp-ts/lib/Either.js';
import type { Overspent } from './overspent.ts';

/** Why query M may not join a plan; `unknown` when it may. Tuples keep a union of queries together. */
export type Spend<DI, MI, ME, Left extends Num, M> = 0 extends 1 & M
  ? Needs<'the type of this query is any'>
  : [M] extends [Measurement<infer D, infer I, infer _, infer E, infer L>]
    ? [E] extends [ME]
      ? // both ways: a table with more columns is assignable to one with fewer, and is another table
        [I, MI] extends [MI, I]
        ? [D, DI] extends [DI, D]
          ? Le<L, Left> extends false
            ? Needs<`this query costs ${LossName<ME>} ${L}, only ${Left} is left`>
            : unknown
          : Needs<'this query reads another table'>
        : Needs<'this query counts neighbours in another way than the source of the plan'>
      : Needs<`this query is measured in ${LossName<E>}, the budget is in ${LossName<ME>}: convert it first`>
    : [M] extends [Simulated]
      ? Needs<'a simulated measurement protects nobody and cannot be released'>
      : [M] extends [{ readonly kind: 'measurement' }]
        ? Needs<'a choice between queries of two types: choose the number and parse it with positive(x) instead'>
        : Needs<'a query ends with noise: put laplace() or gaussian() last, the same in every case'>;

/** What a query costs; a union of queries costs `number` unless all cost the same. */
export type LossOf<M> = [M] extends [
  Measurement<infer _DI, infer _MI, infer _TO, infer _ME, infer L>,
]
  ? L
  : number;
/** What a query answers. */
export type AnswerOf<M> =
  M extends Measurement<infer _DI, infer _MI, infer TO, infer _ME, infer _L> ? TO : never;

/** A name that is known only at run time is checked there. */
type NewName<K, A> = string extends K | keyof A
  ? K
  : K extends keyof A
    ? Needs<`'${K & string}' is asked already`>
    : K;
/**
 * Answers under names of which one is known only at run time: any name may have any of them. Of a choice between names none is sure to have
 * an answer.
 */
type With<A, K extends string, M> = string extends K | keyof A
  ? { readonly [P in string]: A[keyof A] | AnswerOf<M> }
  : A &
      (IsLiteral<K> extends true
        ? { readonly [P in K]: AnswerOf<M> }
        : { readonly [P in K]?: AnswerOf<M> });
/** an intersection as one record, for editors: a record of records would be too deep for the compiler after a hundred queries */
type Flat<A> = { readonly [P in keyof A]: A[P] };

/** Answers, or the refusal of the first query that was not affordable. */
export interface TryRun<DI, A> {
  (data: Data<DI>): Either<Overspent, A>;
  (stream: DataStream<DI>): Promise<Either<Overspent, A>>;
}

/**
 * Named queries under one budget.
 *
 * A plan is a value: asking makes a new one, and nothing is spent before `run`. **Each run costs the budget again**: only a session or the
 * ledger stops repetition. When every cost is a literal, `Left` is one too: the compiler has proved the plan affordable and `run` is
 * there. Else only `tryRun` is.
 */
export interface Plan<in out DI, in out MI, in out ME, in out Left extends Num, in out A> {
  readonly kind: 'plan';
  /** what the queries that were asked leave of the budget, exactly; `follow` spends when it runs */
  readonly left: Rational;
  /** Adds a query. */
  readonly ask: <const K extends string, M>(
    name: NewName<K, A>,
    query: Gate<M, Spend<DI, MI, ME, Left, M>>,
  ) => Plan<DI, MI, ME, Sub<Left, LossOf<M>>, With<A, K, M>>;
  /** Adds a query that depends on the answers before it, and on nothing else of the data. */
  readonly follow: <const K extends string, M>(
    name: NewName<K, A>,
    query: (answers: Flat<A>) => Gate<M, Spend<DI, MI, ME, Left, M>>,
  ) => Plan<DI, MI, ME, Sub<Left, LossOf<M>>, With<A, K, M>>;
  /** Releases all answers; only for a plan that the compiler has proved affordable. */
  readonly run: IsLiteral<Left> extends true
    ? Invoke<DI, Flat<A>>
    : NotHere<'a cost in this plan is known only at run time: use tryRun(data)'>;
  /** Releases all answers, or refuses a query that costs more than is left before anything is drawn for it. */
  readonly tryRun: TryRun<DI, Flat<A>>;
  /** the queries, their costs and what is left, for people */
  readonly explain: () => string;
  /** **For tests only**: the same plan over another mechanism. It protects nobody. */
  readonly '~simulate': (mechanism: ReleaseMechanism) => SimulatedPlan<DI, MI, ME, Left, A>;
}

/** A plan whose noise comes from a mechanism that a test has chosen: it protects nobody. */
export interface SimulatedPlan<
  in out DI,
  in out MI,
  in out ME,
  in out Left extends Num,
  in out A,
> extends Pick<Plan<DI, MI, ME, Left, A>, 'left' | 'run' | 'tryRun' | 'explain'> {
  readonly kind: 'simulatedPlan';
}
