/** The number of binary digits of a non-negative integer: `bitLength(0n)` is 0, `bitLength(8n)` is 4. */
export function bitLength(value: bigint): number {
  if (value === 0n) return 0;
  // A radix that is a power of two prints in linear time.
  const hex = value.toString(16);
  return 4 * (hex.length - 1) + (32 - Math.clz32(Number.parseInt(hex.charAt(0), 16)));
}
