import { bitLength } from './bit-length.ts';
import { ceil } from './intrinsics.ts';

/** floor(sqrt(n)) for n >= 0, by Newton's iteration from above: it falls until it stands on the floor. */
export function integerSqrt(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt(ceil(bitLength(n) / 2));
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
