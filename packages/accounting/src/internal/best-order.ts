import { Rational, rationalFromDouble } from '@discreet/numeric';
import { exp, ln, positiveMinimum } from './guess.ts';

/** the orders among which the best is looked for, less 1 */
const [nearest, farthest] = [1e-20, 1e60];
/** as coarse as the minimum allows, in ln b */
const STRIDE = 2;

/** A short rational near a double, or 1 where it is none. */
const near = (b: number): Rational => {
  const unit = 2 ** (Math.floor(ln(b) / 0.6931471805599453) - 24);
  const read = rationalFromDouble(Math.round(b / unit) * unit);
  return read._tag === 'Some' && read.value.sign() > 0 ? read.value : Rational.one;
};

/** About the b > 0 at which f is least; whole numbers are preferred where they are as good, since bounds between whole orders may be chords. */
export function bestOrder(f: (b: number) => number): Rational {
  const value = (b: number): number => {
    const y = f(b);
    return Number.isNaN(y) ? Infinity : y;
  };
  // from the middle outward, so that far orders, which take longer, are seldom looked at
  let center = 4;
  let best = value(center);
  for (const direction of [-1, 1])
    for (;;) {
      const next = center * exp(direction * STRIDE);
      if (next < nearest || next > farthest) break;
      const found = value(next);
      if (!(found < best || (found === Infinity && best === Infinity && direction < 0))) break;
      [center, best] = [next, found];
    }
  const found = positiveMinimum(
    value,
    Math.max(nearest, center * exp(-STRIDE)),
    Math.min(farthest, center * exp(STRIDE)),
  );
  const candidates = [Math.floor(found), Math.ceil(found)].filter((b) => b >= 1 && b < 2 ** 50);
  const least = candidates.reduce((a, b) => (value(b) <= value(a) ? b : a), found);
  return near(least);
}
