import {
  type Enclosure,
  Interval,
  nextUp,
  type Rational,
  rationalFromDouble,
} from '@discreet/numeric';
import { refineWithin } from './refine.ts';

/** Integer noise: the answers x <= m are those whose loss is at least lossAt(m). */
export interface LatticeNoise {
  /** the loss of the answer m, which falls in m */
  readonly lossAt: (m: bigint) => Rational;
  /** the probabilities of x <= m under both neighbours */
  readonly upTo: (m: bigint, bits: number) => readonly [near: Interval, far: Interval];
  /** the profile */
  readonly deltaAt: (epsilon: Rational) => Enclosure;
  /** the last m with a loss >= 0, and one so low that nothing below it matters */
  readonly last: bigint;
  readonly first: bigint;
}

/**
 * Around the least epsilon >= 0 with delta(epsilon) <= delta, for delta in (0, 1), or `most` where that is less.
 *
 * For all m and epsilon, delta(epsilon) >= P(x <= m) - e^epsilon Q(x <= m), with equality where m is the last answer of loss >= epsilon. So every m bounds epsilon from
 * below by ln((P - delta)/Q), and the right one gives it; that it is the right one is seen from the profile at the result.
 */
export function latticeEpsilon(noise: LatticeNoise, delta: Rational, most: number): Enclosure {
  const aim = { lower: delta.toNumberDown(), upper: delta.toNumberUp() };
  let [low, high] = [noise.first, noise.last + 1n];
  // the least m at whose loss the profile has reached delta
  while (low < high) {
    const middle = (low + high) >> 1n;
    if (noise.deltaAt(noise.lossAt(middle)).lower >= aim.upper) high = middle;
    else low = middle + 1n;
  }
  const m = low - 1n;
  const { lower, upper } = refineWithin(Infinity, (bits) => {
    const [near, far] = noise.upTo(m, bits);
    const rest = near.sub(Interval.of(delta, bits));
    const none = Interval.integer(0, bits);
    if (rest.isAtMost(none)) return none;
    return rest.sign() === 1 && far.sign() === 1 ? rest.div(far).ln() : undefined;
  });
  // the two ways of rounding may differ by some units in the last place
  for (let [up, slack] = [upper, 0]; slack < 8; slack += 1) {
    const exact = rationalFromDouble(up);
    if (exact._tag === 'Some' && noise.deltaAt(exact.value).upper <= aim.lower)
      return { lower: Math.min(lower, most), upper: Math.min(up, most) };
    up = slack < 4 ? nextUp(up) : up * (1 + 2 ** (4 * slack - 64));
  }
  return { lower: Math.min(lower, most), upper: most };
}
