import { Interval, type Rational } from '@discreet/numeric';

/** Around P(X >= least) for X binomial of n draws with a rate in (0, 1): the terms from `least` on, each of which is the last one times (n - k) q / ((k + 1)(1 - q)). */
export function binomialTail(n: number, rate: Rational, least: number): Interval {
  const bits = 192;
  const whole = (k: number): Interval => Interval.integer(k, bits);
  if (least <= 0) return whole(1);
  if (least > n) return whole(0);
  const q = Interval.of(rate, bits);
  const rest = whole(1).sub(q);
  let term = q.power(least).mul(rest.power(n - least));
  for (let k = 1; k <= least; k += 1) term = term.mul(whole(n - least + k)).div(whole(k));
  const odds = q.div(rest);
  let sum = term;
  for (let k = least; k < n; k += 1) {
    const ratio = odds.mul(whole(n - k)).div(whole(k + 1));
    term = term.mul(ratio);
    sum = sum.add(term);
    // from here on each term is less than half the one before it
    if (ratio.scale(1).isBelow(whole(1)) && term.isBelow(sum.scale(-100)))
      return sum.add(Interval.hull(whole(0), term));
  }
  return sum;
}
