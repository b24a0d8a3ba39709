import { DiscreetError, lossName, type Measure } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import type { Amounts } from './amounts.ts';
import type { FilterKernel } from './filter-kernel.ts';

/** an order as its filter prints it */
const orderOf = (name: string): Rational => {
  const [numerator = '1', denominator = '1'] = name.split('/');
  return Rational.of(BigInt(numerator), BigInt(denominator));
};

const pureCharge = (filter: FilterKernel, epsilon: Rational): Amounts | undefined => {
  switch (filter.kind) {
    case 'pure':
    case 'renyi':
      return { epsilon };
    case 'approximate':
    case 'advanced':
      return { epsilon, delta: Rational.zero };
    case 'renyiOrders':
      return Object.fromEntries(filter.chargeNames.map((order) => [order, epsilon]));
    default:
      return undefined;
  }
};

const concentratedCharge = (filter: FilterKernel, rho: Rational): Amounts | undefined => {
  switch (filter.kind) {
    case 'zeroConcentrated':
      return { rho };
    case 'approximateZeroConcentrated':
      return { rho, delta: Rational.zero };
    case 'renyi':
      return { epsilon: rho.mul(filter.capacity['order'] ?? Rational.zero) };
    case 'renyiOrders':
      return Object.fromEntries(
        filter.chargeNames.map((order) => [order, rho.mul(orderOf(order))]),
      );
    default:
      return undefined;
  }
};

/**
 * What a mechanism's loss charges to a filter.
 *
 * Only what holds by definition is charged: an epsilon-DP mechanism is (epsilon, 0)-DP, and (a, epsilon)-RDP at every order a, since Rényi divergences
 * grow with their order up to the greatest log-ratio; a rho-zCDP mechanism is (a, a rho)-RDP at every order. Anything that needs a theorem is a
 * conversion, and is made before.
 *
 * **Contract** For all mechanisms of the measure with that loss: the charge is one that the filter's proof allows for it. Exact.
 * **Errors** A `Left` with the tag `StepMismatch` for a measure that the filter does not add up.
 *
 * @example
 * import { chargeOf, pureFilter } from '@discreet/composition';
 * import { maxDivergence } from '@discreet/core';
 * import { Rational } from '@discreet/numeric';
 * const charge = chargeOf(pureFilter({ epsilon: 1 }), maxDivergence, Rational.of(1n, 4n));
 * charge._tag === 'Right' && charge.right['epsilon']?.toString(); // => '1/4'
 */
export function chargeOf(
  filter: FilterKernel,
  measure: Measure,
  loss: Rational,
  where = 'charge',
): E.Either<DiscreetError, Amounts> {
  const charge =
    measure.kind === 'maxDivergence' ? pureCharge(filter, loss) : concentratedCharge(filter, loss);
  return charge === undefined
    ? E.left(
        new DiscreetError({
          tag: 'StepMismatch',
          where,
          rule: `the filter '${filter.kind}' adds up ${filter.chargeNames.join(' and ')}: convert the query first`,
          received: `a query in ${lossName(measure)}`,
        }),
      )
    : E.right(Object.freeze(charge));
}
