import type { Enclosure } from '@discreet/numeric';
import { gaussianSigma } from './internal/gaussian.ts';
import { readFields, readParameter } from './internal/read-parameter.ts';
import type { Parameter } from './parameter.ts';

/**
 * The least sigma with which continuous Gaussian noise keeps a target (epsilon, delta).
 *
 * By the exact profile, at any epsilon >= 0: the classical sqrt(2 ln(1.25/delta)) / epsilon is too large below epsilon 1, and wrong above.
 *
 * **Contract** N(0, `upper`^2) on results at most `sensitivity` apart is (epsilon, delta)-DP: never above the target, by not so much as a unit in the last place. `lower`
 * is below the least sigma that would do. Not for discrete Gaussian noise, whose delta is up to twice as large.
 * **Units** sigma in those of the sensitivity
 * **Errors** An epsilon that is no finite number >= 0, a delta outside (0, 1), a sensitivity that is not > 0.
 * **Cost** Below a millisecond.
 * **Source** Balle, Wang 2018, Improving the Gaussian mechanism for differential privacy, theorem 8, https://arxiv.org/abs/1805.06530
 *
 * @example
 * const { lower, upper } = calibrateGaussian({ epsilon: 1, delta: 1e-5, sensitivity: 1 });
 * [lower > 3.7306316348, upper < 3.7306316349]; // => [true, true]
 */
export function calibrateGaussian(target: {
  readonly epsilon: Parameter;
  readonly delta: Parameter;
  readonly sensitivity: Parameter;
}): Enclosure {
  const where = 'calibrateGaussian';
  const { epsilon, delta, sensitivity } = readFields(where, target);
  return gaussianSigma(
    readParameter(where, 'epsilon', epsilon, 'a finite number >= 0'),
    readParameter(where, 'delta', delta, '> 0 and < 1'),
    readParameter(where, 'sensitivity', sensitivity, '> 0'),
  );
}
