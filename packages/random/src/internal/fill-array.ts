import type { EntropySource } from '../entropy-source.ts';
import { outOfBounds } from './out-of-bounds.ts';
import type { PreparedNoise } from './prepared-noise.ts';
import { max, min } from './intrinsics.ts';

/** The arrays that noise can be written to. */
export type NoiseArray = Float64Array | Int32Array | BigInt64Array | bigint[];

/** The noise passes a bound of 256 scales with probability below exp(-255). */
const SCALES_BITS = 8;
const INT64_MAX = 9223372036854775807n;
const INT32_MAX = 2147483647;

/** The largest e for which scales up to 2^e may be written to the array, or undefined where any may. */
export function largestExponent(array: NoiseArray): number | undefined {
  if (array instanceof Float64Array) return 53 - SCALES_BITS;
  if (array instanceof Int32Array) return 31 - SCALES_BITS;
  if (array instanceof BigInt64Array) return 63 - SCALES_BITS;
  return undefined;
}

/** Writes independent noise to every element; what an element cannot hold is cut to the nearest number that it can. */
export function fillArray(array: NoiseArray, noise: PreparedNoise, source: EntropySource): void {
  if (array instanceof Float64Array) {
    noise.fill(array, source);
  } else if (array instanceof Int32Array) {
    const values = new Float64Array(array.length);
    noise.fill(values, source);
    for (let index = 0; index < values.length; index += 1) {
      array[index] = max(-INT32_MAX - 1, min(INT32_MAX, values[index] ?? outOfBounds()));
    }
    values.fill(0);
  } else if (array instanceof BigInt64Array) {
    for (const [index, value] of noise.vector(array.length, source).entries()) {
      const floor = -INT64_MAX - 1n;
      array[index] = value > INT64_MAX ? INT64_MAX : value < floor ? floor : value;
    }
  } else {
    for (const [index, value] of noise.vector(array.length, source).entries()) array[index] = value;
  }
}
