import { type Enclosure, Interval, Rational } from '@discreet/numeric';
import { readFields, readParameter, type Rule } from './internal/read-parameter.ts';
import { refineWithin } from './internal/refine.ts';
import type { Parameter } from './parameter.ts';

/*
 * Bounds that most texts state. Each is sound and looser than what the rest of this package gives; they serve to read older papers, and to compare.
 */

const read = <const K extends string>(
  where: string,
  given: unknown,
  rules: Readonly<Record<K, Rule>>,
): ((name: K) => Rational) => {
  const fields = readFields(where, given);
  return (name) => readParameter(where, name, fields[name], rules[name]);
};

const logOf = (delta: Rational, bits: number): Interval => Interval.of(delta.inverse(), bits).ln();

/**
 * The simple epsilon of rho-zCDP: rho + 2 sqrt(rho ln(1/delta)). `epsilonAt` is tighter.
 *
 * **Errors** A rho that is no finite number >= 0, a delta outside (0, 1).
 * **Source** Bun, Steinke 2016, Concentrated differential privacy, proposition 1.3, https://arxiv.org/abs/1605.02065
 *
 * @example
 * bunSteinkeEpsilon({ rho: 0.1, delta: 1e-6 }).upper.toFixed(4); // => '2.4508'
 */
export function bunSteinkeEpsilon(parameters: {
  readonly rho: Parameter;
  readonly delta: Parameter;
}): Enclosure {
  const of = read('bunSteinkeEpsilon', parameters, {
    rho: 'a finite number >= 0',
    delta: '> 0 and < 1',
  });
  const [rho, delta] = [of('rho'), of('delta')];
  return refineWithin(Infinity, (bits) => {
    const slope = Interval.of(rho, bits);
    return slope.add(slope.mul(logOf(delta, bits)).sqrt().scale(1));
  });
}

/**
 * The simple rho of epsilon-DP: epsilon^2 / 2. `convert` is tighter: epsilon tanh(epsilon / 2).
 *
 * **Errors** An epsilon that is no finite number >= 0.
 * **Source** Bun, Steinke 2016, Concentrated differential privacy, proposition 3.3, https://arxiv.org/abs/1605.02065
 *
 * @example
 * bunSteinkeRho({ epsilon: 1 }).toString(); // => '1/2'
 */
export function bunSteinkeRho(parameters: { readonly epsilon: Parameter }): Rational {
  const of = read('bunSteinkeRho', parameters, { epsilon: 'a finite number >= 0' });
  return of('epsilon').square().div(Rational.of(2n));
}

/**
 * The simple epsilon of (order, divergence)-RDP: divergence + ln(1/delta) / (order - 1). `renyiPointEpsilon` is tighter.
 *
 * **Errors** An order that is not > 1, a divergence that is no finite number >= 0, a delta outside (0, 1).
 * **Source** Mironov 2017, Rényi differential privacy, proposition 3, https://arxiv.org/abs/1702.07476
 *
 * @example
 * mironovEpsilon({ order: 2, divergence: 1, delta: '1/2' }).upper.toFixed(4); // => '1.6931'
 */
export function mironovEpsilon(parameters: {
  readonly order: Parameter;
  readonly divergence: Parameter;
  readonly delta: Parameter;
}): Enclosure {
  const of = read('mironovEpsilon', parameters, {
    order: '> 1',
    divergence: 'a finite number >= 0',
    delta: '> 0 and < 1',
  });
  const [b, divergence, delta] = [of('order').sub(Rational.one), of('divergence'), of('delta')];
  return refineWithin(Infinity, (bits) =>
    Interval.of(divergence, bits).add(logOf(delta, bits).div(Interval.of(b, bits))),
  );
}

/**
 * The classical sigma of the Gaussian mechanism: sensitivity sqrt(2 ln(1.25/delta)) / epsilon, which is proved for epsilon < 1 only. `calibrateGaussian` is
 * tighter, and holds everywhere.
 *
 * **Errors** An epsilon outside (0, 1), where the theorem does not hold; a delta outside (0, 1), a sensitivity that is not > 0.
 * **Source** Dwork, Roth 2014, The algorithmic foundations of differential privacy, theorem A.1
 *
 * @example
 * classicalGaussianSigma({ epsilon: 0.5, delta: 1e-6, sensitivity: 1 }).upper.toFixed(4); // => '10.5976'
 */
export function classicalGaussianSigma(parameters: {
  readonly epsilon: Parameter;
  readonly delta: Parameter;
  readonly sensitivity: Parameter;
}): Enclosure {
  const of = read('classicalGaussianSigma', parameters, {
    epsilon: '> 0 and < 1',
    delta: '> 0 and < 1',
    sensitivity: '> 0',
  });
  const ratio = of('sensitivity').div(of('epsilon'));
  const inner = Rational.of(5n, 4n).div(of('delta'));
  return refineWithin(Infinity, (bits) =>
    Interval.of(ratio, bits).mul(Interval.of(inner, bits).ln().scale(1).sqrt()),
  );
}
