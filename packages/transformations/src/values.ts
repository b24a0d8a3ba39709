import type { Atom } from '@discreet/core';
import { checkAtom } from './internal/check-atom.ts';
import { type Source, source, type SourceMetric } from './source.ts';

/**
 * A dataset of single values: the source of a pipeline over an array of numbers or strings.
 *
 * **Contract** The identity, from distances in persons to distances in rows.
 * **Errors** What is no domain of single values, and what is no metric of rows, are refused.
 * **Source** docs/proofs/source.md
 *
 * @example
 * import { chain, count, laplace, real, symmetricDistance, values } from 'discreet';
 * const ages = values(real, symmetricDistance());
 * chain(ages, count(), laplace({ epsilon: 1 })).map(1).toString(); // => '1'
 */
export function values<A extends Atom, M extends SourceMetric>(
  element: A,
  neighbours: M,
): Source<A, M> {
  return source('values', checkAtom(element, 'values', 'the element'), neighbours);
}
