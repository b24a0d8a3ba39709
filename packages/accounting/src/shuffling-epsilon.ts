import { type Enclosure, Rational } from '@discreet/numeric';
import type { PureCurve } from './curve.ts';
import { cloneDelta } from './internal/clone-pair.ts';
import { exactOf } from './internal/exact-of.ts';
import { readFields, readParameter } from './internal/read-parameter.ts';
import { checkReach, readLocal, readShuffler } from './internal/read-shuffler.ts';
import type { Parameter } from './parameter.ts';
import type { Shuffler } from './sampler.ts';

/** how much further an end is tried, as a share of epsilon, until it is certified */
const steps = [2 ** -24, 2 ** -16, 2 ** -12, 2 ** -9, 2 ** -7, 2 ** -5, 2 ** -3] as const;

/**
 * The epsilon of shuffled reports at a given delta: the inverse of `shufflingDelta`, by a search whose result is certified.
 *
 * **Contract** As `shufflingDelta`: the multiset of reports is (`upper`, delta)-DP, and `lower` is below what the pair gives. Never above the local epsilon.
 * **Errors** A delta outside (0, 1); as `shufflingDelta`.
 * **Cost** Some tens of evaluations in doubles and a few certified ones: tenths of a second, up to some seconds for 10^9 reports.
 * **Source** As `shufflingDelta`.
 *
 * @example
 * const { upper } = shufflingEpsilon(shuffler({ reports: 10000 }), pureCurve({ epsilon: 1 }), { delta: 1e-6 });
 * upper < 0.1; // => true
 */
export function shufflingEpsilon(
  reports: Shuffler,
  local: PureCurve,
  at: { readonly delta: Parameter },
): Enclosure {
  const where = 'shufflingEpsilon';
  const [n, loss] = [readShuffler(where, reports), readLocal(where, local)];
  checkReach(where, n, loss);
  const delta = readParameter(where, 'delta', readFields(where, at)['delta'], '> 0 and < 1');
  const aim = { lower: delta.toNumberDown(), upper: delta.toNumberUp() };
  const isKept = (epsilon: Rational): boolean =>
    cloneDelta(n, loss, epsilon, 'up', 'certified') <= aim.lower;
  if (isKept(Rational.zero)) return { lower: 0, upper: 0 };
  let [low, high] = [0, loss.toNumberUp()];
  for (let step = 0; step < 40 && high - low > 2 ** -30 * high; step += 1) {
    const middle = (low + high) / 2;
    if (cloneDelta(n, loss, exactOf(middle), 'up', 'rough') > aim.lower) low = middle;
    else high = middle;
  }
  const most = loss.toNumberUp();
  const upper = steps.map((share) => high * (1 + share)).find((x) => isKept(exactOf(x))) ?? most;
  const isMissed = (x: number): boolean =>
    cloneDelta(n, loss, exactOf(x), 'down', 'certified') > aim.upper;
  const lower = steps.map((share) => low * (1 - share)).find(isMissed) ?? 0;
  return { lower: Math.min(lower, most), upper: Math.min(upper, most) };
}
