import { Interval, Rational } from '@discreet/numeric';
import { exp, ln } from './guess.ts';
import { expBelow } from './narrow.ts';
import type { NormalPair } from './normal-pair.ts';

const BITS = 160;
const half = Rational.of(1n, 2n);
/** how many exponentials bounds may take */
const MOST_TERMS = 4096;

/** What sums of exponentials are computed over: doubles that steer, or intervals. */
interface Logs<N> {
  readonly of: (x: Rational) => N;
  readonly lnOf: (x: Rational) => N;
  readonly add: (x: N, y: N) => N;
  readonly times: (x: N, y: Rational) => N;
  readonly max: (x: N, y: N) => N;
  /** ln of the sum of e^x */
  readonly lnSum: (xs: readonly N[]) => N;
}

const loose: Logs<number> = {
  of: (x) => x.toNumber(),
  lnOf: (x) => ln(x.toNumber()),
  add: (x, y) => x + y,
  times: (x, y) => x * y.toNumber(),
  max: (x, y) => Math.max(x, y),
  lnSum: (xs) => {
    const top = Math.max(...xs);
    return top + ln(xs.reduce((sum, x) => sum + exp(x - top), 0));
  },
};

const tight: Logs<Interval> = {
  of: (x) => Interval.of(x, BITS),
  lnOf: (x) => Interval.of(x, BITS).ln(),
  add: (x, y) => x.add(y),
  times: (x, y) => x.mul(Interval.of(y, BITS)),
  max: (x, y) => Interval.max(x, y),
  lnSum: (xs) => {
    const top = xs.reduce((x, y) => Interval.max(x, y));
    const zero = Interval.integer(0, BITS);
    const sum = xs.map((x) => expBelow(Interval.min(x.sub(top), zero))).reduce((x, y) => x.add(y));
    // one of them is the greatest itself
    return top.add(Interval.max(sum, Interval.integer(1, BITS)).ln());
  },
};

function endsOf<N>(
  { first, second, variance }: NormalPair,
  order: Rational,
  { of, lnOf, add, times, max, lnSum }: Logs<N>,
): readonly [low: N, high: N] {
  const a = order;
  const b = order.sub(Rational.one);
  const rate = half.div(variance);
  const square = (x: Rational, y: Rational): Rational => x.sub(y).square().mul(rate);
  const minus = Rational.one.negate();
  const lnFirst = first.map(({ weight }) => lnOf(weight));
  const lnSecond = second.map(({ weight }) => lnOf(weight));
  const none = of(Rational.zero);
  const norms = first.map(({ centre: c }, i) => {
    const inner = lnSum(
      second.map(({ centre: d }, j) => add(lnSecond[j] ?? none, of(square(c, d).mul(a).negate()))),
    );
    return add(lnFirst[i] ?? none, times(inner, b.div(a).negate()));
  });
  const high = times(lnSum(norms), a);
  let low = none;
  first.forEach(({ centre: c }, i) => {
    second.forEach(({ centre: d }, j) => {
      const middle = a.mul(c).sub(b.mul(d));
      const others = second.map(({ centre: e }, l) => {
        // (e - d) (m - (e + d) / 2) / s^2 + (e - d)^2 / (2 s^2) = (e - d) (m - d) / s^2
        const way = e.sub(d).mul(middle.sub(d)).mul(rate).mul(Rational.of(2n));
        return l === j
          ? none
          : add(add(lnSecond[l] ?? none, times(lnSecond[j] ?? none, minus)), of(way));
      });
      const plain = add(
        add(times(lnFirst[i] ?? none, a), times(lnSecond[j] ?? none, b.negate())),
        of(square(c, d).mul(a).mul(b)),
      );
      low = max(low, add(plain, times(lnSum(others), b.negate())));
    });
  });
  return [low, max(high, none)];
}

/**
 * Bounds of ln E_Q[(P/Q)^a], which meet where the normal laws are far apart, with m = a c_i - (a - 1) d_j:
 *
 * a ln sum_i p_i S_i^((1 - a)/a) with S_i = sum_j q_j e^(-a (c_i - d_j)^2 / (2 s^2)) above, by the inequality of Minkowski and its reverse for negative powers; and below, for each i and j,
 * a ln p_i - (a - 1) ln q_j + a (a - 1) (c_i - d_j)^2 / (2 s^2) - (a - 1) ln sum_l (q_l / q_j) e^((d_l - d_j) (m - d_j) / s^2), by Jensen's inequality.
 */
export function pairNorms(pair: NormalPair, order: Rational): Interval | undefined {
  if (!isFew(pair)) return undefined;
  const [low, high] = endsOf(pair, order, tight);
  return Interval.hull(low.lower(), high.upper());
}

/** About the same bounds, in doubles. */
export function looseNorms(
  pair: NormalPair,
  order: Rational,
): readonly [low: number, high: number] {
  return isFew(pair) ? endsOf(pair, order, loose) : [0, Infinity];
}

const isFew = ({ first, second }: NormalPair): boolean =>
  first.length * second.length ** 2 <= MOST_TERMS;
