import type { EntropySource } from '../entropy-source.ts';
import { outOfBounds } from './out-of-bounds.ts';
import type { PreparedNoise } from './prepared-noise.ts';
import { max, min } from './intrinsics.ts';
import { refusal } from './noise-argument.ts';
import { printReceived } from './print-received.ts';

/** The arrays that noise can be written to. */
export type NoiseArray = Float64Array | Int32Array | BigInt64Array | bigint[];

/** A kind of array, as messages name it, and the largest e for which scales up to 2^e may be written to it. */
export interface ArrayKind {
  readonly name: string;
  /** Undefined where any scale may. */
  readonly largestExponent: number | undefined;
}

/** The noise passes a bound of 256 scales with probability below exp(-255). */
const SCALES_BITS = 8;
const INT64_MAX = 9223372036854775807n;
const INT32_MAX = 2147483647;

const DOUBLES: ArrayKind = { name: 'Float64Array', largestExponent: 53 - SCALES_BITS };
const INT32: ArrayKind = { name: 'Int32Array', largestExponent: 31 - SCALES_BITS };
const INT64: ArrayKind = { name: 'BigInt64Array', largestExponent: 63 - SCALES_BITS };
const INTEGERS: ArrayKind = { name: 'bigint[]', largestExponent: undefined };

/** The kind of an array that noise can be written to. All else is refused: most other arrays would change the law without a word. */
export function arrayKind(where: string, array: unknown): ArrayKind {
  // An object that only inherits from a typed array's prototype passes `instanceof`, and is no view.
  if (ArrayBuffer.isView(array)) {
    if (array instanceof Float64Array) return DOUBLES;
    if (array instanceof Int32Array) return INT32;
    if (array instanceof BigInt64Array) return INT64;
  }
  const isArray = Array.isArray(array);
  if (isArray && Object.getPrototypeOf(array) === Array.prototype && Object.isExtensible(array)) {
    return INTEGERS;
  }
  const rule =
    'array must be a Float64Array, an Int32Array, a BigInt64Array or a bigint[] that is extensible and not frozen';
  const received = !isArray
    ? printReceived(array)
    : Object.isFrozen(array)
      ? 'a frozen Array'
      : Object.isExtensible(array)
        ? 'an Array of another class'
        : 'an Array that is not extensible';
  throw refusal(where, rule, received);
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
