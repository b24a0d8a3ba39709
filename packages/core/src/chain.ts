import type { AnyStep, Run } from './step.ts';
import type { Gate } from './refusal.ts';
import { runSteps } from './internal/run-steps.ts';

/**
 * Chains steps onto a source: fp-ts `pipe` for steps, with one-line compile errors at the step that does not fit.
 *
 * **Contract** chain(t, a, b) = b(a(t)).
 * **Errors** What does not fit is a compile error at the offending step; where the types were bypassed, the step throws a `DiscreetError`
 * that names itself, the rule and what it got. Longer chains: nest `compose`.
 *
 * @example
 * import { chain, clamp, laplace, real, sum, symmetricDistance, values } from 'discreet';
 * const total = chain(values(real, symmetricDistance()), clamp(0, 100), sum(), laplace({ scale: 50 }));
 * total.map(1).toString(); // => '2'
 */
export function chain<T, A extends AnyStep>(pipeline: T, a: Gate<A, Run<A, T>>): Run<A, T>;
export function chain<T, A extends AnyStep, B extends AnyStep>(
  pipeline: T,
  a: Gate<A, Run<A, T>>,
  b: Gate<B, Run<B, Run<A, T>>>,
): Run<B, Run<A, T>>;
export function chain<T, A extends AnyStep, B extends AnyStep, C extends AnyStep>(
  pipeline: T,
  a: Gate<A, Run<A, T>>,
  b: Gate<B, Run<B, Run<A, T>>>,
  c: Gate<C, Run<C, Run<B, Run<A, T>>>>,
): Run<C, Run<B, Run<A, T>>>;
export function chain<
  T,
  A extends AnyStep,
  B extends AnyStep,
  C extends AnyStep,
  D extends AnyStep,
>(
  pipeline: T,
  a: Gate<A, Run<A, T>>,
  b: Gate<B, Run<B, Run<A, T>>>,
  c: Gate<C, Run<C, Run<B, Run<A, T>>>>,
  d: Gate<D, Run<D, Run<C, Run<B, Run<A, T>>>>>,
): Run<D, Run<C, Run<B, Run<A, T>>>>;
export function chain<
  T,
  A extends AnyStep,
  B extends AnyStep,
  C extends AnyStep,
  D extends AnyStep,
  E extends AnyStep,
>(
  pipeline: T,
  a: Gate<A, Run<A, T>>,
  b: Gate<B, Run<B, Run<A, T>>>,
  c: Gate<C, Run<C, Run<B, Run<A, T>>>>,
  d: Gate<D, Run<D, Run<C, Run<B, Run<A, T>>>>>,
  e: Gate<E, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>,
): Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>;
export function chain<
  T,
  A extends AnyStep,
  B extends AnyStep,
  C extends AnyStep,
  D extends AnyStep,
  E extends AnyStep,
  F extends AnyStep,
>(
  pipeline: T,
  a: Gate<A, Run<A, T>>,
  b: Gate<B, Run<B, Run<A, T>>>,
  c: Gate<C, Run<C, Run<B, Run<A, T>>>>,
  d: Gate<D, Run<D, Run<C, Run<B, Run<A, T>>>>>,
  e: Gate<E, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>,
  f: Gate<F, Run<F, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>>,
): Run<F, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>;
export function chain<
  T,
  A extends AnyStep,
  B extends AnyStep,
  C extends AnyStep,
  D extends AnyStep,
  E extends AnyStep,
  F extends AnyStep,
  G extends AnyStep,
>(
  pipeline: T,
  a: Gate<A, Run<A, T>>,
  b: Gate<B, Run<B, Run<A, T>>>,
  c: Gate<C, Run<C, Run<B, Run<A, T>>>>,
  d: Gate<D, Run<D, Run<C, Run<B, Run<A, T>>>>>,
  e: Gate<E, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>,
  f: Gate<F, Run<F, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>>,
  g: Gate<G, Run<G, Run<F, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>>>,
): Run<G, Run<F, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>>;
export function chain<
  T,
  A extends AnyStep,
  B extends AnyStep,
  C extends AnyStep,
  D extends AnyStep,
  E extends AnyStep,
  F extends AnyStep,
  G extends AnyStep,
  H extends AnyStep,
>(
  pipeline: T,
  a: Gate<A, Run<A, T>>,
  b: Gate<B, Run<B, Run<A, T>>>,
  c: Gate<C, Run<C, Run<B, Run<A, T>>>>,
  d: Gate<D, Run<D, Run<C, Run<B, Run<A, T>>>>>,
  e: Gate<E, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>,
  f: Gate<F, Run<F, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>>,
  g: Gate<G, Run<G, Run<F, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>>>,
  h: Gate<H, Run<H, Run<G, Run<F, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>>>>,
): Run<H, Run<G, Run<F, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>>>;
export function chain<
  T,
  A extends AnyStep,
  B extends AnyStep,
  C extends AnyStep,
  D extends AnyStep,
  E extends AnyStep,
  F extends AnyStep,
  G extends AnyStep,
  H extends AnyStep,
  I extends AnyStep,
>(
  pipeline: T,
  a: Gate<A, Run<A, T>>,
  b: Gate<B, Run<B, Run<A, T>>>,
  c: Gate<C, Run<C, Run<B, Run<A, T>>>>,
  d: Gate<D, Run<D, Run<C, Run<B, Run<A, T>>>>>,
  e: Gate<E, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>,
  f: Gate<F, Run<F, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>>,
  g: Gate<G, Run<G, Run<F, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>>>,
  h: Gate<H, Run<H, Run<G, Run<F, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>>>>,
  i: Gate<I, Run<I, Run<H, Run<G, Run<F, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>>>>>,
): Run<I, Run<H, Run<G, Run<F, Run<E, Run<D, Run<C, Run<B, Run<A, T>>>>>>>>>;
export function chain(pipeline: unknown, ...steps: readonly unknown[]): unknown {
  return runSteps('chain', pipeline, steps);
}
