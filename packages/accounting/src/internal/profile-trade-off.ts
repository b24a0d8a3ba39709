import type { Enclosure } from '@discreet/numeric';
import { approximateCurve } from '../curves.ts';
import { tradeOffAt } from '../trade-off-at.ts';
import { exactOf } from './exact-of.ts';

/** An epsilon at a delta. */
export interface ProfilePoint {
  readonly delta: number;
  readonly epsilon: Enclosure;
}

/** f(typeOne) of (epsilon, delta)-DP, where epsilon may be Infinity: 1 - delta at 0, and nothing beyond. */
const single = (epsilon: number, delta: number, typeOne: number): Enclosure => {
  if (epsilon === Infinity && typeOne > 0) return { lower: 0, upper: 0 };
  const known = epsilon === Infinity ? 0 : epsilon;
  return tradeOffAt(approximateCurve({ epsilon: exactOf(known), delta }), { typeOne });
};

/**
 * Around the trade-off function that a privacy profile stands for, f = sup over epsilon >= 0 of f[epsilon, delta(epsilon)], from points of the profile.
 *
 * Below: each point (u, d) with u an upper end is a guarantee, so f >= f[u, d]. Above: for any epsilon, let i be the last point whose lower end l_i is above it, or none, with
 * d_0 = 0. Then delta(epsilon) > d_i, and epsilon >= l_(i+1), or 0 after the last. As f[epsilon, delta] falls in both, f <= the greatest f[l_(i+1), d_i].
 */
export function profileTradeOff(points: readonly ProfilePoint[], typeOne: number): Enclosure {
  const below = points.map(({ delta, epsilon }) => single(epsilon.upper, delta, typeOne).lower);
  const above = [0, ...points.map(({ delta }) => delta)].map(
    (delta, i) => single(points[i]?.epsilon.lower ?? 0, delta, typeOne).upper,
  );
  return { lower: Math.max(0, ...below), upper: Math.min(1, Math.max(...above)) };
}
