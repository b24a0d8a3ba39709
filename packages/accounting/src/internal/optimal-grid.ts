import { expm1Down, expm1Up, Interval, Rational } from '@discreet/numeric';
import type { Group } from './optimal-states.ts';

/** how many steps the sum of all losses is divided into */
const steps = 1 << 14;
/** the largest batch: beyond it the closed forms must do */
const largest = 1 << 12;
/** masses below this may have lost digits */
const least = 1e-290;

/** Whether a batch can be put on the grid. */
export function fitsGrid(groups: readonly Group[], delta: Rational): boolean {
  const members = groups.reduce((sum, { count }) => sum + count, 0);
  return members <= largest && delta.toNumber() > 1e-280;
}

/** The law of the number of grid steps that liars take from the loss, every mass too large (or too small) by a relative 2^-40 at most. */
function lawOf(
  members: readonly { readonly size: number; readonly truth: number; readonly lie: number }[],
  length: number,
): Float64Array {
  const law = new Float64Array(length);
  law[0] = 1;
  let reach = 0;
  for (const { size, truth, lie } of members) {
    reach += size;
    for (let j = reach; j >= 0; j -= 1) {
      const lied = j >= size ? (law[j - size] ?? 0) * lie : 0;
      law[j] = (law[j] ?? 0) * truth + lied;
    }
  }
  return law;
}

/**
 * A bound on the least epsilon of a batch of epsilon-DP mechanisms at delta, from above or from below.
 *
 * Each epsilon is moved to a multiple of a step, upward for an upper bound: randomized response with more truth gives that with less by post-processing, so the batch only
 * becomes easier to tell apart. Then all losses lie on one lattice and are convolved. The masses are sums of products of positive doubles: after k members each is
 * within a factor (1 + 2^-53)^(3k) of the truth, k <= 2^12, which 2^-36 covers, the sums included; what underflows is below 2^-1022 k N in all. Proof: docs/proofs/batch-composition.md.
 */
export function optimalOnGrid(
  groups: readonly Group[],
  delta: Rational,
  side: 'up' | 'down',
): number {
  const members = groups.flatMap(({ epsilon, count }) =>
    Array.from({ length: count }, () => epsilon),
  );
  const total = members.reduce((sum, epsilon) => sum.add(epsilon), Rational.zero);
  const step = total.div(Rational.of(BigInt(steps)));
  const sized = members.map((epsilon) => {
    const ratio = epsilon.div(step);
    const size = Number(side === 'up' ? ratio.ceil() : ratio.floor());
    const missing = Interval.of(step.mul(Rational.of(BigInt(-size))), 96).exp();
    const truth = Interval.integer(1, 96).div(missing.add(Interval.integer(1, 96)));
    const [a, b] = [truth.toEnclosure(), truth.mul(missing).toEnclosure()];
    return side === 'up'
      ? { size, truth: a.upper, lie: b.upper }
      : { size, truth: a.lower, lie: b.lower };
  });
  const reach = sized.reduce((sum, { size }) => sum + size, 0);
  const law = lawOf(sized, reach + 1);
  const slack = side === 'up' ? 1 + 2 ** -36 : 1 - 2 ** -36;
  const unit = step.toNumber();
  const lossAt = (j: number): number => (reach - 2 * j) * unit;
  const aim = side === 'up' ? delta.toNumberDown() : delta.toNumberUp();
  /** delta at the loss of i lost steps, certified to the side */
  const deltaAt = (i: number): number => {
    let sum = 0;
    for (let j = 0; j < i; j += 1) {
      const mass = law[j] ?? 0;
      if (mass === 0) continue;
      const gap = -2 * (i - j) * unit * (side === 'up' ? 1 + 2 ** -50 : 1 - 2 ** -50);
      sum += mass * -(side === 'up' ? expm1Down(gap) : expm1Up(gap));
    }
    return side === 'up' ? sum * slack + least : sum * slack - least;
  };
  // the greatest loss on the lattice, or the least, beyond which delta is certainly kept
  const half = Math.floor(reach / 2);
  let [low, high] = [0, half + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (deltaAt(middle) > aim) high = middle;
    else low = middle + 1;
  }
  const found = side === 'up' ? lossAt(Math.max(low - 1, 0)) : low > half ? 0 : lossAt(low);
  return Math.max(0, side === 'up' ? found * (1 + 2 ** -50) : found * (1 - 2 ** -50));
}
