import { type Enclosure, Interval, nextUp, Rational } from '@discreet/numeric';

/** The precisions that are tried in turn. */
const precisions = [96, 160, 288, 544, 1056, 4128] as const;

/** 1 + 2^-50 */
const close = 1 + 2 ** -50;

const isTight = ({ lower, upper }: Enclosure): boolean =>
  nextUp(lower) >= upper || (lower > 0 && upper <= lower * close);

/**
 * The doubles around a number that can be had to any precision: with more bits until they are as close as doubles are, or until the bits run out. Never
 * wrong, at worst wide: a try that fails says nothing.
 */
export function refine(at: (bits: number) => Interval | undefined): Enclosure {
  let [lower, upper] = [-Infinity, Infinity];
  for (const bits of precisions) {
    const found = at(bits)?.toEnclosure();
    if (found === undefined) continue;
    [lower, upper] = [Math.max(lower, found.lower), Math.min(upper, found.upper)];
    if (isTight({ lower, upper })) break;
  }
  return { lower, upper };
}

/** The same for a number that is known to lie in [0, most], whatever the formula gives. */
export function refineWithin(most: number, at: (bits: number) => Interval | undefined): Enclosure {
  const clamp = (x: number): number => Math.min(Math.max(x, 0), most);
  const { lower, upper } = refine((bits) => {
    const found = at(bits);
    if (found === undefined) return undefined;
    // what is certainly not positive is 0: more bits would tell nothing
    const nothing = Interval.of(Rational.zero, bits);
    return found.isAtMost(nothing) ? nothing : found;
  });
  return { lower: clamp(lower), upper: clamp(upper) };
}
