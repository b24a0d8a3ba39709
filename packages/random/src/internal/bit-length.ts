import { clz32 } from './intrinsics.ts';
/** The number of binary digits of n >= 0; 0 for 0. */
export function bitLength(n: bigint): number {
  if (n <= 0xffffffffn) return 32 - clz32(Number(n));
  const hex = n.toString(16);
  return 4 * (hex.length - 1) + 32 - clz32(Number.parseInt(hex.slice(0, 1), 16));
}
