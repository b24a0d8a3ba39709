const BLOCK = 512;

/** The sum of numbers, in blocks: of numbers >= 0 it is off by less than `blockSumOff`, relatively. */
export function blockSum(values: Float64Array): number {
  let total = 0;
  for (let start = 0; start < values.length; start += BLOCK) {
    let sum = 0;
    const until = Math.min(values.length, start + BLOCK);
    for (let i = start; i < until; i += 1) sum += values[i] ?? 0;
    total += sum;
  }
  return total;
}

/** (512 + n/512) 2^-53, rounded up */
export const blockSumOff = (length: number): number => (BLOCK + length / BLOCK + 2) * 1.2e-16;
