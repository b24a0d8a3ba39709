import { type Enclosure, Interval, type Rational } from '@discreet/numeric';
import { DoubleInterval } from './double-interval.ts';

/** What intervals of doubles and of big numbers have in common. */
export interface Real<N> {
  readonly add: (other: N) => N;
  readonly sub: (other: N) => N;
  readonly mul: (other: N) => N;
  /** by what is surely > 0 */
  readonly div: (other: N) => N;
  readonly negate: () => N;
  readonly exp: () => N;
  readonly expm1: () => N;
  readonly ln: () => N;
  readonly log1p: () => N;
  readonly sqrt: () => N;
  readonly toEnclosure: () => Enclosure;
}

/** How a kind of interval is made: a formula that is written over this runs in doubles first, and in big numbers where these do not suffice. */
export interface Reals<N extends Real<N>> {
  readonly of: (x: Rational) => N;
  readonly exactly: (x: number) => N;
  readonly pi: N;
  readonly max: (x: N, y: N) => N;
  readonly hull: (x: N, y: N) => N;
}

/** Intervals of big numbers. */
export function bigReals(bits: number, exact: (x: number) => Rational): Reals<Interval> {
  return {
    of: (x) => Interval.of(x, bits),
    exactly: (x) => Interval.of(exact(x), bits),
    pi: Interval.pi(bits),
    max: (x, y) => Interval.max(x, y),
    hull: (x, y) => Interval.hull(x, y),
  };
}

/** Intervals of doubles. */
export const doubleReals: Reals<DoubleInterval> = Object.freeze({
  of: (x: Rational) => new DoubleInterval(x.toNumberDown(), x.toNumberUp()),
  exactly: (x: number) => new DoubleInterval(x, x),
  pi: new DoubleInterval(3.141592653589793, 3.1415926535897936),
  max: (x: DoubleInterval, y: DoubleInterval) => {
    const [a, b] = [x.toEnclosure(), y.toEnclosure()];
    return new DoubleInterval(Math.max(a.lower, b.lower), Math.max(a.upper, b.upper));
  },
  hull: (x: DoubleInterval, y: DoubleInterval) => {
    const [a, b] = [x.toEnclosure(), y.toEnclosure()];
    return new DoubleInterval(Math.min(a.lower, b.lower), Math.max(a.upper, b.upper));
  },
});
