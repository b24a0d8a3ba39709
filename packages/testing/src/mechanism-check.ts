import type { PrivacyClaim } from './check-mechanism-exactly.ts';

/** A claim about a mechanism, the data that it takes, and how far to search. */
export type MechanismCheck<DI, MI> = PrivacyClaim & {
  /** a source such as `values(real, symmetricDistance())`: the domain and the metric of the data; the claim is about distance 1 */
  readonly source: { readonly inputDomain: DI; readonly inputMetric: MI };
  /** numbers that the mechanism treats in its own way, such as bounds: rows at and beside them are tried often */
  readonly near?: readonly number[];
  /** strings to be tried often */
  readonly words?: readonly string[];
  /** how many pairs of neighbours are drawn; 40 unless it is given */
  readonly pairs?: number;
  /** how many runs the enumeration of one law may take; 3000 unless it is given */
  readonly runs?: number;
  /** the width of the words that are enumerated, 2 to 8; 2 unless it is given */
  readonly wordBits?: number;
  /** fixes every random choice; 1 unless it is given */
  readonly seed?: number;
};
