import type { GridClamp } from '../src/internal/kernels/index.ts';

/** A double as mantissa * 2^exponent, read from its bits; undefined for NaN and the infinities. */
function decode(x: number): { mantissa: bigint; exponent: number } | undefined {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  if (biased === 0x7ff) return undefined;
  const fraction = bits & ((1n << 52n) - 1n);
  const magnitude = biased === 0 ? fraction : fraction | (1n << 52n);
  const mantissa = bits >> 63n === 1n ? -magnitude : magnitude;
  return { mantissa, exponent: Math.max(biased, 1) - 1075 };
}

/** round(mantissa * 2^exponent), ties to even, on BigInt alone. */
function roundExactly(mantissa: bigint, exponent: number): bigint {
  if (exponent >= 0) return mantissa << BigInt(exponent);
  const shift = BigInt(-exponent);
  const floor = mantissa >> shift;
  const twiceRest = (mantissa - (floor << shift)) * 2n;
  const one = 1n << shift;
  const up = twiceRest > one || (twiceRest === one && (floor & 1n) === 1n);
  return up ? floor + 1n : floor;
}

/** clamp(q(x)) as the definition has it, with nothing in common with the kernels. */
export function referenceInteger(x: number, { inverse, lower, upper }: GridClamp): bigint {
  const product = x * inverse;
  if (Number.isNaN(product) || product === -Infinity) return lower;
  const exact = decode(product);
  if (exact === undefined) return upper;
  const q = roundExactly(exact.mantissa, exact.exponent);
  return q < lower ? lower : q > upper ? upper : q;
}

export interface ReferenceMoments {
  readonly count: number;
  readonly sum: bigint;
  readonly sumOfSquares: bigint;
}

export function referenceMoments(data: Iterable<number>, clamp: GridClamp): ReferenceMoments {
  let count = 0;
  let sum = 0n;
  let sumOfSquares = 0n;
  for (const x of data) {
    const v = referenceInteger(x, clamp);
    count += 1;
    sum += v;
    sumOfSquares += v * v;
  }
  return { count, sum, sumOfSquares };
}

const P50 = 2n ** 50n;
const clamp = (lower: bigint, upper: bigint, inverse = 1): GridClamp => ({ inverse, lower, upper });

/** Clamps that the kernels on doubles take, up to the last one that they do. */
export const FAST_CLAMPS: readonly GridClamp[] = [
  clamp(0n, 100n),
  clamp(0n, 100n, 1e8),
  clamp(-3n, 4n),
  clamp(-4n, 3n, 1e-22),
  clamp(5n, 5n),
  clamp(-7n, -7n),
  clamp(0n, 0n, 1e22),
  clamp(0n, 1n),
  clamp(-1n, 0n, 0.001),
  clamp(0n, 10_000_000_000n, 1e8),
  clamp(-9_999_999_999n, 10_000_000_000n, 1e8),
  clamp(10n ** 14n, 10n ** 14n + 9n),
  clamp(-(10n ** 14n) - 9n, -(10n ** 14n)),
  clamp(-(2n ** 21n), 2n ** 21n),
  clamp(-(2n ** 22n), 2n ** 22n + 1n),
  clamp(0n, 2n ** 42n - 1n),
  clamp(0n, 2n ** 42n),
  clamp(-(2n ** 44n), 2n ** 43n + 1n),
  clamp(0n, P50 - 1n),
  clamp(-P50 + 1n, 0n),
  clamp(-(2n ** 49n), 2n ** 49n - 1n),
  clamp(P50 - 2n, P50 - 1n),
  clamp(-P50 + 1n, -P50 + 1n),
];

/** Clamps that only BigInt serves. */
export const BIGINT_CLAMPS: readonly GridClamp[] = [
  clamp(0n, P50),
  clamp(-P50, 0n),
  clamp(-(2n ** 49n), 2n ** 49n),
  clamp(P50, P50 + 1n),
  clamp(P50 - 1n, P50),
  clamp(-P50, -P50 + 1n),
  clamp(-(2n ** 52n) - 1n, 2n ** 52n + 1n, 1e8),
  clamp(2n ** 53n - 1n, 2n ** 53n + 1n),
  clamp(2n ** 53n + 1n, 2n ** 53n + 3n),
  clamp(-(2n ** 53n) - 1n, -(2n ** 53n) + 1n),
  clamp(-(10n ** 30n), 10n ** 30n, 1e22),
  clamp(-(2n ** 1025n), 2n ** 1025n),
];

/** Values at which a kernel could err, in the units of the data. */
export function adversarialValues({ inverse, lower, upper }: GridClamp): number[] {
  const powers = [49, 50, 51, 52, 53, 54, 63, 102, 103, 104, 200].map((k) => 2 ** k);
  const around = [...powers, Number(lower), Number(upper), Number((lower + upper) / 2n), 0];
  const steps = [0, 0.25, 0.5, 0.5 + 2 ** -40, 1, 1.5, 2, 2.5, 3.5];
  const units = around.flatMap((a) => steps.flatMap((s) => [a + s, a - s, -a - s, -a + s]));
  const special = [NaN, Infinity, -Infinity, -0, 5e-324, -5e-324, 2.2250738585072014e-308];
  const large = [1e308, -1e308, 1.7976931348623157e308, -1.7976931348623157e308, 1e300, -1e22];
  const offGrid = [0.1, 0.7, -0.3, 1 / 3, 49.99999999999999, 0.49999999999999994, -0.5, 2.675];
  return [...units.map((u) => u / inverse), ...units, ...special, ...large, ...offGrid];
}
