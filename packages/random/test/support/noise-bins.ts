import { upperGamma } from '@discreet/testing';

/** Bins of neighbouring integers with their exact probabilities: bin i holds x with edges[i - 1] <= x < edges[i]. */
export interface NoiseBins {
  readonly edges: Float64Array;
  readonly probabilities: readonly number[];
}

/** P(X < x) of a law on the integers, to about 1e-13. */
export type Distribution = (x: number) => number;

/** Discrete Laplace: P(X <= -m) = q^m/(1 + q) with q = exp(-1/scale), and the mirror image. */
export function laplaceDistribution(scale: number): Distribution {
  const q = Math.exp(-1 / scale);
  return (x) => (x <= 0 ? Math.exp((x - 1) / scale) / (1 + q) : 1 - Math.exp(-x / scale) / (1 + q));
}

/**
 * Discrete Gaussian: sums of the weights for sigma up to 3000; above, the normal law between half-integers, from which the
 * discrete one differs by less than 1/(24 sigma^2) < 5e-9 in relative terms (midpoint rule).
 */
export function gaussianDistribution(sigma: number): Distribution {
  if (sigma > 3000) {
    return (x) => {
      const z = (x - 0.5) / sigma;
      const half = 0.5 * upperGamma(0.5, (z * z) / 2);
      return z < 0 ? half : 1 - half;
    };
  }
  const reach = Math.ceil(12 * sigma + 12);
  const below = new Float64Array(2 * reach + 2);
  let total = 0;
  for (let x = -reach; x <= reach; x += 1) {
    below[x + reach] = total;
    total += Math.exp(-(x * x) / (2 * sigma * sigma));
  }
  below[2 * reach + 1] = total;
  return (x) => (below[Math.max(0, Math.min(2 * reach + 1, x + reach))] ?? 0) / total;
}

/** At most `count` bins, each with at least 1/count of the probability, over the middle and the two tails. */
export function equalBins(below: Distribution, reach: number, count: number): NoiseBins {
  const edges: number[] = [];
  const probabilities: number[] = [];
  let last = 0;
  // The smallest x with enough below it, by bisection: the distribution is monotone.
  for (let x = -reach; last + 1 / count < 1;) {
    let low = x;
    let high = reach;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (below(middle) >= last + 1 / count) high = middle;
      else low = middle;
    }
    if (1 - below(high) < 1 / count) break;
    edges.push(high);
    probabilities.push(below(high) - last);
    last = below(high);
    x = high;
  }
  return { edges: Float64Array.from(edges), probabilities: [...probabilities, 1 - last] };
}

/** How many values fall into each bin. */
export function countIn(bins: NoiseBins, values: ArrayLike<number>): Float64Array {
  const { edges } = bins;
  const counts = new Float64Array(edges.length + 1);
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? Number.NaN;
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value < (edges[middle] ?? Number.NaN)) high = middle;
      else low = middle + 1;
    }
    counts[low] = (counts[low] ?? Number.NaN) + 1;
  }
  return counts;
}
