import { expm1Down, expm1Up, Interval, type Rational } from '@discreet/numeric';
import * as guess from './guess.ts';
import { lnBinomial } from './ln-factorial.ts';

/*
 * The pair that dominates n shuffled e0-DP reports: C ~ Bin(n - 1, e^-e0), A ~ Bin(C, 1/2), D ~ Bernoulli(w), w = e^e0/(1 + e^e0); P is the law of (A + D, C - A + 1 - D),
 * Q that of (A + 1 - D, C - A + D). Given C = c the loss grows with A + D, so with b the law of Bin(c, 1/2) and S its upper tail
 *   delta_c(e) = [w - e^e (1 - w)] b(t - 1) - (e^e - 1) S(t),
 * t the least whole number >= (c + 1) (e^e w - (1 - w)) / ((2w - 1) (1 + e^e)), which is above (c + 1)/2. It falls in c: one more fair clone is post-processing.
 * Proof: docs/proofs/amplification.md.
 */

/** Which side a result is moved to. */
export type Side = 'up' | 'down';

const other = (side: Side): Side => (side === 'up' ? 'down' : 'up');

/** x, moved by a relative 2^-46 and more: some operations on doubles are off by less. */
const moved = (x: number, side: Side, steps: number = 0): number => {
  const slack = 2 ** -46 + 2 ** -50 * steps;
  return x * ((side === 'up') === x >= 0 ? 1 + slack : 1 - slack);
};

/** A binomial law. */
interface Binomial {
  readonly n: number;
  readonly lnOdds: Interval;
  /** ln(1 - p) */
  readonly lnRest: Interval;
  readonly odds: number;
}

/** Whether probabilities are certified, or only about right, for a search. */
export type Trust = 'certified' | 'rough';

/** P(X = k), moved to a side. */
function chance({ n, lnOdds, lnRest }: Binomial, k: number, side: Side, trust: Trust): number {
  const { bits } = lnOdds;
  if (trust === 'rough')
    return guess.exp(
      guess.lnFactorial(n) -
        guess.lnFactorial(k) -
        guess.lnFactorial(n - k) +
        k * lnOdds.toEnclosure().lower +
        n * lnRest.toEnclosure().lower,
    );
  const [hits, all] = [Interval.integer(k, bits), Interval.integer(n, bits)];
  const ln = lnBinomial(n, k, bits).add(hits.mul(lnOdds)).add(all.mul(lnRest));
  const { lower, upper } = ln.exp().toEnclosure();
  return side === 'up' ? upper : lower;
}

/** P(X >= k) / P(X = k), or with odds below 1 turned round P(X <= k) / P(X = k); moved to a side. The ratios of terms fall: the rest is below a geometric sum. */
function relativeTail(n: number, k: number, odds: number, side: Side): number {
  let [term, sum, steps] = [1, 1, 0];
  for (let i = k; i < n; i += 1) {
    const ratio = ((n - i) / (i + 1)) * odds;
    term *= ratio;
    sum += term;
    steps += 1;
    if (ratio < 1 && term * ratio < 1e-17 * sum * (1 - ratio)) {
      if (side === 'up') sum += (term * ratio) / (1 - ratio);
      break;
    }
  }
  return moved(sum, side, 8 * steps);
}

/** P(X < k), moved to a side: by the lower tail, or by the upper one where that is the smaller. */
function below(law: Binomial, k: number, side: Side, trust: Trust): number {
  const { n, odds } = law;
  if (k <= 0) return 0;
  if (k > n) return 1;
  if (k - 1 <= (n * odds) / (1 + odds)) {
    const share = relativeTail(n, n - k + 1, 1 / odds, side);
    return Math.min(1, moved(chance(law, k - 1, side, trust) * share, side));
  }
  const rest = chance(law, k, other(side), trust) * relativeTail(n, k, odds, other(side));
  return Math.min(1, Math.max(0, moved(1 - moved(rest, other(side)), side)));
}

/** Where the blocks of C begin, in rising order from 0: finely around the mean, coarsely far below it. */
function edgesOf(n: number, p: number): readonly number[] {
  const [mean, deviation] = [n * p, Math.sqrt(n * p * (1 - p)) + 1];
  const edges = new Set([0]);
  for (let k = 1; k < 64; k += 1) {
    const low = Math.floor(mean - (12 * deviation + 1) * 1.3 ** k);
    if (low > 0) edges.add(low);
  }
  const step = Math.max(1, Math.floor(deviation / 6));
  for (
    let c = Math.max(0, Math.floor(mean - 12 * deviation));
    c <= mean + 12 * deviation;
    c += step
  )
    if (c <= n) edges.add(c);
  return [...edges].sort((a, b) => a - b);
}

/** delta of the pair at epsilon >= 0, moved to a side; with `rough` trust only about that. */
export function cloneDelta(
  reports: number,
  local: Rational,
  epsilon: Rational,
  side: Side,
  trust: Trust,
): number {
  if (local.lessThanOrEqual(epsilon)) return 0;
  const bits = trust === 'certified' ? 160 : 64;
  const one = Interval.integer(1, bits);
  const clone = Interval.of(local, bits).negate().exp();
  const truth = one.div(one.add(clone));
  const lie = one.sub(truth);
  const factor = Interval.of(epsilon, bits).exp();
  const gain = truth.sub(factor.mul(lie)).toEnclosure();
  const share = factor
    .mul(truth)
    .sub(lie)
    .div(truth.sub(lie).mul(one.add(factor)));
  const excess = side === 'up' ? expm1Down(epsilon.toNumberDown()) : expm1Up(epsilon.toNumberUp());
  const half = Interval.integer(2, bits).ln().negate();
  /** delta given c clones */
  const given = (c: number): number => {
    const fair: Binomial = { n: c, lnOdds: one.sub(one), lnRest: half, odds: 1 };
    const edge = share.mul(Interval.integer(c + 1, bits)).toEnclosure();
    const tries = [...new Set([Math.ceil(edge.lower), Math.ceil(edge.upper)])].filter(
      (t) => t >= 1 && t <= c + 1,
    );
    // where rounding leaves two edges open, the greater value is the right one
    const values = tries.map((t) => {
      const tail = relativeTail(c, t - 1, 1, other(side)) - 1;
      const lost = moved(excess * tail, other(side), 4 * Math.sqrt(c + 1));
      const kept = moved((side === 'up' ? gain.upper : gain.lower) - lost, side);
      return moved(Math.max(0, kept) * chance(fair, t - 1, side, trust), side);
    });
    return Math.max(0, ...values);
  };
  const n = reports - 1;
  const rest = one.sub(clone);
  const law: Binomial = {
    n,
    lnOdds: clone.div(rest).ln(),
    lnRest: rest.ln(),
    odds: clone.div(rest).toEnclosure().upper,
  };
  const edges = edgesOf(n, clone.toEnclosure().upper);
  // sum of delta_k P(block k) by parts: all P(C < edge) have factors >= 0 as the deltas fall
  let [total, before] = [0, 0];
  for (const [index, edge] of [...edges.entries()].reverse()) {
    const next = edges[index + 1];
    const last = next === undefined ? n : next - 1;
    const value = Math.max(before, given(side === 'up' ? edge : last));
    const weight = next === undefined ? 1 : below(law, next, side, trust);
    total += moved((value - before) * weight, side);
    before = value;
  }
  return Math.min(1, moved(total, side));
}
