import type { Step, Then, TypeFunction } from './step.ts';
import { step } from './step.ts';
import { runSteps } from './internal/run-steps.ts';

/**
 * Several steps as one, to be chained later and more than once.
 *
 * **Contract** chain(t, compose(a, b)) = chain(t, a, b).
 *
 * @example
 * import { chain, clamp, compose, laplace, real, sum, symmetricDistance, values } from 'discreet';
 * const boundedSum = compose(clamp(0, 100), sum());
 * chain(values(real, symmetricDistance()), boundedSum, laplace({ scale: 50 })).map(1).toString(); // => '2'
 */
export function compose<A extends TypeFunction, B extends TypeFunction>(
  a: Step<A>,
  b: Step<B>,
): Step<Then<A, B>>;
export function compose<A extends TypeFunction, B extends TypeFunction, C extends TypeFunction>(
  a: Step<A>,
  b: Step<B>,
  c: Step<C>,
): Step<Then<Then<A, B>, C>>;
export function compose<
  A extends TypeFunction,
  B extends TypeFunction,
  C extends TypeFunction,
  D extends TypeFunction,
>(a: Step<A>, b: Step<B>, c: Step<C>, d: Step<D>): Step<Then<Then<Then<A, B>, C>, D>>;
export function compose<
  A extends TypeFunction,
  B extends TypeFunction,
  C extends TypeFunction,
  D extends TypeFunction,
  E extends TypeFunction,
>(
  a: Step<A>,
  b: Step<B>,
  c: Step<C>,
  d: Step<D>,
  e: Step<E>,
): Step<Then<Then<Then<Then<A, B>, C>, D>, E>>;
export function compose<
  A extends TypeFunction,
  B extends TypeFunction,
  C extends TypeFunction,
  D extends TypeFunction,
  E extends TypeFunction,
  F extends TypeFunction,
>(
  a: Step<A>,
  b: Step<B>,
  c: Step<C>,
  d: Step<D>,
  e: Step<E>,
  f: Step<F>,
): Step<Then<Then<Then<Then<Then<A, B>, C>, D>, E>, F>>;
export function compose<
  A extends TypeFunction,
  B extends TypeFunction,
  C extends TypeFunction,
  D extends TypeFunction,
  E extends TypeFunction,
  F extends TypeFunction,
  G extends TypeFunction,
>(
  a: Step<A>,
  b: Step<B>,
  c: Step<C>,
  d: Step<D>,
  e: Step<E>,
  f: Step<F>,
  g: Step<G>,
): Step<Then<Then<Then<Then<Then<Then<A, B>, C>, D>, E>, F>, G>>;
export function compose<
  A extends TypeFunction,
  B extends TypeFunction,
  C extends TypeFunction,
  D extends TypeFunction,
  E extends TypeFunction,
  F extends TypeFunction,
  G extends TypeFunction,
  H extends TypeFunction,
>(
  a: Step<A>,
  b: Step<B>,
  c: Step<C>,
  d: Step<D>,
  e: Step<E>,
  f: Step<F>,
  g: Step<G>,
  h: Step<H>,
): Step<Then<Then<Then<Then<Then<Then<Then<A, B>, C>, D>, E>, F>, G>, H>>;
export function compose<
  A extends TypeFunction,
  B extends TypeFunction,
  C extends TypeFunction,
  D extends TypeFunction,
  E extends TypeFunction,
  F extends TypeFunction,
  G extends TypeFunction,
  H extends TypeFunction,
  I extends TypeFunction,
>(
  a: Step<A>,
  b: Step<B>,
  c: Step<C>,
  d: Step<D>,
  e: Step<E>,
  f: Step<F>,
  g: Step<G>,
  h: Step<H>,
  i: Step<I>,
): Step<Then<Then<Then<Then<Then<Then<Then<Then<A, B>, C>, D>, E>, F>, G>, H>, I>>;
export function compose(...steps: readonly unknown[]): unknown {
  return step((pipeline) => runSteps('compose', pipeline, steps));
}
