import type { DatasetDomain, Metric, ReleaseMechanism } from '@discreet/core';
import type { Rational } from '@discreet/numeric';
import type { Account } from './account.ts';
import { hidden, type Hidden } from './hidden.ts';
import type { HeldData } from './held-data.ts';

/** Where the queries of a handle must start, and at which distance they are charged. */
export interface Space {
  readonly domain: DatasetDomain;
  readonly metric: Metric;
  readonly distance: Rational;
}

/** What stands behind a handle. */
export interface HandlePart {
  readonly where: string;
  readonly account: Account;
  readonly space: Space;
  readonly data: HeldData;
  /** the capability of whoever may let it go on after a failure */
  readonly operator: object | undefined;
  /** a test's mechanism, under which nothing is private */
  readonly mechanism: ReleaseMechanism | undefined;
  readonly history: History;
}

/** What became of one request, for whoever keeps a transcript. */
export interface Outcome {
  readonly outcome: 'answered' | 'refused' | 'failed' | 'withheld' | 'launched';
  readonly answer?: unknown;
  readonly reason?: string;
}

/** Keeps what was asked. */
export interface History {
  /** notes a request; what it gives notes what became of it */
  readonly asked: (query: unknown, charge: unknown) => (outcome: Outcome) => void;
  /** the history of a child */
  readonly child: () => History;
}

/** A history of nothing, for handles without a transcript. */
export const noHistory: History = Object.freeze<History>({
  asked: () => () => undefined,
  child: () => noHistory,
});

export const handleParts: Hidden<HandlePart> = hidden();

/**
 * Makes a handle of closures.
 *
 * What can be copied is what is enumerable: the kind, and a function, so that `structuredClone` and `postMessage` refuse it. Everything that
 * asks or spends is not enumerable, so a spread has none of it.
 */
export function makeHandle(
  kind: string,
  shown: { readonly explain: () => string },
  methods: Readonly<Record<string, unknown>>,
  part: HandlePart,
): object {
  const handle: object = { kind, ...shown };
  for (const [name, value] of Object.entries(methods))
    Object.defineProperty(handle, name, { value, enumerable: false });
  // what a test has rebuilt carries no mark, so nothing real stands on it
  if (part.mechanism === undefined) handleParts.put(handle, part);
  return Object.freeze(handle);
}
