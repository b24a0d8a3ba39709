import type { Rational } from '@discreet/numeric';
import type { EntropySource } from './entropy-source.ts';
import { checkPositive } from './internal/check-positive.ts';
import type { OnLargeAt } from './internal/envelope.ts';
import { preparedLaplace } from './internal/noise-cache.ts';

/**
 * One value of the discrete Laplace law: P(x) proportional to exp(-|x|/scale) on all integers.
 *
 * **Contract** For every rational scale > 0 and every word width the law is exactly this one. Proof:
 * docs/proofs/discrete-laplace-sampler.md.
 *
 * **Errors** `DiscreetError` where scale <= 0.
 *
 * **Cost** Constant expected words; the time does not grow with |x|.
 *
 * **Source** C. Canonne, G. Kamath, T. Steinke, 2020, The Discrete Gaussian for Differential Privacy,
 * section 5.2, https://arxiv.org/abs/2004.00010
 *
 * @example
 * import { Rational } from '@discreet/numeric';
 * import { sampleDiscreteLaplace, systemEntropy } from '@discreet/random/samplers';
 * typeof sampleDiscreteLaplace(Rational.of(10n, 3n), systemEntropy); // => 'bigint'
 */
export function sampleDiscreteLaplace(scale: Rational, source: EntropySource): bigint {
  checkPositive('sampleDiscreteLaplace', 'scale', scale);
  return preparedLaplace(scale).sampleBigInt(source);
}

/**
 * Fills an array with independent values of the discrete Laplace law.
 *
 * **Contract** Every element is the double nearest to a value of the exact law. Up to 2^53 in absolute value that is the value itself;
 * `onLarge` receives the index and the exact value of every other element. At scales up to 2^45 there is one with probability below
 * exp(-255) an element. Arrays of 2048 and more elements at scales from 2^-10 to 2^45 read the source by blocks of 32-bit words; all
 * others, and sources of another width, go through the scalar path. Which it is depends on nothing but length, scale and width.
 *
 * **Errors** `DiscreetError` where scale <= 0.
 *
 * **Cost** About 10 ns an element by blocks; a table of some 60 KiB is built first and kept for the 16 latest scales.
 *
 * **Shapes** `(out[n], scale, source, onLarge?) -> void`, with `onLarge(index, exact)`.
 *
 * @example
 * import { Rational } from '@discreet/numeric';
 * import { fillDiscreteLaplace, systemEntropy } from '@discreet/random/samplers';
 * const out = new Float64Array(3000);
 * fillDiscreteLaplace(out, Rational.of(10n), systemEntropy);
 * out.every(Number.isInteger); // => true
 */
export function fillDiscreteLaplace(
  out: Float64Array,
  scale: Rational,
  source: EntropySource,
  onLarge?: OnLargeAt,
): void {
  checkPositive('fillDiscreteLaplace', 'scale', scale);
  preparedLaplace(scale).fill(out, source, onLarge);
}

/**
 * Independent values of the discrete Laplace law as exact integers.
 *
 * **Contract** For every rational scale > 0 each element has exactly the law of `sampleDiscreteLaplace`.
 *
 * **Errors** `DiscreetError` where scale <= 0.
 *
 * **Shapes** `(n, scale, source) -> bigint[n]`.
 *
 * **Cost** That of `fillDiscreteLaplace`, and 50 ns more an element for the integers.
 *
 * @example
 * import { Rational } from '@discreet/numeric';
 * import { discreteLaplaceVector, systemEntropy } from '@discreet/random/samplers';
 * discreteLaplaceVector(5, Rational.of(10n ** 40n), systemEntropy).length; // => 5
 */
export function discreteLaplaceVector(
  length: number,
  scale: Rational,
  source: EntropySource,
): bigint[] {
  checkPositive('discreteLaplaceVector', 'scale', scale);
  return preparedLaplace(scale).vector(length, source);
}
