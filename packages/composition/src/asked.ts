import type {
  Approximate,
  Carrier,
  Gate,
  GaussianDP,
  LossName,
  MaxDivergence,
  Measurement,
  Needs,
  RenyiDivergence,
  Simulated,
  Transformation,
  ZeroConcentratedDivergence,
} from '@discreet/core';
import type { GaussianOf, LaplaceOf } from '@discreet/measurements';
import type { QueryBatch } from './query-batch.ts';

/** The measures of budgets that a query in measure E may be charged to: what it keeps by definition, without a conversion. */
export type ChargedTo<E> = E extends MaxDivergence
  ? MaxDivergence | Approximate<MaxDivergence> | RenyiDivergence
  : E extends ZeroConcentratedDivergence
    ? ZeroConcentratedDivergence | Approximate<ZeroConcentratedDivergence> | RenyiDivergence
    : E extends Approximate<infer _> | GaussianDP
      ? E
      : never;

/** Why a query of the given space and measure may not be charged here; both ways, since a wider table is another table. */
export type Fits<D, I, E, DI, MI, ME> = [I, MI] extends [MI, I]
  ? [D, DI] extends [DI, D]
    ? [ME] extends [ChargedTo<E>]
      ? unknown
      : Needs<`this query is measured in ${LossName<E>}, the budget is in ${LossName<ME>}: convert it first`>
    : Needs<'this query reads another table'>
  : Needs<'this query counts neighbours in another way than the source'>;

/** The parameters of noise that a pipeline without any gets, where the budget is in measure ME. */
export type NoiseFor<T, ME, C> = C extends { readonly rho: unknown }
  ? GaussianOf<T, { readonly rho: number }>
  : C extends { readonly epsilon: unknown }
    ? LaplaceOf<T, { readonly epsilon: number }>
    : ME extends ZeroConcentratedDivergence | Approximate<ZeroConcentratedDivergence>
      ? GaussianOf<T, { readonly rho: number }>
      : LaplaceOf<T, { readonly epsilon: number }>;

/** Why query M may not be asked of what holds DI under MI with a budget in ME; `unknown` when it may. */
export type Asked<DI, MI, ME, M> = 0 extends 1 & M
  ? Needs<'the type of this query is any'>
  : [M] extends [Measurement<infer D, infer I, infer _, infer E, infer _L>]
    ? Fits<D, I, E, DI, MI, ME>
    : [M] extends [QueryBatch<infer D, infer I, infer _, infer E>]
      ? Fits<D, I, E, DI, MI, ME>
      : [M] extends [Simulated]
        ? Needs<'a simulated query protects nobody and cannot be released'>
        : [M] extends [{ readonly kind: 'measurement' | 'batch' }]
          ? Needs<'a choice between queries of two types: choose the number and parse it with positive(x) instead'>
          : Needs<'a query ends with noise: put laplace() or gaussian() last, the same in every case'>;

/** The same where noise can be left to the budget: M may also be an aggregate. */
export type AskedOrShared<DI, MI, ME, C, M> = 0 extends 1 & M
  ? Needs<'the type of this query is any'>
  : [M] extends [Transformation<infer _D, infer _I, infer _DO, infer _MO, infer _C>]
    ? [NoiseFor<M, ME, C>] extends [string]
      ? NoiseFor<M, ME, C>
      : Asked<DI, MI, ME, NoiseFor<M, ME, C>>
    : Asked<DI, MI, ME, M>;

/** What a query answers; an aggregate without noise answers what it is. */
export type AnswerTo<M> =
  M extends Measurement<infer _DI, infer _MI, infer TO, infer _ME, infer _L>
    ? TO
    : M extends QueryBatch<infer _DI, infer _MI, infer A, infer _ME>
      ? A
      : M extends Transformation<infer _DI, infer _MI, infer DO, infer _MO, infer _C>
        ? Carrier<DO>
        : never;

/** A query for a budget in ME, or the reason against it. */
export type Query<DI, MI, ME, M> = Gate<M, Asked<DI, MI, ME, M>>;
