import fc from 'fast-check';

const view = new DataView(new ArrayBuffer(8));

/** The double with these 64 bits. */
export function fromBits(bits: bigint): number {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

/** The next double upward, by its bits: independent of the arithmetic under test. */
export function bitNextUp(x: number): number {
  if (Number.isNaN(x) || x === Infinity) return x;
  if (x === 0) return 5e-324;
  view.setFloat64(0, x);
  return fromBits(view.getBigUint64(0) + (x > 0 ? 1n : -1n)) + 0;
}

/** The next double downward, by its bits. */
export function bitNextDown(x: number): number {
  return 0 - bitNextUp(-x);
}

/** 2^exponent with a neighbourhood of 3 units in the last place, either sign: every binade's edge. */
const nearPowerOfTwo = fc
  .record({
    field: fc.integer({ min: 1, max: 2046 }),
    offset: fc.integer({ min: -3, max: 3 }),
    negative: fc.boolean(),
  })
  .map(({ field, offset, negative }) => {
    const size = fromBits((BigInt(field) << 52n) + BigInt(offset));
    return negative ? -size : size;
  });

const subnormal = fc
  .record({ bits: fc.bigInt({ min: 1n, max: (1n << 52n) + 3n }), negative: fc.boolean() })
  .map(({ bits, negative }) => (negative ? -fromBits(bits) : fromBits(bits)));

/** Few significant bits: sums, products and quotients that are exact or half way between two doubles. */
const sparse = fc
  .record({
    digits: fc.integer({ min: -129, max: 129 }),
    exponent: fc.integer({ min: -60, max: 60 }),
  })
  .map(({ digits, exponent }) => digits * fromBits(BigInt(1023 + exponent) << 52n));

const nearOverflow = fc
  .record({ steps: fc.bigInt({ min: 0n, max: 1n << 40n }), negative: fc.boolean() })
  .map(({ steps, negative }) => {
    const size = fromBits(0x7fefffffffffffffn - steps);
    return negative ? -size : size;
  });

/** Finite doubles over the whole range, biased to its edges. */
export const finiteDouble: fc.Arbitrary<number> = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  nearPowerOfTwo,
  subnormal,
  sparse,
  nearOverflow,
);

/** Doubles of ordinary size with both signs: 2^-exponent .. 2^exponent, logarithmically. */
export function logUniform(least: number, most: number): fc.Arbitrary<number> {
  return fc
    .record({
      exponent: fc.integer({ min: least, max: most }),
      fraction: fc.bigInt({ min: 0n, max: (1n << 52n) - 1n }),
      negative: fc.boolean(),
    })
    .map(({ exponent, fraction, negative }) => {
      const size = fromBits((BigInt(1023 + exponent) << 52n) + fraction);
      return negative ? -size : size;
    });
}

/** 1 + a few bits, on both sides of 1. */
export const nearOne: fc.Arbitrary<number> = logUniform(-53, -1).map((x) => 1 + x);

/** Every double that an enclosure must survive, NaN and infinities included. */
export const anyDouble: fc.Arbitrary<number> = fc.oneof(
  finiteDouble,
  fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 1, -1),
);
