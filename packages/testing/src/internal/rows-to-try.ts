import type { DatasetDomain, DatasetMetric } from '@discreet/core';
import type { MemberOptions } from '../members.ts';
import { distinct } from './deliver.ts';
import { extremes } from './extremes.ts';
import { ofUser, readable } from './user-pairs.ts';
import { userColumn } from './user-values.ts';

/** how many rows a directed search tries */
const most = 32;

/** so many of a list, evenly spread */
const spread = (rows: readonly unknown[], count: number): readonly unknown[] =>
  rows.length <= count
    ? rows
    : Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)]);

/**
 * The rows that a directed search tries: extreme ones, and some sampled ones.
 *
 * Where users are told apart, an extreme identifier is one like any other: what a user's rows say is what counts. Some of them have lost theirs,
 * as in careless data; none has one that a pipeline, unlike the metric, would take for a lost one.
 */
export function rowsToTry(
  domain: DatasetDomain,
  metric: DatasetMetric,
  options: MemberOptions,
  sample: readonly unknown[],
): readonly unknown[] {
  const { element } = domain;
  if (!('identifier' in metric) || element.kind !== 'row')
    return distinct([...extremes(element, options, sample), ...sample]).slice(0, most);
  const { identifier } = metric;
  const column = userColumn(domain, identifier);
  const rest = Object.entries(element.columns).filter(([name]) => name !== identifier);
  const said = extremes({ kind: 'row', columns: Object.fromEntries(rest) }, options, sample);
  const lost = spread(said, options.misfits === true ? most / 4 : 0);
  const kept = [...spread(said, most / 2), ...sample];
  return distinct([
    ...lost.map((row) => ofUser(row, identifier, undefined)),
    ...kept.map((row) => (column === undefined ? row : readable(row, identifier, column))),
  ]).slice(0, most);
}
