import { fieldOf } from '@discreet/core';
import type { Rational } from '@discreet/numeric';
import { readCount, readParameter, refusal } from './read-parameter.ts';

/** The number of reports of a shuffler; anything else is refused. */
export function readShuffler(where: string, value: unknown): number {
  const kind = fieldOf(value, 'kind');
  if (kind !== 'shuffler')
    throw refusal(where, 'the reports must come from shuffler()', kind ?? value);
  return readCount(where, 'reports', fieldOf(value, 'reports'));
}

/** The epsilon of a pure local guarantee; anything else is refused. */
export function readLocal(where: string, value: unknown): Rational {
  const kind = fieldOf(value, 'kind');
  if (kind !== 'pure') throw refusal(where, 'the curve of each report must be pure', kind ?? value);
  return readParameter(where, 'epsilon', fieldOf(value, 'epsilon'), 'a finite number >= 0');
}

/** What the numerical bound can take: so many reports, and so large a local epsilon. */
export function checkReach(where: string, reports: number, local: Rational): void {
  if (reports > 1e10) throw refusal(where, 'reports must be at most 10^10', reports);
  if (local.toNumber() > 64) throw refusal(where, 'the local epsilon must be at most 64', local);
}
