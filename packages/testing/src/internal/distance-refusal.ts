import type {
  ChangeOneIdDistance,
  DatasetDomain,
  DatasetMetric,
  SymmetricIdDistance,
} from '@discreet/core';
import { memberCount } from './member-count.ts';
import { listedUsers, userColumn } from './user-values.ts';

/**
 * How many rows must be replaced for two datasets of one size to be at a distance, at least; none where no number will do.
 *
 * As many rows come as go, so r replaced ones are 2 r that come or go, and ceil(2 r / k) persons.
 */
export function replacedRows(metric: DatasetMetric, distance: number): number | undefined {
  if (metric.kind !== 'symmetricDistance' && metric.kind !== 'insertDeleteDistance')
    return distance;
  const k = metric.kind === 'symmetricDistance' ? metric.contributions : 1;
  const least = distance === 0 ? 0 : Math.floor(((distance - 1) * k) / 2) + 1;
  return 2 * least <= distance * k ? least : undefined;
}

const usersRefusal = (
  domain: DatasetDomain,
  metric: SymmetricIdDistance<string> | ChangeOneIdDistance<string>,
  distance: number,
  misfits: boolean,
): string | undefined => {
  const column = userColumn(domain, metric.identifier);
  if (column === undefined) return `the rows must have a column '${metric.identifier}'`;
  if (domain.size !== undefined && !misfits)
    return 'the domain must have no public size: users have as many rows as they like';
  // a user counts once who is replaced, and twice who goes and comes
  const users = listedUsers(column, misfits)?.length ?? Infinity;
  const most = metric.kind === 'changeOneIdDistance' ? users : 2 * users;
  return distance > most
    ? `the distance must be <= ${most}, there being ${users} users`
    : undefined;
};

/** Why no two datasets of a domain are at a distance under a metric, if none are; misfits are values enough for any number of rows. */
export function distanceRefusal(
  domain: DatasetDomain,
  metric: DatasetMetric,
  distance: number,
  misfits: boolean,
): string | undefined {
  if (!Number.isSafeInteger(distance) || distance < 0)
    return 'the distance must be a whole number >= 0';
  if (metric.kind === 'symmetricIdDistance' || metric.kind === 'changeOneIdDistance')
    return usersRefusal(domain, metric, distance, misfits);
  if (distance === 0 || misfits) return undefined;
  const { element, size } = domain;
  const sized = metric.kind === 'changeOneDistance' || metric.kind === 'hammingDistance';
  if (size === undefined && !sized) return undefined;
  const replaced = replacedRows(metric, distance);
  if (replaced === undefined)
    return 'the distance must be even where the size is public, since as many rows come as go';
  if (memberCount(element) === 1)
    return 'the distance must be 0 where a row can have one value only';
  if (size !== undefined && replaced > size)
    return sized
      ? `the distance must be <= ${size}, the public size`
      : `the distance must be one at which at most ${size} rows change, the public size`;
  return undefined;
}
