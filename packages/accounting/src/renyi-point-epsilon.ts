import { type Enclosure, Interval, Rational } from '@discreet/numeric';
import { readFields, readParameter } from './internal/read-parameter.ts';
import { refineWithin } from './internal/refine.ts';
import { epsilonAt } from './internal/renyi.ts';
import type { Parameter } from './parameter.ts';

/**
 * The epsilon that one order of a Rényi curve gives: divergence + ln(1 - 1/order) - ln(order delta) / (order - 1), or 0 where that is negative.
 *
 * What `epsilonAt` takes the least of, over all orders of a curve.
 *
 * **Contract** What is (order, divergence)-RDP is (`upper`, delta)-DP.
 * **Errors** An order that is not > 1, a divergence that is no finite number >= 0, a delta outside (0, 1).
 * **Cost** Two logarithms.
 * **Source** Canonne, Kamath, Steinke 2020, The discrete Gaussian for differential privacy, proposition 12, https://arxiv.org/abs/2004.00010; Balle, Barthe, Gaboardi, Hsu, Sato
 * 2020, theorem 21, https://arxiv.org/abs/1905.09982
 *
 * @example
 * renyiPointEpsilon({ order: 2, divergence: 1, delta: 1e-6 }).upper.toFixed(4); // => '13.4292'
 */
export function renyiPointEpsilon(point: {
  readonly order: Parameter;
  readonly divergence: Parameter;
  readonly delta: Parameter;
}): Enclosure {
  const where = 'renyiPointEpsilon';
  const { order, divergence, delta } = readFields(where, point);
  const b = readParameter(where, 'order', order, '> 1').sub(Rational.one);
  const loss = readParameter(where, 'divergence', divergence, 'a finite number >= 0');
  const chance = readParameter(where, 'delta', delta, '> 0 and < 1');
  return refineWithin(Infinity, (bits) =>
    epsilonAt(Interval.of(loss, bits), Interval.of(b, bits), Interval.of(chance, bits).ln()),
  );
}
