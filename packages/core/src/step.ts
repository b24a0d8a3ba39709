import type { AnyMeasurement } from './any-pipeline.ts';
import { proved } from './any-pipeline.ts';
import type { Gate, Needs } from './refusal.ts';

/**
 * A function from types to types: `out` is written in terms of `this['in']`.
 *
 * `Is` is the step's name and parameters as a tuple. Without it the compiler takes all steps for one type, since `out` is `unknown` until
 * `in` is given: `cond ? clamp(0, 1) : clamp(0, 100)` would be a `Step<Clamp<0, 1>>`, and its sensitivity wrong.
 */
export interface TypeFunction<Is = unknown> {
  readonly is: Is;
  readonly in: unknown;
  readonly out: unknown;
}

/** What type function F makes of S. */
export type Apply<F extends TypeFunction, S> = (F & { readonly in: S })['out'];

/**
 * One step of a pipeline: a value that `chain`, `compose` and fp-ts `pipe` take.
 *
 * Callable, so that it fits any pipe; named, so that messages and hovers stay short.
 */
export interface Step<in out F extends TypeFunction> {
  <S>(pipeline: Gate<S, Apply<F, S>>): Apply<F, S>;
  readonly '~step': F;
}

/** Any step. */
export interface AnyStep {
  readonly '~step': TypeFunction;
}

/** What step A makes of pipeline S. */
export type Run<A extends AnyStep, S> = (A['~step'] & { readonly in: S })['out'];

/** Type function F, then G. */
export interface Then<F extends TypeFunction, G extends TypeFunction> extends TypeFunction<
  readonly ['then', F, G]
> {
  readonly out: Apply<G, Apply<F, this['in']>>;
}

/**
 * What a step says of a pipeline that it cannot stand on.
 *
 * `unknown` stays `unknown`: while TypeScript infers a chain it looks at a step before it knows the one before (a generic call that
 * returns a function is skipped in the first pass). An `unknown` result fits no later use.
 */
export type Misplaced<T, Name extends string> = 0 extends 1 & T
  ? Needs<`the type of the pipeline before ${Name} is any`>
  : unknown extends T
    ? unknown
    : T extends Needs<string>
      ? T
      : T extends AnyMeasurement
        ? Needs<`${Name} works on data: put it before the noise`>
        : Needs<`${Name} works on a transformation`>;

/**
 * Makes a step of a function that checks its pipeline at run time; F says at compile time what the function does.
 *
 * The mark that it puts on the function tells steps from other functions, such as a constructor that nobody called.
 */
export function step<F extends TypeFunction>(apply: (pipeline: unknown) => unknown): Step<F> {
  const marked = (pipeline: unknown): unknown => apply(pipeline);
  return proved<Step<F>>(Object.freeze(Object.assign(marked, { '~step': true })));
}
