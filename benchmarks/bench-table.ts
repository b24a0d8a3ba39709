/** One goal of a benchmark: what was measured, and the limit that it should not pass. */
export interface BenchGoal {
  readonly goal: string;
  readonly measured: number;
  readonly limit: number;
  readonly met: boolean;
}

/** What a benchmark file's `run()` gives: a table to print and the goals it speaks to. */
export interface BenchTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly goals: readonly BenchGoal[];
}
