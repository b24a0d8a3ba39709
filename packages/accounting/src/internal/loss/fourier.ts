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
 * (a, b) -> (a + b, (a - b) w). Two stages are one pass, for memory is slower than sums: b and d are half a block of the second stage behind a and c.
 */
export function transform({ size, cos, sin }: Roots, re: Float64Array, im: Float64Array): void {
  let half = size / 2;
  for (let step = 1; half >= 2; half /= 4, step *= 4) {
    const quarter = half / 2;
    for (let start = 0; start < size; start += 2 * half) {
      for (let j = start, k = 0; j < start + quarter; j += 1, k += step) {
        const b = j + quarter;
        const c = j + half;
        const d = j + half + quarter;
        const ar = re[j]!;
        const ai = im[j]!;
        const br = re[b]!;
        const bi = im[b]!;
        const cr = re[c]!;
        const ci = im[c]!;
        const dr = re[d]!;
        const di = im[d]!;
        const ux = cos[k]!;
        const uy = sin[k]!;
        const vx = cos[k + quarter * step]!;
        const vy = sin[k + quarter * step]!;
        const wx = cos[2 * k]!;
        const wy = sin[2 * k]!;
        const acr = ar + cr;
        const aci = ai + ci;
        const bdr = br + dr;
        const bdi = bi + di;
        const er = ar - cr;
        const ei = ai - ci;
        const fr = br - dr;
        const fi = bi - di;
        const gr = er * ux + ei * uy;
        const gi = ei * ux - er * uy;
        const hr = fr * vx + fi * vy;
        const hi = fi * vx - fr * vy;
        re[j] = acr + bdr;
        im[j] = aci + bdi;
        const pr = acr - bdr;
        const pi = aci - bdi;
        re[b] = pr * wx + pi * wy;
        im[b] = pi * wx - pr * wy;
        re[c] = gr + hr;
        im[c] = gi + hi;
        const qr = gr - hr;
        const qi = gi - hi;
        re[d] = qr * wx + qi * wy;
        im[d] = qi * wx - qr * wy;
      }
    }
  }
  if (half === 1) pairs(size, re, im);
}

/** The inverse of `transform` times the size: takes bit-reversed order, gives the natural one. Stages (a, b) -> (a + b w, a - b w), two of them a pass. */
export function inverse({ size, cos, sin }: Roots, re: Float64Array, im: Float64Array): void {
  const isOdd = (31 - Math.clz32(size)) % 2 === 1;
  if (isOdd) pairs(size, re, im);
  for (let half = isOdd ? 2 : 1; half < size; half *= 4) {
    // of the second stage of the two
    const step = size / 4 / half;
    for (let start = 0; start < size; start += 4 * half) {
      for (let j = start, k = 0; j < start + half; j += 1, k += step) {
        const b = j + half;
        const c = j + 2 * half;
        const d = j + 3 * half;
        const ar = re[j]!;
        const ai = im[j]!;
        const br = re[b]!;
        const bi = im[b]!;
        const cr = re[c]!;
        const ci = im[c]!;
        const dr = re[d]!;
        const di = im[d]!;
        const wx = cos[2 * k]!;
        const wy = sin[2 * k]!;
        const ux = cos[k]!;
        const uy = sin[k]!;
        const vx = cos[k + half * step]!;
        const vy = sin[k + half * step]!;
        const sr = br * wx - bi * wy;
        const si = bi * wx + br * wy;
        const tr = dr * wx - di * wy;
        const ti = di * wx + dr * wy;
        const er = ar + sr;
        const ei = ai + si;
        const fr = ar - sr;
        const fi = ai - si;
        const gr = cr + tr;
        const gi = ci + ti;
        const hr = cr - tr;
        const hi = ci - ti;
        const pr = gr * ux - gi * uy;
        const pi = gi * ux + gr * uy;
        const qr = hr * vx - hi * vy;
        const qi = hi * vx + hr * vy;
        re[j] = er + pr;
        im[j] = ei + pi;
        re[c] = er - pr;
        im[c] = ei - pi;
        re[b] = fr + qr;
        im[b] = fi + qi;
        re[d] = fr - qr;
        im[d] = fi - qi;
      }
    }
  }
}

/** The stage that has no root but 1. */
function pairs(size: number, re: Float64Array, im: Float64Array): void {
  for (let j = 0; j < size; j += 2) {
    const ar = re[j]!;
    const ai = im[j]!;
    const br = re[j + 1]!;
    const bi = im[j + 1]!;
    re[j] = ar + br;
    im[j] = ai + bi;
    re[j + 1] = ar - br;
    im[j + 1] = ai - bi;
  }
}

/** In bit-reversed order: where the frequency -k is, for the place of k. The places from 2^b to 2^(b+1) - 1 are mirrored among themselves. */
export function mirrored(place: number): number {
  if (place < 2) return place;
  const block = 1 << (31 - Math.clz32(place));
  return 3 * block - 1 - place;
}

/** 4.77 2^-53 */
const STAGE = 5.3e-16;

/**
 * How far a transform of log2(size) stages is off, relative to the result, both in the Euclidean norm: 4.7 u a stage, u = 2^-53. A stage gives sums that are off by u and
 * products of differences and roots that are off by u + sqrt(5) u + 1.46 u, relatively, and is sqrt(2) times a unitary map. Proof: docs/proofs/pld-fft.md.
 */
export function transformError(size: number): number {
  const stages = 31 - Math.clz32(size);
  return stages * STAGE * (1 + stages * 1e-15);
}
