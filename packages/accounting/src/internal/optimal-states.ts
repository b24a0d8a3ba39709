import { type Enclosure, Interval, nextUp, Rational } from '@discreet/numeric';
import * as guess from './guess.ts';
import { expOf } from './normal.ts';
import { exactOf } from './exact-of.ts';

/** Equal mechanisms of a batch, each epsilon-DP. */
export interface Group {
  readonly epsilon: Rational;
  readonly count: number;
}

/** One outcome of randomized response by every member: its probability under both neighbours, and about its loss and its log-probability. */
interface State {
  readonly near: Interval;
  readonly far: Interval;
  readonly loss: number;
  readonly lnNear: number;
}

/** How many outcomes are told apart: those of a group differ by the number of lies only. */
export function stateCount(groups: readonly Group[]): number {
  return groups.reduce((product, { count }) => product * (count + 1), 1);
}

/** The outcomes of one group: C(n, l) p^(n-l) (1-p)^l under one neighbour, and the same from the other end under the other. */
function statesOf({ epsilon, count }: Group, bits: number): readonly State[] {
  const rough = epsilon.toNumber();
  const missing = expOf(Interval.of(epsilon, bits).negate());
  const truth = Interval.integer(1, bits).div(missing.add(Interval.integer(1, bits)));
  const lie = truth.mul(missing);
  const all = guess.lnFactorial(count) - count * guess.log1p(guess.exp(-rough));
  const near: Interval[] = [];
  let choices = 1n;
  for (let l = 0; l <= count; l += 1) {
    const power = truth.power(count - l).mul(lie.power(l));
    near.push(power.mul(Interval.integer(choices, bits)));
    choices = (choices * BigInt(count - l)) / BigInt(l + 1);
  }
  return near.flatMap((chance, l) => {
    const far = near[count - l];
    const lnNear = all - guess.lnFactorial(l) - guess.lnFactorial(count - l) - l * rough;
    return far === undefined ? [] : [{ near: chance, far, loss: (count - 2 * l) * rough, lnNear }];
  });
}

/** About the root: Newton's method from the left for delta as a function of e^epsilon, which is convex and piecewise linear. */
function roughRoot(states: readonly State[], lnDelta: number): number {
  const top = Math.max(...states.map(({ lnNear }) => lnNear));
  const delta = guess.exp(lnDelta - top);
  let epsilon = 0;
  for (let step = 0; step < 200; step += 1) {
    let [near, far] = [0, 0];
    for (const { loss, lnNear } of states) {
      if (loss <= epsilon) continue;
      near += guess.exp(lnNear - top);
      far += guess.exp(lnNear - top + epsilon - loss);
    }
    if (!(near > delta) || !(far > 0)) return epsilon;
    const next = epsilon + guess.ln((near - delta) / far);
    if (!(next > epsilon)) return epsilon;
    epsilon = next;
  }
  return epsilon;
}

/**
 * Around the least epsilon >= 0 of a batch at delta in (0, 1), by its outcomes one by one: exact, by Murtagh and Vadhan.
 *
 * For every set T of outcomes delta(e) >= P(T) - e^e Q(T), so every T gives a root below the least e; and delta(e) itself, the sum of all positive parts, says whether
 * e is above it.
 */
export function optimalByStates(
  groups: readonly Group[],
  delta: Rational,
  bits: number = 128,
): Enclosure {
  const single: readonly State[] = [
    { near: Interval.integer(1, bits), far: Interval.integer(1, bits), loss: 0, lnNear: 0 },
  ];
  const states = groups.reduce((product, group) => {
    const own = statesOf(group, bits);
    return product.flatMap((a) =>
      own.map((b) => ({
        near: a.near.mul(b.near),
        far: a.far.mul(b.far),
        loss: a.loss + b.loss,
        lnNear: a.lnNear + b.lnNear,
      })),
    );
  }, single);
  const none = Interval.integer(0, bits);
  const target = Interval.of(delta, bits);
  const total = groups.reduce(
    (sum, { epsilon, count }) => sum.add(epsilon.mul(Rational.of(BigInt(count)))),
    Rational.zero,
  );
  const most = total.toNumberUp();
  const start = roughRoot(states, Interval.of(delta, 64).ln().toEnclosure().lower);
  // any set will do; the outcome of the greatest loss, which stands first, always belongs to it
  const edge = Math.min(start, states[0]?.loss ?? 0) - 1e-14 * (1 + most);
  const taken = states.filter(({ loss }) => loss > edge);
  const sum = (terms: readonly Interval[]): Interval => terms.reduce((a, b) => a.add(b), none);
  const near = sum(taken.map((state) => state.near)).sub(target);
  const far = sum(taken.map((state) => state.far));
  const isPositive = near.sign() === 1 && far.sign() === 1;
  const root = isPositive ? near.div(far).ln().toEnclosure() : { lower: 0, upper: 0 };
  const lower = Math.min(Math.max(root.lower, 0), most);
  // outcomes of clearly smaller loss have no positive part
  const margin = 1e-6 * (1 + most);
  let upper = Math.max(root.upper, 0);
  for (let step = 0; step < 8 && upper < most; step += 1) {
    const factor = Interval.of(exactOf(upper), bits).exp();
    const parts = states
      .filter(({ loss }) => loss > upper - margin)
      .map((state) => Interval.max(state.near.sub(factor.mul(state.far)), none));
    if (sum(parts).isAtMost(target)) return { lower, upper };
    // rounding on the two ways may differ by some units in the last place
    upper = step < 2 ? nextUp(upper) : upper * (1 + 2 ** (4 * step - 60)) + 2 ** (4 * step - 70);
  }
  return { lower, upper: most };
}
