import type { Enclosure, Rational } from '@discreet/numeric';
import { draw, gridDelta, gridEpsilon, MOST_REACH } from './engine.ts';
import { expNear, lnNear, NEAR } from './exp.ts';
import type { Orders } from './orders.ts';
import { greatest, type Part } from './saddle-point.ts';

type Side = 'above' | 'below';

/** The laws on one side; once, where they are the same in both orders. */
function lawsOf(orders: Orders, side: Side): readonly (readonly Part[])[] {
  const [first, ...others] = orders.map((parts) =>
    parts.map(({ loss, ...part }): Part => ({ ...part, law: loss[side] })),
  );
  if (first === undefined) return [];
  const isFirst = (parts: readonly Part[]): boolean =>
    parts.every(({ law, count }, k) => law === first[k]?.law && count === first[k].count);
  return [first, ...others.filter((parts) => !isFirst(parts))];
}

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
  const { lower, upper } = bothSides(orders, (laws) => gridEpsilon(laws, low, high));
  const near = Math.max(0, ...lawsOf(orders, 'below').map((parts) => besideGreatest(parts, high)));
  return { lower: Math.min(Math.max(lower, near), upper), upper };
}

const SKETCH = { width: Infinity, tilt: 1, reach: MOST_REACH };

/** The greatest total loss that is attained, and ln of at most its chance, both rounded down. */
function greatestAttained(parts: readonly Part[]): readonly [loss: number, lnChance: number] {
  let [sum, size, ln, lnSize] = [0, 0, 0, 0];
  for (const { law, count } of parts) {
    const { p, low, error } = law(SKETCH);
    let [most, chance] = [-Infinity, 0];
    low.forEach((loss, j) => {
      const least = (p[j] ?? 0) * (1 - (error[j] ?? 1));
      if (least > 1e-300 && loss > most) [most, chance] = [loss, least];
    });
    sum += count * most;
    size += count * Math.abs(most);
    ln += count * lnNear(chance);
    lnSize += count * (1 + Math.abs(lnNear(chance)));
  }
  const off = NEAR * (parts.length + 2);
  return [sum - off * size, ln - off * lnSize];
}

/** Where all losses are the greatest ones, of chance A, delta(epsilon) >= A (1 - e^(epsilon - greatest)): at greatest - 2 delta / A it is above a delta < A / 2. */
function besideGreatest(parts: readonly Part[], delta: number): number {
  const [loss, lnChance] = greatestAttained(parts);
  const ratio = lnNear(Math.max(delta, 1e-307)) - lnChance + 1e-9;
  return ratio < -1 ? loss - 2 * expNear(ratio) - NEAR * Math.abs(loss) : 0;
}

/** Around the greatest total loss, which is the least epsilon of delta 0. */
export function greatestLoss(orders: Orders): Enclosure {
  const upper = Math.max(
    0,
    ...lawsOf(orders, 'above').map((parts) => greatest(draw(parts, MOST_REACH))),
  );
  const lower = Math.max(0, ...lawsOf(orders, 'below').map((parts) => greatestAttained(parts)[0]));
  return { lower: Math.min(lower, upper), upper };
}
