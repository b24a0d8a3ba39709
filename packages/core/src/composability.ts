import type { Approximate, Measure } from './measure.ts';

/**
 * What is proved of each measure: that losses fixed in advance add up, that a running total may decide when to stop, and that interactive
 * children may be asked in turns.
 */
const table = {
  maxDivergence: { fixed: true, filters: true, children: 'concurrent' },
  'approximate maxDivergence': { fixed: true, filters: true, children: 'concurrent' },
  zeroConcentratedDivergence: { fixed: true, filters: true, children: 'concurrent' },
  // no theorem covers children that are asked in turns
  'approximate zeroConcentratedDivergence': { fixed: true, filters: true, children: 'sequential' },
  gaussianDP: { fixed: true, filters: true, children: 'concurrent' },
  renyiDivergence: { fixed: true, filters: true, children: 'concurrent' },
  // the natural stop rule is false: arXiv 2602.06756, 2602.15815
  privacyLossDistribution: { fixed: true, filters: false, children: 'concurrent' },
  fDP: { fixed: true, filters: false, children: 'concurrent' },
} as const;

type Row<ME> =
  ME extends Approximate<infer M>
    ? `approximate ${M['kind']}`
    : ME extends { readonly kind: infer K }
      ? K
      : never;

/** What may be promised of measure ME; see `composability`. */
export type ComposabilityOf<ME> =
  Row<ME> extends infer K extends keyof typeof table ? (typeof table)[K] : never;

/** What may be promised of a measure. */
export interface Composability {
  /** losses that were fixed before the first answer add up, also when the queries depend on earlier answers */
  readonly fixed: true;
  /** a running total may decide what is still asked, parameters and all: a privacy filter */
  readonly filters: boolean;
  /** whether interactive children may be asked in turns, or only the one that was launched last */
  readonly children: 'concurrent' | 'sequential';
}

/**
 * What is proved of the composition of a measure; what it does not allow neither compiles nor runs.
 *
 * **Source** docs/proofs/composition.md; Haney and others 2023, Concurrent composition for interactive differential privacy with adaptive
 * privacy-loss parameters, https://arxiv.org/abs/2309.05901; Rogers, Roth, Ullman, Vadhan 2016, https://arxiv.org/abs/1605.08294
 *
 * @example
 * composability(maxDivergence).filters; // => true
 * composability(privacyLossDistribution).filters; // => false
 */
export function composability<ME extends Measure>(measure: ME): ComposabilityOf<ME>;
export function composability(measure: Measure): Composability {
  return measure.kind === 'approximate'
    ? table[`approximate ${measure.of.kind}`]
    : table[measure.kind];
}
