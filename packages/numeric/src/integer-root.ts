import { DiscreetError } from './discreet-error.ts';

/**
 * The square root of a whole number, rounded down.
 *
 * **Contract** For all n >= 0: r = integerRoot(n) has r^2 <= n < (r + 1)^2. Newton's iteration starts above the root and falls until it is
 * there.
 * **Errors** A negative number.
 * **Cost** About log2 of the number's bits divisions.
 *
 * @example
 * import { integerRoot } from '@discreet/numeric';
 * [integerRoot(15n), integerRoot(16n)]; // => [3n, 4n]
 */
export function integerRoot(n: bigint): bigint {
  if (n < 0n)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'integerRoot',
      rule: 'n must be >= 0',
      received: String(n).slice(0, 60),
    });
  if (n < 2n) return n;
  let root = 1n << BigInt((n.toString(16).length + 1) * 2);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
