import { isArray } from '@discreet/core';
import type { Enclosure } from '@discreet/numeric';
import type { Curve } from '../curve.ts';
import { epsilonAt } from '../epsilon-at.ts';
import type { EventAccountant } from '../event-accountant.ts';
import { isCurve } from './curve-fields.ts';
import { isAccountant } from './read-accountant.ts';
import { readFields, readParameter, refusal, type Rule } from './read-parameter.ts';

/** The named members of a series, in their order; there is at least one. */
export function readNamed<T>(
  where: string,
  members: unknown,
  read: (member: unknown) => T,
): readonly (readonly [label: string, member: T])[] {
  const named = Object.entries(readFields(where, members));
  if (named.length === 0) throw refusal(where, 'needs at least one named member', members);
  return named.map(([label, member]) => [label, read(member)]);
}

/** The points of a grid. They are numbers, so that a row states the very number that it was computed for. */
export function readGrid(
  where: string,
  name: string,
  grid: unknown,
  rule: Rule,
): readonly number[] {
  if (!isArray(grid) || grid.length === 0)
    throw refusal(where, `${name} must be a list that is not empty`, grid);
  return grid.map((point) => {
    readParameter(where, name, point, rule);
    if (typeof point !== 'number') throw refusal(where, `${name} must be numbers`, point);
    return point;
  });
}

/** A guarantee that has an epsilon at every delta. */
export function readGuarantee(where: string): (value: unknown) => Curve | EventAccountant {
  return (value) => {
    if (isCurve(value) || isAccountant(value)) return value;
    throw refusal(where, 'each member must be a curve or an accountant', value);
  };
}

/** Around its epsilon. */
export function epsilonOf(guarantee: Curve | EventAccountant, delta: number): Enclosure {
  return isCurve(guarantee) ? epsilonAt(guarantee, { delta }) : guarantee.epsilon(delta);
}
