import type { ReleaseMechanism } from './release-mechanism.ts';

/** The kind of what was rebuilt over a mechanism of a test: it protects nobody, and nothing that counts a budget takes it. */
export interface Simulated {
  readonly kind: `simulated${string}`;
}

/**
 * What draws noise and can be rebuilt over a mechanism of a test: a measurement, a plan.
 *
 * **Contract** `'~simulate'(mechanism)` leaves the object as it was and gives one that runs the same code with every noise drawn by
 * `mechanism`. It is of a `simulated…` kind and carries no seal, so `openMeasurement` refuses it, and with it all that counts a budget.
 * Nothing else leads to another mechanism: no option, no global, nothing in the environment. What is to come, such as a session or a filter,
 * takes part by the same method: it hands the mechanism on to the measurements that it runs, and gives no real one of itself back.
 */
export interface Simulable {
  readonly '~simulate': (mechanism: ReleaseMechanism) => Simulated;
}

/** What Q and its simulated twin have in common: what a program may use of either. */
export type Released<Q extends Simulable> = Pick<
  Q,
  Exclude<keyof Q & keyof ReturnType<Q['~simulate']>, 'kind'>
>;

/**
 * How a program comes by its mechanisms, so that a test can put itself between: `via(howMany).invoke(rows)`.
 *
 * In production it is `(query) => query`, which is all there is to it.
 *
 * @example
 * import { chain, count, laplace, real, symmetricDistance, values, type Via } from 'discreet';
 * const people = values(real, symmetricDistance());
 * const howMany = chain(people, count(), laplace({ epsilon: 0.5 }));
 * const doubled = (via: Via, rows: readonly number[]): number => 2 * via(howMany).invoke(rows);
 * Math.abs(doubled((query) => query, [1, 2, 3])) % 2; // => 0
 */
export type Via = <Q extends Simulable>(query: Q) => Released<Q>;
