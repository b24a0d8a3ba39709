import { DiscreetError, print } from '@discreet/core';
import * as fc from 'fast-check';
import type { BrokenLaw, MetamorphicOptions, MetamorphicReport } from '../metamorphic-report.ts';
import { observe } from './observe.ts';

/** A law, ready to be tried. */
export interface Law {
  readonly name: string;
  readonly attempt: (
    seed: number,
    runs: number,
  ) => { readonly cases: number; readonly broken: BrokenLaw | undefined };
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/**
 * A law over drawn cases. `check` says what is wrong with a case, and nothing where the law holds; what it throws is wrong as well.
 */
export function law<T>(
  name: string,
  cases: fc.Arbitrary<T>,
  inPrint: (one: T) => string,
  check: (one: T) => string | undefined,
): Law {
  return {
    name,
    attempt: (seed, runs) => {
      let tried = 0;
      let broken: BrokenLaw | undefined;
      const property = fc.property(cases, (one) => {
        tried += 1;
        let says: string | undefined;
        try {
          says = check(one);
        } catch (error) {
          says = `throws: ${messageOf(error)}`;
        }
        // the last that fails is the one that shrinking ends with
        if (says !== undefined) broken = { law: name, on: inPrint(one), says };
        return says === undefined;
      });
      fc.check(property, { seed, numRuns: runs });
      return { cases: tried, broken };
    },
  };
}

/** A law that is tried once on each of a few cases. */
export function lawOnEach<T>(
  name: string,
  cases: readonly T[],
  inPrint: (one: T) => string,
  check: (one: T) => string | undefined,
): Law {
  return {
    name,
    attempt: (seed) => {
      for (const [i, one] of cases.entries()) {
        const { broken } = law(name, fc.constant(one), inPrint, check).attempt(seed, 1);
        if (broken !== undefined) return { cases: i + 1, broken };
      }
      return { cases: cases.length, broken: undefined };
    },
  };
}

/** Tries every law, also after one was refuted. */
export function tryLaws(
  where: string,
  laws: readonly Law[],
  options: MetamorphicOptions,
): MetamorphicReport {
  const { seed = 1, runs = 100 } = options;
  for (const [name, value] of Object.entries({ seed, runs }))
    if (!Number.isSafeInteger(value) || value < 0)
      throw new DiscreetError({
        tag: 'InvalidParameter',
        where,
        rule: `${name} must be a whole number >= 0`,
        received: print(value),
      });
  let cases = 0;
  const broken: BrokenLaw[] = [];
  for (const one of laws) {
    const outcome = one.attempt(seed, runs);
    cases += outcome.cases;
    if (outcome.broken !== undefined) broken.push(outcome.broken);
  }
  return {
    holds: broken.length === 0,
    seed,
    cases,
    laws: laws.map(({ name }) => name),
    violation: broken[0],
    broken,
  };
}

/** All that a value shows, as one text. */
export function inFull(value: unknown): string {
  return typeof value === 'string'
    ? value
    : observe('', value)
        .map(({ at, shows }) => `${at} ${shows}`)
        .join('; ');
}

/** What is wrong where something that must be refused is not refused with a `DiscreetError`. */
export function notRefused(attempt: () => unknown): string | undefined {
  try {
    attempt();
  } catch (error) {
    return error instanceof DiscreetError
      ? undefined
      : `throws no DiscreetError: ${messageOf(error)}`;
  }
  return 'is accepted';
}
