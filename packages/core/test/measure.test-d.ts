import { describe, expectTypeOf, it } from 'vitest';
import type {
  Approximate,
  ComposabilityOf,
  FDP,
  GaussianDP,
  LossName,
  MaxDivergence,
  PrivacyLossDistribution,
  RenyiDivergence,
  ZeroConcentratedDivergence,
} from '../src/index.ts';

type Filtering =
  | MaxDivergence
  | Approximate<MaxDivergence>
  | ZeroConcentratedDivergence
  | Approximate<ZeroConcentratedDivergence>
  | GaussianDP
  | RenyiDivergence;

describe('the table of what composes', () => {
  it('is in the types what it is at run time', () => {
    expectTypeOf<ComposabilityOf<Filtering>['filters']>().toEqualTypeOf<true>();
    expectTypeOf<
      ComposabilityOf<PrivacyLossDistribution | FDP>['filters']
    >().toEqualTypeOf<false>();
    expectTypeOf<
      ComposabilityOf<Approximate<ZeroConcentratedDivergence>>['children']
    >().toEqualTypeOf<'sequential'>();
    expectTypeOf<
      ComposabilityOf<MaxDivergence | Approximate<MaxDivergence> | GaussianDP>['children']
    >().toEqualTypeOf<'concurrent'>();
    expectTypeOf<ComposabilityOf<{ readonly kind: 'absoluteDistance' }>>().toEqualTypeOf<never>();
  });

  it('names losses', () => {
    expectTypeOf<LossName<MaxDivergence>>().toEqualTypeOf<'epsilon'>();
    expectTypeOf<LossName<ZeroConcentratedDivergence>>().toEqualTypeOf<'rho'>();
    expectTypeOf<LossName<Approximate<MaxDivergence>>>().toEqualTypeOf<'epsilon and delta'>();
    expectTypeOf<LossName<GaussianDP>>().toEqualTypeOf<'mu'>();
  });
});
