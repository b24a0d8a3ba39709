import { Interval, Rational } from '@discreet/numeric';
import { exp, expm1, ln, log1p } from './guess.ts';
import { SampledNodes } from './quadrature-doubles.ts';
import { planQuadrature } from './quadrature-plan.ts';
import type { RenyiFunction } from './renyi-function.ts';
import { sampledGaussian } from './sampled-gaussian.ts';

/** enough digits to search with */
const SEARCH_BITS = 36;

/** Continuous Gaussian noise under Poisson sampling, at every order. */
export function poissonGaussian(probability: Rational, variance: Rational): RenyiFunction {
  const [q, precision] = [probability.toNumber(), variance.inverse().toNumber()];
  const nodes = new SampledNodes({ probability, variance });
  return {
    at: (order) =>
      sampledGaussian({ probability, variance, order }, nodes).div(
        Interval.of(order.sub(Rational.one), 128),
      ),
    about: (b) => {
      if (q === 0) return 0;
      const order = b + 1;
      const part = ln(q) + (b * precision) / 2;
      // both norms: see `sampledGaussian`
      if (q === 1 || part > 40) return (order * part) / b;
      const plan = planQuadrature({ probability: q, precision, order }, SEARCH_BITS);
      if (plan === undefined) return (order * log1p(q * expm1((b * precision) / 2))) / b;
      const { logExcess } = plan;
      return (logExcess > 40 ? logExcess : log1p(exp(logExcess))) / b;
    },
    isConvex: true,
  };
}
