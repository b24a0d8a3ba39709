import { Interval, Rational } from '@discreet/numeric';

/**
 * A divergence between whole orders, from (a - 1) D(a) at whole ones: that is convex in a and 0 at a = 1, so it is at most the chord; and D grows with a.
 */
export function interpolated(cumulant: (order: number) => Interval): (order: Rational) => Interval {
  return (order) => {
    const lower = order.floor();
    const a = Number(lower);
    const low = a <= 1 ? undefined : cumulant(a);
    const zero = Interval.integer(0, 128);
    const less = (x: Rational): Interval => Interval.of(x.sub(Rational.one), 128);
    if (order.isInteger()) return (low ?? zero).div(less(order));
    const part = Interval.of(order.sub(Rational.of(lower)), 128);
    const rest = Interval.integer(1, 128).sub(part);
    const chord = (low ?? zero).mul(rest).add(cumulant(a + 1).mul(part));
    const least = low === undefined ? zero : low.div(less(Rational.of(lower)));
    return Interval.hull(least.lower(), chord.div(less(order)).upper());
  };
}
