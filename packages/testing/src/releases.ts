import { proved, type Simulable } from '@discreet/core';
import type { Program } from './play-report.ts';

/** what a measurement or plan says in words; an error is said as well */
const sayings = ['explain', 'fingerprint', 'toJSON'] as const;

const said = (query: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    sayings.map((name) => {
      const say: unknown = Reflect.get(query, name);
      if (typeof say !== 'function') return [name, undefined];
      try {
        return [name, proved<unknown>(Reflect.apply(say, query, []))];
      } catch (error) {
        return [name, error];
      }
    }),
  );

const releaseOf = (query: object, rows: readonly unknown[]): unknown => {
  const release: unknown = Reflect.get(query, 'tryRun') ?? Reflect.get(query, 'invoke');
  if (typeof release !== 'function') throw new TypeError('neither a measurement nor a plan');
  return proved<unknown>(Reflect.apply(release, query, [rows]));
};

/**
 * The program that releases one measurement or plan, and shows with the answer all that the query says of itself.
 *
 * @example
 * import { chain, clamp, gaussian, real, sum, symmetricDistance, values } from 'discreet';
 * import { recordPlay, releases } from '@discreet/testing';
 * const ages = values(real, symmetricDistance());
 * const total = chain(ages, clamp(0, 100), sum(), gaussian({ rho: 0.1 }));
 * recordPlay(ages, releases(total)).holds; // => true
 */
export function releases(query: Simulable): Program<readonly unknown[]> {
  return (via, rows) => {
    const released = via(query);
    const answer = releaseOf(released, rows);
    return { answer, query: said(query), released: said(released) };
  };
}
