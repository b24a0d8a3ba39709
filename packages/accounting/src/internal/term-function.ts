import { Interval, Rational } from '@discreet/numeric';
import type { RenyiFunction } from './renyi-function.ts';

/** The parts of a cost that make a divergence. */
export interface DivergenceParts {
  readonly rho: Rational;
  readonly attained: 'everyOrder' | 'wholeOrders' | 'never';
  readonly xi: Rational;
  readonly curve: RenyiFunction | undefined;
}

const BITS = 256;

/** the order at which rho times it is surely reached */
export const attainedOrder = (order: Rational, attained: DivergenceParts['attained']): Rational => {
  if (attained === 'everyOrder') return order;
  return attained === 'wholeOrders' ? Rational.of(order.floor()) : Rational.zero;
};

/** The divergence of a cost as one function of the order. */
export function termFunction({ rho, attained, xi, curve }: DivergenceParts): RenyiFunction {
  const [roughRho, roughXi] = [rho.toNumber(), xi.toNumber()];
  return {
    at: (order) => {
      const high = Interval.of(rho.mul(order).add(xi), BITS);
      const low = Interval.of(rho.mul(attainedOrder(order, attained)), BITS);
      const linear = attained === 'everyOrder' ? high : Interval.hull(low.lower(), high.upper());
      return curve === undefined ? linear : linear.add(curve.at(order));
    },
    about: (b) => roughRho * (b + 1) + roughXi + (curve?.about(b) ?? 0),
    isConvex: attained === 'everyOrder' && (curve?.isConvex ?? true),
    ...limitOf(rho.sign() === 0 ? [Interval.of(xi, BITS), curve?.limit ?? nothingBut(curve)] : []),
  };
}

/** what has no curve is bounded by 0 */
const nothingBut = (curve: RenyiFunction | undefined): Interval | undefined =>
  curve === undefined ? Interval.integer(0, BITS) : undefined;

/** the sum of bounds at all orders, where each is known */
export const limitOf = (
  limits: readonly (Interval | undefined)[],
): { readonly limit?: Interval } => {
  let sum: Interval | undefined;
  for (const limit of limits) {
    if (limit === undefined) return {};
    sum = sum?.add(limit) ?? limit;
  }
  return sum === undefined ? {} : { limit: sum };
};

/** The sum of curves, each some times. */
export function sumOfCurves(
  curves: readonly { readonly count: Rational; readonly curve: RenyiFunction }[],
): RenyiFunction {
  const rough = curves.map(({ count }) => count.toNumber());
  return {
    at: (order) =>
      curves.reduce(
        (sum, { count, curve }) => sum.add(curve.at(order).mul(Interval.of(count, BITS))),
        Interval.integer(0, BITS),
      ),
    about: (b) => curves.reduce((sum, { curve }, i) => sum + (rough[i] ?? 0) * curve.about(b), 0),
    isConvex: curves.every(({ curve }) => curve.isConvex),
    ...limitOf(curves.map(({ count, curve }) => curve.limit?.mul(Interval.of(count, BITS)))),
  };
}

/** A curve of which only the upper ends hold. */
export function upperOnly(curve: RenyiFunction): RenyiFunction {
  return {
    at: (order) => {
      const value = curve.at(order);
      return Interval.hull(Interval.integer(0, value.bits), value.upper());
    },
    about: curve.about,
    isConvex: false,
    ...limitOf([curve.limit]),
  };
}
