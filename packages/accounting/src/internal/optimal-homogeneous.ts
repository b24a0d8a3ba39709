import { type Enclosure, Interval, Rational } from '@discreet/numeric';
import * as guess from './guess.ts';
import { lnBinomial } from './ln-factorial.ts';
import { expOf } from './normal.ts';
import { refineWithin } from './refine.ts';

/*
 * k copies of binary randomized response, of which l lie: loss (k - 2l) epsilon with probability P_l = C(k, l) e^((k-l) epsilon) / (1 + e^epsilon)^k, l = 0..k. For every m,
 *   delta(e) >= sum over l <= m of P_l - e^e Q_l,  with equality for e between the losses of m + 1 and of m,
 * so the least e with delta(e) <= delta is the greatest of the roots over m. Proof: docs/proofs/batch-composition.md.
 */

/** about ln P_l */
function roughly(k: number, epsilon: number): (l: number) => number {
  const steps = k * guess.log1p(guess.exp(-epsilon));
  const all = guess.lnFactorial(k);
  return (l) => all - guess.lnFactorial(l) - guess.lnFactorial(k - l) - l * epsilon - steps;
}

/** about ln delta at the loss of i lies: the sum over l < i of P_l (1 - e^(-2 (i - l) epsilon)) */
function lnDeltaAt(i: number, epsilon: number, lnP: (l: number) => number): number {
  if (i === 0) return -Infinity;
  let [top, sum] = [-Infinity, 0];
  for (let l = i - 1; l >= 0; l -= 1) {
    const term = lnP(l) + guess.ln(-guess.expm1(-2 * (i - l) * epsilon));
    if (term > top) [sum, top] = [sum * guess.exp(top - term) + 1, term];
    else sum += guess.exp(term - top);
    if (term < top - 40) break;
  }
  return top + guess.ln(sum);
}

/** The ends of an interval in fixed point. */
type Ends = readonly [low: bigint, high: bigint];

/** The sums over l <= m of P_l and of e^(loss of m) Q_l, in units of P_m. */
function tailSums(
  k: number,
  m: number,
  epsilon: Rational,
  bits: number,
): readonly [Interval, Interval] {
  if (m === 0) return [Interval.integer(1, bits), Interval.integer(1, bits)];
  const width = bits + 32;
  const one = 1n << BigInt(width);
  const fixed = (x: Interval): Ends => {
    const [low, high] = x.scale(width).toRationals();
    return [low.floor(), high.ceil()];
  };
  const loss = Interval.of(epsilon, width);
  const [rise, fall] = [fixed(expOf(loss)), fixed(expOf(loss.negate()))];
  const shift = BigInt(width);
  const unit: Ends = [one, one];
  let [near, far] = [unit, unit];
  let [nearSum, farSum] = [near, far];
  /** the term for one lie less: C(k, l-1) / C(k, l) = l / (k - l + 1), and a factor e^(+-epsilon) */
  const next = ([low, high]: Ends, factor: Ends, l: bigint, rest: bigint): Ends => [
    (((low * factor[0]) >> shift) * l) / rest,
    ((((high * factor[1]) >> shift) + 1n) * l) / rest + 1n,
  ];
  const plus = (a: Ends, b: Ends): Ends => [a[0] + b[0], a[1] + b[1]];
  for (let l = m; l > 0; l -= 1) {
    const [lies, rest] = [BigInt(l), BigInt(k - l + 1)];
    near = next(near, rise, lies, rest);
    far = next(far, fall, lies, rest);
    [nearSum, farSum] = [plus(nearSum, near), plus(farSum, far)];
    // ratios fall with l: once they are below 1/2^j and terms below a unit in 2^bits, the rest is a geometric sum
    const ratio = rise[1] * lies;
    const free = rest * one - ratio;
    if (free > 0n && (near[1] * ratio) / free < nearSum[0] >> BigInt(bits)) {
      const tail = (near[1] * ratio) / free + 1n;
      // far terms are below the near ones, and their ratios too
      [nearSum, farSum] = [plus(nearSum, [0n, tail]), plus(farSum, [0n, tail])];
      break;
    }
  }
  const interval = ([low, high]: Ends): Interval => {
    const of = (x: bigint): Interval => Interval.of(Rational.of(x), bits).scale(-width);
    return Interval.hull(of(low), of(high));
  };
  return [interval(nearSum), interval(farSum)];
}

/** The root that the answers of up to m lies give; 0 where their probability is below delta. */
function rootAt(
  k: number,
  m: number,
  epsilon: Rational,
  delta: Rational,
  bits: number,
): Interval | undefined {
  const [near, far] = tailSums(k, m, epsilon, bits);
  const loss = Interval.of(epsilon, bits);
  const one = expOf(loss.negate()).log1p();
  const lnP = lnBinomial(k, m, bits)
    .sub(Interval.integer(m, bits).mul(loss))
    .sub(Interval.integer(k, bits).mul(one));
  const share = expOf(Interval.of(delta, bits).ln().sub(lnP));
  const rest = near.sub(share);
  const none = Interval.integer(0, bits);
  if (rest.isAtMost(none)) return none;
  if (rest.sign() !== 1) return undefined;
  return Interval.of(epsilon.mul(Rational.of(BigInt(k - 2 * m))), bits).add(rest.div(far).ln());
}

/** Around the least epsilon >= 0 of the k-fold composition of epsilon-DP mechanisms at delta in (0, 1): exact, by Kairouz, Oh and Viswanath. */
export function optimalHomogeneous(epsilon: Rational, k: number, delta: Rational): Enclosure {
  if (epsilon.sign() === 0) return { lower: 0, upper: 0 };
  const lnDelta = Interval.of(delta, 64).ln().toEnclosure().lower;
  const lnP = roughly(k, epsilon.toNumber());
  // the least number of lies at whose loss delta is reached
  const half = Math.floor(k / 2);
  let [low, high] = [0, half + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (lnDeltaAt(middle, epsilon.toNumber(), lnP) >= lnDelta) high = middle;
    else low = middle + 1;
  }
  const m = Math.max(low - 1, 0);
  return refineWithin(epsilon.mul(Rational.of(BigInt(k))).toNumberUp(), (bits) => {
    const lossAt = (lies: number): Interval =>
      Interval.of(epsilon.mul(Rational.of(BigInt(k - 2 * lies))), bits);
    const zero = Interval.integer(0, bits);
    const isLast = m >= half;
    const root = rootAt(k, m, epsilon, delta, bits);
    if (root === undefined) return undefined;
    const above = root.isAtMost(lossAt(m)) || m === 0;
    if (above && (isLast || lossAt(m + 1).isAtMost(root))) return root;
    // At a jump, or the search went one step astray: the best of three, if it lies between the losses beside them.
    const sides = [m - 1, m + 1].filter((lies) => lies >= 0 && lies <= half);
    let most = root;
    for (const lies of sides) {
      const other = rootAt(k, lies, epsilon, delta, bits);
      if (other === undefined) return undefined;
      most = Interval.max(most, other);
    }
    const first = m - 1 <= 0 || most.upper().isAtMost(lossAt(m - 1));
    const last = m + 1 >= half || lossAt(m + 2).isAtMost(most.upper());
    return first && last ? most : Interval.hull(Interval.max(root, zero), lossAt(0));
  });
}
