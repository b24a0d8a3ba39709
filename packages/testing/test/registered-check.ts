/** A check of one constructor: what it says is wrong, or nothing. */
export interface RegisteredCheck {
  readonly name: string;
  readonly problem: (seed: number) => string | undefined | Promise<string | undefined>;
}

/** What a report that refutes something is called. */
export const refuted = (report: { readonly holds: boolean }): string | undefined =>
  report.holds ? undefined : 'refuted';

/** Far fewer pairs than the tests try: this is to say that a constructor passes, not to search. */
export const search = { runs: 8, climb: 4, maxDistance: 3 } as const;
