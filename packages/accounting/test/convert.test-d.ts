import { type FilterKernel, pureFilter } from '@discreet/composition';
import { describe, expectTypeOf, it } from 'vitest';
import {
  addOrRemoveOne,
  amplify,
  approximateCurve,
  batchOptimal,
  convert,
  type ConversionCheck,
  type AmplificationCheck,
  type PureCurve,
  type PoissonSampler,
  type FixedSizeSampler,
  type ShuffledBatches,
  type ZeroConcentratedCurve,
  discreteGaussianCurve,
  fixedSizeSampler,
  gaussianCurve,
  groupCurve,
  poissonSampler,
  pureCurve,
  replaceOne,
  shuffledBatches,
  sumCurves,
  tradeOffAt,
  zeroConcentratedCurve,
} from '../src/index.ts';

const pure = pureCurve({ epsilon: 1 });
const rho = zeroConcentratedCurve({ rho: 1 });
const lattice = discreteGaussianCurve({ sensitivity: 1, sigma: 1 });

describe('conversions that a theorem gives', () => {
  it('have the kind that was asked for', () => {
    expectTypeOf(convert(pure, 'zeroConcentrated')).toEqualTypeOf<ZeroConcentratedCurve>();
    expectTypeOf(convert(rho, 'approximate', { delta: 0.1 }).kind).toEqualTypeOf<'approximate'>();
    expectTypeOf(convert(pure, 'gaussian').kind).toEqualTypeOf<'gaussian'>();
    expectTypeOf(groupCurve(convert(pure, 'renyi'), 2).kind).toEqualTypeOf<'renyi'>();
    expectTypeOf(convert(lattice, 'zeroConcentrated').kind).toEqualTypeOf<'zeroConcentrated'>();
  });
});

describe('conversions that no theorem gives', () => {
  it('do not compile, and say why in one sentence', () => {
    // @ts-expect-error: zCDP bounds no loss
    convert(rho, 'pure');
    // @ts-expect-error: a discrete Gaussian is not mu-GDP
    convert(lattice, 'gaussian');
    // @ts-expect-error: zCDP bounds no trade-off by that of a Gaussian
    convert(rho, 'gaussian');
    // @ts-expect-error: a delta is needed
    convert(rho, 'approximate');
    // @ts-expect-error: no delta is needed
    convert(pure, 'zeroConcentrated', { delta: 0.1 });
    expectTypeOf<
      ConversionCheck<'discreteGaussian', 'gaussian'>
    >().toEqualTypeOf<'no theorem takes a discreteGaussian curve to a gaussian one'>();
    expectTypeOf<
      ConversionCheck<'pure' | 'renyi', 'zeroConcentrated'>
    >().toEqualTypeOf<'no theorem takes a renyi curve to a zeroConcentrated one'>();
  });

  it('do not compile for sums, groups and trade-offs either', () => {
    // @ts-expect-error: they are of different kinds
    sumCurves([gaussianCurve({ mu: 1 }), lattice]);
    // @ts-expect-error: the trade-off function of zCDP is not known
    tradeOffAt(rho, { typeOne: 0.1 });
    // @ts-expect-error: no theorem takes such curves to groups
    groupCurve(convert(pure, 'approximateZeroConcentrated'), 2);
  });
});

describe('amplification', () => {
  it('keeps the relations apart', () => {
    const sampled = amplify(poissonSampler({ rate: 0.1 }), addOrRemoveOne(pure));
    expectTypeOf(sampled.relation).toEqualTypeOf<'addOrRemoveOne'>();
    expectTypeOf(sampled.curve).toEqualTypeOf<PureCurve>();
    // @ts-expect-error: Poisson samples amplify under adding and removing
    amplify(poissonSampler({ rate: 0.1 }), replaceOne(pure));
    // @ts-expect-error: samples of a fixed size amplify under replacing
    amplify(fixedSizeSampler({ size: 1, populationSize: 2 }), addOrRemoveOne(pure));
    // @ts-expect-error: only pure and approximate curves
    amplify(poissonSampler({ rate: 0.1 }), addOrRemoveOne(rho));
    // @ts-expect-error: a number is no sampler
    amplify(0.1, addOrRemoveOne(pure));
    // @ts-expect-error: shuffled batches are no samples
    amplify(shuffledBatches({ batchSize: 10 }), addOrRemoveOne(pure));
    expectTypeOf<
      AmplificationCheck<PoissonSampler, 'replaceOne', PureCurve>
    >().toEqualTypeOf<'this sampler amplifies under addOrRemoveOne, the guarantee is under replaceOne'>();
    expectTypeOf<
      AmplificationCheck<FixedSizeSampler, 'addOrRemoveOne', PureCurve>
    >().toEqualTypeOf<'this sampler amplifies under replaceOne, the guarantee is under addOrRemoveOne'>();
    expectTypeOf<
      AmplificationCheck<ShuffledBatches, 'addOrRemoveOne', PureCurve>
    >().toEqualTypeOf<'shuffled batches are no Poisson samples: no theorem here amplifies by them'>();
  });
});

describe('bounds on batches', () => {
  const bound = batchOptimal([{ curve: approximateCurve({ epsilon: 1, delta: 0 }), count: 3 }], {
    slack: 0.1,
  });

  it('are nothing that a filter takes', () => {
    // @ts-expect-error: a filter takes exact amounts
    pureFilter({ epsilon: bound.epsilon });
    // @ts-expect-error: a bound is no filter
    const _filter: FilterKernel = bound;
    // @ts-expect-error: a bound is no curve, and adds up with nothing
    sumCurves([bound]);
  });
});
