/** The roots of unity of a transform: cos and sin of 2 pi k / size, for k < size / 2, each within 2^-51. */
export interface Roots {
  readonly size: number;
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

const TWO_PI_HIGH = 6.283185307179586;
const TWO_PI_LOW = 2.4492935982947064e-16;

/** cos and sin of an angle of at most 1/8 turn, given as a part k / size of a turn. */
function eighth(k: number, size: number): readonly [cos: number, sin: number] {
  // k / size is exact: sizes are powers of two
  const part = k / size;
  const x = part * TWO_PI_HIGH;
  // what rounding took from x: split both factors, as Dekker does
  const c = 134217729 * TWO_PI_HIGH;
  const high = c - (c - TWO_PI_HIGH);
  const d = 134217729 * part;
  const top = d - (d - part);
  const low =
    (part - top) * (TWO_PI_HIGH - high) -
    (x - top * high - (part - top) * high - top * (TWO_PI_HIGH - high)) +
    part * TWO_PI_LOW;
  const s = x * x;
  const sine =
    x *
    s *
    (-1 / 6 +
      s *
        (1 / 120 +
          s *
            (-1 / 5040 +
              s * (1 / 362880 + s * (-1 / 39916800 + s * (1 / 6227020800 - s / 1307674368000))))));
  const cosine =
    s *
    (-1 / 2 +
      s *
        (1 / 24 +
          s *
            (-1 / 720 +
              s *
                (1 / 40320 +
                  s *
                    (-1 / 3628800 +
                      s * (1 / 479001600 - s * (1 / 87178291200 - s / 20922789888000)))))));
  return [1 + (cosine - low * x), x + (sine + low * (1 + cosine))];
}

/** The roots for a power of two. */
export function rootsOfUnity(size: number): Roots {
  const half = size / 2;
  const cos = new Float64Array(half);
  const sin = new Float64Array(half);
  for (let k = 0; k <= size / 8; k += 1) {
    const [c, s] = eighth(k, size);
    const put = (at: number, x: number, y: number): void => {
      if (at < half) [cos[at], sin[at]] = [x, y];
    };
    put(k, c, s);
    put(size / 4 - k, s, c);
    put(size / 4 + k, -s, c);
    put(half - k, -c, s);
  }
  return { size, cos, sin };
}

/**
 * The discrete Fourier transform sum_j x_j e^(-2 pi i j k / size), in place, with its result in bit-reversed order: stage by stage,
 * (a, b) -> (a + b, (a - b) w).
 */
export function transform({ size, cos, sin }: Roots, re: Float64Array, im: Float64Array): void {
  for (let half = size / 2, step = 1; half >= 1; half /= 2, step *= 2) {
    for (let start = 0; start < size; start += 2 * half) {
      for (let j = start, k = 0; j < start + half; j += 1, k += step) {
        const c = cos[k]!;
        const s = sin[k]!;
        const [ar, ai, br, bi] = [re[j]!, im[j]!, re[j + half]!, im[j + half]!];
        re[j] = ar + br;
        im[j] = ai + bi;
        const [dr, di] = [ar - br, ai - bi];
        re[j + half] = dr * c + di * s;
        im[j + half] = di * c - dr * s;
      }
    }
  }
}

/** The inverse of `transform` times the size: takes bit-reversed order, gives the natural one. Stages (a, b) -> (a + b w, a - b w). */
export function inverse({ size, cos, sin }: Roots, re: Float64Array, im: Float64Array): void {
  for (let half = 1, step = size / 2; half < size; half *= 2, step /= 2) {
    for (let start = 0; start < size; start += 2 * half) {
      for (let j = start, k = 0; j < start + half; j += 1, k += step) {
        const c = cos[k]!;
        const s = sin[k]!;
        const [ar, ai, br, bi] = [re[j]!, im[j]!, re[j + half]!, im[j + half]!];
        const tr = br * c - bi * s;
        const ti = bi * c + br * s;
        re[j] = ar + tr;
        im[j] = ai + ti;
        re[j + half] = ar - tr;
        im[j + half] = ai - ti;
      }
    }
  }
}

/** In bit-reversed order: where the frequency -k is, for the place of k. The places from 2^b to 2^(b+1) - 1 are mirrored among themselves. */
export function mirrored(place: number): number {
  if (place < 2) return place;
  const block = 1 << (31 - Math.clz32(place));
  return 3 * block - 1 - place;
}

/** 4.5 2^-53 */
const STAGE = 4.997e-16;

/**
 * How far a transform of log2(size) stages is off, relative to the result, both in the Euclidean norm: 4.5 u a stage, u = 2^-53. A stage gives sums that are off by u and
 * products of differences and roots that are off by u + sqrt(5) u + 2^-53, relatively, and is sqrt(2) times a unitary map. Proof: docs/proofs/pld-fft.md.
 */
export function transformError(size: number): number {
  const stages = 31 - Math.clz32(size);
  return stages * STAGE * (1 + stages * 1e-15);
}
