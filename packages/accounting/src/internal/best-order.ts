import { Rational, rationalFromDouble } from '@discreet/numeric';
import { exp, ln } from './guess.ts';

/** the orders among which the best is looked for, less 1 */
const [nearest, farthest] = [1e-20, 1e60];
/** as coarse as the minimum allows, in ln b */
const STRIDE = 2;
/** the minimum is flat: its place need not be had better than that, in ln b */
const CLOSE = 1e-5;
const golden = 0.3819660112501051;

/** A short rational near a double, or 1 where it is none. */
const near = (b: number): Rational => {
  const unit = 2 ** (Math.floor(ln(b) / 0.6931471805599453) - 24);
  const read = rationalFromDouble(Math.round(b / unit) * unit);
  return read._tag === 'Some' && read.value.sign() > 0 ? read.value : Rational.one;
};

/** A point and its value. */
type Point = readonly [t: number, y: number];

/** Where the parabola through three points has its minimum. */
const vertex = ([a, fa]: Point, [m, fm]: Point, [b, fb]: Point): number => {
  const [left, right] = [(m - a) * (fm - fb), (m - b) * (fm - fa)];
  return m - ((m - a) * left - (m - b) * right) / (2 * (left - right));
};

/** About the minimum between a and b, of which m is inside and least: by parabolas, and golden sections where they do not help. */
const refined = (f: (t: number) => Point, low: Point, middle: Point, high: Point): Point => {
  let [a, m, b] = [low, middle, high];
  let still = 0;
  for (let n = 0; n < 60 && still < 2 && b[0] - a[0] > 2 * CLOSE; n += 1) {
    const wide = b[0] - m[0] > m[0] - a[0] ? b[0] - m[0] : a[0] - m[0];
    const guess = n % 3 === 2 ? NaN : vertex(a, m, b);
    const inside = guess > a[0] && guess < b[0] ? guess : m[0] + golden * wide;
    // too near to a known point a step tells nothing: take one into the wider part
    const isNear = Math.abs(inside - m[0]) < CLOSE;
    if (isNear) still += 1;
    const next = f(isNear ? m[0] + Math.sign(wide) * CLOSE : inside);
    const [l, r] = next[0] < m[0] ? [next, m] : [m, next];
    if (next[1] <= m[1]) [a, m, b] = next === l ? [a, next, m] : [m, next, b];
    else if (next === l) a = next;
    else b = r;
  }
  return m;
};

/** where a search begins that may meet several minima, in ln b */
const starts = Array.from({ length: 24 }, (_, i) => 2 * i - 14);

/** About the b > 0 at which f is least; several starts are tried where it may have more minima than one. Whole numbers are preferred where they are as good, since bounds between whole orders may be chords. */
export function bestOrder(f: (b: number) => number, isConvex: boolean): Rational {
  const at = (t: number): Point => {
    const y = f(exp(t));
    return [t, Number.isNaN(y) ? Infinity : y];
  };
  const [start, end] = [ln(nearest), ln(farthest)];
  let middle = isConvex ? at(ln(4)) : starts.map(at).reduce((x, y) => (y[1] < x[1] ? y : x));
  let [low, high] = [at(middle[0] - STRIDE), at(middle[0] + STRIDE)];
  // downhill, and towards lower orders where nothing is finite
  while (low[1] <= middle[1] && low[0] > start)
    [low, middle, high] = [at(low[0] - STRIDE), low, middle];
  while (high[1] < middle[1] && high[0] < end)
    [low, middle, high] = [middle, high, at(high[0] + STRIDE)];
  const found = refined(at, low, middle, high);
  const b = exp(found[0]);
  const whole = [Math.floor(b), Math.ceil(b)].filter((n) => n >= 1 && n < 2 ** 50);
  const best = whole.map((n) => at(ln(n))).reduce((x, y) => (y[1] <= x[1] ? y : x), found);
  return near(best === found ? b : Math.round(exp(best[0])));
}
