import { DiscreetError } from '@discreet/core';

/** What is used of a client of `pg`. */
export interface PostgresClient {
  readonly query: (text: string, values?: unknown[]) => Promise<unknown>;
  readonly on: (event: 'error', listener: (error: Error) => void) => unknown;
  readonly off: (event: 'error', listener: (error: Error) => void) => unknown;
  readonly release: (destroy?: boolean) => void;
}

/** What is used of a pool of `pg`: `new Pool(…)` is one. */
export interface PostgresPool {
  readonly connect: () => Promise<PostgresClient>;
  readonly on: (event: 'error', listener: (error: Error) => void) => unknown;
  readonly listenerCount: (event: 'error') => number;
}

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/** The rows of a result; where there were several statements, those of the one in a place, counted from 0, or from -1 backwards. */
export function rowsOf(result: unknown, place = -1): readonly Readonly<Record<string, unknown>>[] {
  const one: unknown = Array.isArray(result) ? result.at(place) : result;
  const rows = field(one, 'rows');
  return Array.isArray(rows)
    ? rows.map((row: unknown) => ({ ...(typeof row === 'object' ? row : {}) }))
    : [];
}

/** What the server says that it did, last. */
export function commandOf(result: unknown): unknown {
  return field(Array.isArray(result) ? result.at(-1) : result, 'command');
}

/** A text as it stands in a statement. Statements that are sent together take no parameters. */
export function literal(text: string): string {
  if (text.includes('\0'))
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'ledger',
      rule: 'a text must not hold the character 0',
    });
  // with E, what a backslash means does not depend on the server's settings
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
