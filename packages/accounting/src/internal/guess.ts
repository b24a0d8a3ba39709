/*
 * Where a search may start: functions in doubles, of which nothing is proved. Every value that is found with them is certified afterwards.
 */

export const exp = (x: number): number => Math.exp(x);
export const ln = (x: number): number => Math.log(x);
export const log1p = (x: number): number => Math.log1p(x);
export const expm1 = (x: number): number => Math.expm1(x);
export const cos = (x: number): number => Math.cos(x);

const rootOfTwoPi = 2.5066282746310002;
const lnRootOfTwoPi = 0.9189385332046727;

/** the density of the standard normal law */
export const density = (x: number): number => exp((-x * x) / 2) / rootOfTwoPi;

/** Mills' ratio Q(x) / density(x) for x >= 0: a series near 0, a continued fraction further out. */
export function mills(x: number): number {
  if (x < 2.5) {
    // Q(x) = 1/2 - density(x) (x + x^3/3 + x^5/15 + ...)
    let [term, sum] = [x, x];
    for (let odd = 3; term > sum * 1e-17; odd += 2) {
      term *= (x * x) / odd;
      sum += term;
    }
    return 0.5 / density(x) - sum;
  }
  let fraction = x;
  for (let k = Math.ceil(40 + 200 / x); k > 0; k -= 1) fraction = x + k / fraction;
  return 1 / fraction;
}

/** How far the profile of mu-GDP is above a target: its logarithm, or that of its complement where it is above one half. */
export function profileGap(
  mu: number,
  epsilon: number,
  lnDelta: number,
  complement: number,
): number {
  const u = epsilon / mu - mu / 2;
  const v = epsilon / mu + mu / 2;
  // u + v = 2 epsilon/mu: over a short way Mills' ratio falls by its derivative
  const middle = epsilon / mu;
  if (mu < 1e-4) {
    const slope = Math.max(1 - middle * mills(middle), 1e-17);
    return -lnRootOfTwoPi - (u * u) / 2 + ln(mu) + ln(slope) - lnDelta;
  }
  const last = mills(v);
  if (u >= 0) return -lnRootOfTwoPi - (u * u) / 2 + ln(mills(u) - last) - lnDelta;
  const missing = density(u) * (mills(-u) + last);
  return complement < 0.5 ? ln(complement) - ln(missing) : log1p(-missing) - lnDelta;
}

/** About the root of a growing function of x > 0, between x0 / 4^k and x0 4^k. */
export function positiveRoot(f: (x: number) => number, start: number): number {
  let [low, high] = [start, start];
  for (let k = 0; k < 600 && f(low) > 0 && low > 1e-300; k += 1) low /= 4;
  for (let k = 0; k < 600 && f(high) < 0 && high < 1e300; k += 1) high *= 4;
  for (let k = 0; k < 64 && high - low > 1e-15 * high; k += 1) {
    const middle = high > 2 * low ? Math.sqrt(low) * Math.sqrt(high) : low + (high - low) / 2;
    if (f(middle) > 0) high = middle;
    else low = middle;
  }
  return low + (high - low) / 2;
}

/** About the x > 0 where f, which falls and then grows, is least: by the golden section of ln x. */
export function positiveMinimum(f: (x: number) => number, low: number, high: number): number {
  const share = 0.6180339887498949;
  const at = (s: number): number => {
    const value = f(exp(s));
    return Number.isNaN(value) ? Infinity : value;
  };
  let [a, b] = [ln(low), ln(high)];
  let [c, d] = [b - share * (b - a), a + share * (b - a)];
  let [fc, fd] = [at(c), at(d)];
  for (let k = 0; k < 90 && b - a > 1e-9; k += 1) {
    // where both are infinite, the order is too high
    if (fc <= fd) {
      [b, d, fd] = [d, c, fc];
      c = b - share * (b - a);
      fc = at(c);
    } else {
      [a, c, fc] = [c, d, fd];
      d = a + share * (b - a);
      fd = at(d);
    }
  }
  return exp((a + b) / 2);
}

/** About ln n!. */
export function lnFactorial(n: number): number {
  if (n < 30) {
    let product = 1;
    for (let i = 2; i <= n; i += 1) product *= i;
    return ln(product);
  }
  const inverse = 1 / (n * n);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / n;
  return (n + 0.5) * ln(n) - n + lnRootOfTwoPi + series;
}
