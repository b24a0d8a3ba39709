import { fieldOf } from '@discreet/core';
import { readCount, refusal } from './read-parameter.ts';

/** The number of reports of a shuffler; anything else is refused. */
export function readShuffler(where: string, value: unknown): number {
  const kind = fieldOf(value, 'kind');
  if (kind !== 'shuffler')
    throw refusal(where, 'the reports must come from shuffler()', kind ?? value);
  return readCount(where, 'reports', fieldOf(value, 'reports'));
}
