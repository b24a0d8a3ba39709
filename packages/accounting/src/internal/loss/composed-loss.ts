import type { Enclosure, Rational } from '@discreet/numeric';
import { draw, gridDelta, gridEpsilon, MOST_REACH } from './engine.ts';
import { NEAR } from './exp.ts';
import type { Orders } from './orders.ts';
import { greatest, type Part } from './saddle-point.ts';

type Side = 'above' | 'below';

/** The laws on one side. */
const lawsOf = (orders: Orders, side: Side): readonly (readonly Part[])[] =>
  orders.map((parts) => parts.map(({ loss, ...part }) => ({ ...part, law: loss[side] })));

/** The lower end by what is attained, the upper one by what is never exceeded; once, where these are the same. */
function bothSides(
  orders: Orders,
  bounds: (laws: readonly (readonly Part[])[]) => Enclosure,
): Enclosure {
  const above = bounds(lawsOf(orders, 'above'));
  if (orders.every((parts) => parts.every(({ loss }) => loss.above === loss.below))) return above;
  return {
    lower: Math.min(bounds(lawsOf(orders, 'below')).lower, above.upper),
    upper: above.upper,
  };
}

/** Around delta at an epsilon >= 0. */
export function composedDelta(orders: Orders, epsilon: Rational): Enclosure {
  const [low, high] = [epsilon.toNumberDown(), epsilon.toNumberUp()];
  return bothSides(orders, (laws) => gridDelta(laws, low, high));
}

/** Around the least epsilon >= 0 with delta(epsilon) <= delta, for delta in (0, 1). */
export function composedEpsilon(orders: Orders, delta: Rational): Enclosure {
  const [low, high] = [delta.toNumberDown(), delta.toNumberUp()];
  return bothSides(orders, (laws) => gridEpsilon(laws, low, high));
}

/** Around the greatest total loss, which is the least epsilon of delta 0. */
export function greatestLoss(orders: Orders): Enclosure {
  const fineness = { width: Infinity, tilt: 1, reach: MOST_REACH };
  const attained = (parts: readonly Part[]): number => {
    const most = parts.map(({ law, count }) => {
      const { p, low } = law(fineness);
      return (
        count * low.reduce((a, b, j) => ((p[j] ?? 0) > 1e-300 ? Math.max(a, b) : a), -Infinity)
      );
    });
    const size = most.reduce((a, b) => a + Math.abs(b), 0);
    return most.reduce((a, b) => a + b, 0) - NEAR * size * (most.length + 2);
  };
  const upper = Math.max(
    0,
    ...lawsOf(orders, 'above').map((parts) => greatest(draw(parts, MOST_REACH))),
  );
  const lower = Math.max(0, ...lawsOf(orders, 'below').map(attained));
  return { lower: Math.min(lower, upper), upper };
}
