import { DiscreetError, lossName, type Measure } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import type { Amounts } from './amounts.ts';
import type { FilterKernel } from './filter-kernel.ts';
import { amountOf } from './internal/make-kernel.ts';

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

const doesNotAddUp = (filter: FilterKernel, where: string, received: string): DiscreetError =>
  new DiscreetError({
    tag: 'StepMismatch',
    where,
    rule: `the filter '${filter.kind}' adds up ${filter.chargeNames.join(' and ')}: convert the query first`,
    received,
  });

/** what a mechanism charges whose loss is one number; none where the measure is another, or its losses are not numbers */
const chargeIn = (filter: FilterKernel, measure: Measure, loss: Rational): Amounts | undefined => {
  switch (measure.kind) {
    case 'maxDivergence':
      return pureCharge(filter, loss);
    case 'zeroConcentratedDivergence':
      return concentratedCharge(filter, loss);
    case 'gaussianDP':
      return filter.kind === 'gaussian' ? { mu: loss } : undefined;
    case 'approximate':
    case 'renyiDivergence':
    case 'privacyLossDistribution':
    case 'fDP':
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
  const charge = chargeIn(filter, measure, loss);
  return charge === undefined
    ? E.left(doesNotAddUp(filter, where, `a query in ${lossName(measure)}`))
    : E.right(Object.freeze(charge));
}

/** What stands under a filter is itself a mechanism of the filter's guarantee. */
const childCharge = (filter: FilterKernel, child: FilterKernel): Amounts | undefined => {
  const of = (name: string): Rational => amountOf(child.capacity, name);
  const approximately = (delta: Rational): Amounts | undefined =>
    filter.kind === 'approximate' || filter.kind === 'advanced'
      ? { epsilon: of('epsilon'), delta }
      : undefined;
  switch (child.kind) {
    case 'pure':
      return pureCharge(filter, of('epsilon'));
    case 'zeroConcentrated':
      return concentratedCharge(filter, of('rho'));
    case 'approximate':
    case 'renyiOrders':
      return approximately(of('delta'));
    case 'advanced':
      return approximately(of('deltaPrime').add(of('deltaDoublePrime')));
    case 'approximateZeroConcentrated':
      return filter.kind === child.kind ? { rho: of('rho'), delta: of('delta') } : undefined;
    case 'gaussian':
      return filter.kind === child.kind ? { mu: of('mu') } : undefined;
    case 'renyi':
      return filter.kind === child.kind && of('order').equals(amountOf(filter.capacity, 'order'))
        ? { epsilon: of('epsilon') }
        : undefined;
  }
};

/**
 * What an interactive child charges to its parent: all that its own filter may let it spend, used or not.
 *
 * **Contract** For all interactive mechanisms that keep the guarantee of the filter `child`: the charge is one that the filter's proof allows for
 * them. Exact.
 * **Errors** A `Left` with the tag `StepMismatch` for a guarantee that the filter does not add up.
 *
 * @example
 * import { approximateFilter, chargeOfChild, pureFilter } from '@discreet/composition';
 * const charge = chargeOfChild(approximateFilter({ epsilon: 1, delta: 1e-6 }), pureFilter({ epsilon: 0.5 }));
 * charge._tag === 'Right' && charge.right['delta']?.toString(); // => '0'
 */
export function chargeOfChild(
  filter: FilterKernel,
  child: FilterKernel,
  where = 'launch',
): E.Either<DiscreetError, Amounts> {
  const charge = childCharge(filter, child);
  return charge === undefined
    ? E.left(doesNotAddUp(filter, where, `a child of the filter '${child.kind}'`))
    : E.right(Object.freeze(charge));
}
