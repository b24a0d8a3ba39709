import type { Enclosure } from '@discreet/numeric';
import type { PureCurve } from './curve.ts';
import { cloneDelta } from './internal/clone-pair.ts';
import { readFields, readParameter } from './internal/read-parameter.ts';
import { checkReach, readLocal, readShuffler } from './internal/read-shuffler.ts';
import type { Parameter } from './parameter.ts';
import type { Shuffler } from './sampler.ts';

/**
 * The delta of shuffled reports at a given epsilon, by the pair that the closed form of Feldman, McMillan and Talwar bounds: numerically, and without its precondition.
 *
 * **Contract** If each of n people sends one report that is e0-DP for its sender's data, the multiset of reports is (epsilon, `upper`)-DP under replacing one person's data. `lower` is
 * below what the pair gives: what better proofs could gain is not in it.
 * **Errors** An epsilon that is no finite number >= 0; a curve that is not pure, or of more than 64; more than 10^10 reports.
 * **Cost** Tens of milliseconds; up to seconds for 10^9 reports.
 * **Source** docs/proofs/amplification.md; Feldman, McMillan, Talwar 2021, Hiding among the clones, theorem 3.1, https://arxiv.org/abs/2012.12803
 *
 * @example
 * const { upper } = shufflingDelta(shuffler({ reports: 10000 }), pureCurve({ epsilon: 1 }), { epsilon: 0.1 });
 * upper < 1e-7; // => true
 */
export function shufflingDelta(
  reports: Shuffler,
  local: PureCurve,
  at: { readonly epsilon: Parameter },
): Enclosure {
  const where = 'shufflingDelta';
  const [n, loss] = [readShuffler(where, reports), readLocal(where, local)];
  checkReach(where, n, loss);
  const given = readFields(where, at)['epsilon'];
  const epsilon = readParameter(where, 'epsilon', given, 'a finite number >= 0');
  return {
    lower: cloneDelta(n, loss, epsilon, 'down', 'certified'),
    upper: cloneDelta(n, loss, epsilon, 'up', 'certified'),
  };
}
