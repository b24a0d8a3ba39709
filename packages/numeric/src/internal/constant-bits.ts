/** Two integers with a scaled real number between them. */
export type Bits = readonly [lower: bigint, upper: bigint];

const STORED = 512;
/** floor(2^512 ln 2) and floor(2^512 pi); the tests compute both again, by the series below and by decimal.js. */
const LN2 =
  0xb17217f7d1cf79abc9e3b39803f2f6af40f343267298b62d8a0d175b8baafa2be7b876206debac98559552fb4afa1b10ed2eae35c138214427573b291169b825n;
const PI =
  0x3243f6a8885a308d313198a2e03707344a4093822299f31d0082efa98ec4e6c89452821e638d01377be5466cf34e90c6cc0ac29b7c97c50dd3f84d5b5b5470917n;

/**
 * Around `2^precision * sum of (sign)^i / ((2i + 1) k^(2i + 1))`: atanh(1/k) for sign 1, atan(1/k) for sign -1.
 *
 * The power is floor(2^precision / k^(2i+1)) exactly, because nested floors of divisions are one floor; so each term is
 * low by less than 1, and the terms after the last are together below 2.
 */
export function inverseSeries(k: bigint, sign: 1n | -1n, precision: number): Bits {
  const square = k * k;
  let power = (1n << BigInt(precision)) / k;
  let sum = 0n;
  let error = 2n;
  let direction = 1n;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += direction * (power / n);
    error += 1n;
    direction *= sign;
    power /= square;
  }
  return [sum - error, sum + error];
}

const GUARD = 24;

function narrow(lower: bigint, upper: bigint): Bits {
  return [lower >> BigInt(GUARD), (upper >> BigInt(GUARD)) + 1n];
}

/** Around `2^precision ln 2`, at most 2 apart, from the series alone: 18 atanh(1/26) - 2 atanh(1/4801) + 8 atanh(1/8749). */
export function ln2Series(precision: number): Bits {
  const a = inverseSeries(26n, 1n, precision + GUARD);
  const b = inverseSeries(4801n, 1n, precision + GUARD);
  const c = inverseSeries(8749n, 1n, precision + GUARD);
  return narrow(18n * a[0] - 2n * b[1] + 8n * c[0], 18n * a[1] - 2n * b[0] + 8n * c[1]);
}

/** Around `2^precision pi`, at most 2 apart, from the series alone: 16 atan(1/5) - 4 atan(1/239) (Machin 1706). */
export function piSeries(precision: number): Bits {
  const a = inverseSeries(5n, -1n, precision + GUARD);
  const b = inverseSeries(239n, -1n, precision + GUARD);
  return narrow(16n * a[0] - 4n * b[1], 16n * a[1] - 4n * b[0]);
}

function stored(constant: bigint, precision: number): Bits {
  const value = constant >> BigInt(STORED - precision);
  return [value, value + 1n];
}

/** Around `2^precision ln 2`, at most 2 apart. */
export function ln2Bits(precision: number): Bits {
  return precision <= STORED ? stored(LN2, precision) : ln2Series(precision);
}

/** Around `2^precision pi`, at most 2 apart. */
export function piBits(precision: number): Bits {
  return precision <= STORED ? stored(PI, precision) : piSeries(precision);
}
