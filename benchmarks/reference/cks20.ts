import { systemEntropy, uniformBelow } from '@discreet/random/samplers';

/**
 * The algorithms of Canonne, Kamath and Steinke, literally, on BigInt: the reference for speed and for what time tells.
 *
 * Exact like ours, from the same entropy; but Algorithm 2 counts its geometric part one by one, so its time grows with |x|.
 * Source: C. Canonne, G. Kamath, T. Steinke, 2020, The Discrete Gaussian for Differential Privacy, Algorithms 1 to 3,
 * https://arxiv.org/abs/2004.00010
 */
export function cks20Laplace(numerator: bigint, denominator: bigint): bigint {
  for (;;) {
    const low = uniformBelow(numerator, systemEntropy);
    if (!bernoulliExp(low, numerator)) continue;
    let high = 0n;
    while (bernoulliExp(1n, 1n)) high += 1n;
    const magnitude = (low + numerator * high) / denominator;
    const negative = uniformBelow(2n, systemEntropy) === 1n;
    if (negative && magnitude === 0n) continue;
    return negative ? -magnitude : magnitude;
  }
}

/** Algorithm 3, for sigma^2 = numerator/denominator and t = floor(sigma) + 1. */
export function cks20Gaussian(numerator: bigint, denominator: bigint, t: bigint): bigint {
  for (;;) {
    const candidate = cks20Laplace(t, 1n);
    const size = candidate < 0n ? -candidate : candidate;
    const root = size * t * denominator - numerator;
    if (bernoulliExp(root * root, 2n * numerator * denominator * t * t)) return candidate;
  }
}

/** Algorithm 1: a coin of probability exp(-numerator/denominator). */
function bernoulliExp(numerator: bigint, denominator: bigint): boolean {
  let left = numerator;
  while (left > denominator) {
    if (!bernoulliExpUpToOne(1n, 1n)) return false;
    left -= denominator;
  }
  return bernoulliExpUpToOne(left, denominator);
}

function bernoulliExpUpToOne(numerator: bigint, denominator: bigint): boolean {
  let count = 1n;
  while (uniformBelow(denominator * count, systemEntropy) < numerator) count += 1n;
  return (count & 1n) === 1n;
}
