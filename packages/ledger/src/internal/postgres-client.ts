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

/** The rows of a result; those of the last statement, where there were several. */
export function rowsOf(result: unknown): readonly Readonly<Record<string, unknown>>[] {
  const last: unknown = Array.isArray(result) ? result.at(-1) : result;
  const rows = field(last, 'rows');
  return Array.isArray(rows)
    ? rows.map((row: unknown) => ({ ...(typeof row === 'object' ? row : {}) }))
    : [];
}

/** What the server says that it did. */
export function commandOf(result: unknown): unknown {
  return field(result, 'command');
}
