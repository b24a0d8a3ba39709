import { Interval, Rational } from '@discreet/numeric';
import type { ApproximateCurve, PureCurve } from './curve.ts';
import type { Guarantee } from './guarantee.ts';
import { exactOf } from './internal/exact-of.ts';
import { readFields, readParameter, refusal } from './internal/read-parameter.ts';
import { readLocal, readShuffler } from './internal/read-shuffler.ts';
import { refineWithin } from './internal/refine.ts';
import type { Parameter } from './parameter.ts';
import type { Shuffler } from './sampler.ts';

/**
 * The guarantee of shuffled reports, by the closed form of Feldman, McMillan and Talwar. `shufflingEpsilon` is tighter.
 *
 * epsilon = ln(1 + (e^e0 - 1)/(e^e0 + 1) (8 sqrt(e^e0 ln(4/delta) / n) + 8 e^e0 / n)), proved where e0 <= ln(n / (16 ln(2/delta))).
 *
 * **Contract** If each of n people sends one report that is e0-DP for its sender's data, the multiset of reports is (epsilon, delta)-DP under replacing one person's data. Epsilon is rounded up.
 * **Errors** An e0 above ln(n / (16 ln(2/delta))), where the theorem says nothing; a curve that is not pure; a delta outside (0, 1).
 * **Source** Feldman, McMillan, Talwar 2021, Hiding among the clones, theorem 3.1, https://arxiv.org/abs/2012.12803
 *
 * @example
 * const { curve } = shufflingClosedForm(shuffler({ reports: 1e6 }), pureCurve({ epsilon: 1 }), { delta: 1e-9 });
 * curve.epsilon.toNumber().toFixed(4); // => '0.0283'
 */
export function shufflingClosedForm(
  reports: Shuffler,
  local: PureCurve,
  at: { readonly delta: Parameter },
): Guarantee<'replaceOne', ApproximateCurve> {
  const where = 'shufflingClosedForm';
  const n = Rational.of(BigInt(readShuffler(where, reports)));
  const loss = readLocal(where, local);
  const delta = readParameter(where, 'delta', readFields(where, at)['delta'], '> 0 and < 1');
  const isWithin = (bits: number): boolean | undefined => {
    const most = Interval.of(Rational.of(2n).div(delta), bits).ln().scale(4);
    const share = Interval.of(n, bits).div(most);
    const limit = share.ln();
    const given = Interval.of(loss, bits);
    return given.isAtMost(limit) ? true : limit.isBelow(given) ? false : undefined;
  };
  if ((isWithin(128) ?? isWithin(1024)) !== true)
    throw refusal(where, 'the local epsilon must be <= ln(n / (16 ln(2/delta)))', loss);
  const { upper } = refineWithin(Infinity, (bits) => {
    const [one, size] = [Interval.integer(1, bits), Interval.of(n, bits)];
    const odds = Interval.of(loss, bits).exp();
    const spread = odds
      .mul(Interval.of(Rational.of(4n).div(delta), bits).ln())
      .div(size)
      .sqrt();
    const inner = spread.add(odds.div(size)).scale(3);
    const contrast = Interval.of(loss, bits).expm1().div(odds.add(one));
    return contrast.mul(inner).log1p();
  });
  const curve = Object.freeze({ kind: 'approximate', epsilon: exactOf(upper), delta } as const);
  return Object.freeze({ relation: 'replaceOne', curve });
}
