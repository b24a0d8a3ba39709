/** How many cases a check of laws tries. */
export interface MetamorphicOptions {
  /** fixes every random choice; 1 unless it is given */
  readonly seed?: number;
  /** how many cases are drawn for each law; 100 unless it is given */
  readonly runs?: number;
}

/** A law that does not hold, with a case that refutes it, shrunk. */
export interface BrokenLaw {
  /** the law, as a sentence */
  readonly law: string;
  /** what it was tried on, in print */
  readonly on: string;
  /** what was found */
  readonly says: string;
}

/** What a check of laws found. */
export interface MetamorphicReport {
  /** whether no case refutes a law */
  readonly holds: boolean;
  /** the seed that repeats the check */
  readonly seed: number;
  /** how many cases were tried */
  readonly cases: number;
  /** the laws that were checked */
  readonly laws: readonly string[];
  /** the first law that does not hold */
  readonly violation: BrokenLaw | undefined;
  /** every law that does not hold */
  readonly broken: readonly BrokenLaw[];
}
