import { lnBits, Rational } from '@discreet/numeric';

const precision = 96;
const unit = 1n << BigInt(precision);
/** Bounds are whole multiples of 2^-40. */
const steps = 1n << 40n;

/** an upper bound of 2^precision times a fraction */
const up = (numerator: bigint, denominator: bigint): bigint =>
  (numerator * unit + denominator - 1n) / denominator;

/**
 * An upper bound of 2^precision ln P(Bin(n, p) >= k) for p = j / 2^40 with 0 < p < k / n.
 *
 * With m = n - k and q = 1 - p, P(Bin = k) = n! / (k! m!) p^k q^m. Robbins: r! = sqrt(2 pi r) (r / e)^r exp(e_r) with
 * 1 / (12 r + 1) < e_r < 1 / (12 r). So its logarithm is below
 * k ln(n p / k) + m ln(n q / m) + ln(n / (2 pi k m)) / 2 + 1 / (12 n) - 1 / (12 k + 1) - 1 / (12 m + 1).
 * From k on, each probability is at most r = m p / ((k + 1) q) < 1 times the one before, so the tail is at most P(Bin = k) / (1 - r).
 */
const lnTailUp = (k: bigint, n: bigint, j: bigint): bigint => {
  const m = n - k;
  if (m === 0n) return n * lnBits(j, steps, precision)[1];
  const q = steps - j;
  const entropy =
    k * lnBits(n * j, k * steps, precision)[1] + m * lnBits(n * q, m * steps, precision)[1];
  // 6283185307179586 / 10^15 < 2 pi
  const front = lnBits(n * 10n ** 15n, 6_283_185_307_179_586n * k * m, precision)[1];
  const correction = up(1n, 12n * n) - unit / (12n * k + 1n) - unit / (12n * m + 1n);
  // 1 / (1 - r) = (k + 1) q / ((k + 1) q - m p)
  const rest = (k + 1n) * q;
  const series = lnBits(rest, rest - m * j, precision)[1];
  return entropy + ((front + 1n) >> 1n) + correction + series;
};

/**
 * A lower confidence bound of a probability: after k successes in n independent trials, at confidence 1 - alarm.
 *
 * **Contract** The result p has P(Bin(n, p) >= k) <= alarm, proved by an enclosure of the tail; so has every smaller p. For every true
 * probability P, the chance that the result exceeds P is at most `alarm`. It is Clopper and Pearson's bound, less a few hundredths of a
 * standard deviation.
 * **Source** C. J. Clopper, E. S. Pearson, 1934, The use of confidence or fiducial limits illustrated in the case of the binomial,
 * https://doi.org/10.1093/biomet/26.4.404; H. Robbins, 1955, A remark on Stirling's formula, https://doi.org/10.2307/2308012
 */
export function binomialLower(successes: number, trials: number, alarm: Rational): Rational {
  const [k, n] = [BigInt(successes), BigInt(trials)];
  const allowed = lnBits(alarm.numerator, alarm.denominator, precision)[0];
  let low = 0n;
  let high = (k * steps) / n;
  // the bound of the tail rises with p, as both of its factors do; `low` is always one that was proved
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (lnTailUp(k, n, middle) <= allowed) low = middle;
    else high = middle;
  }
  return Rational.of(low, steps);
}

/** The upper bound of the same kind: a result below the true probability has a chance of at most `alarm`. */
export function binomialUpper(successes: number, trials: number, alarm: Rational): Rational {
  return Rational.one.sub(binomialLower(trials - successes, trials, alarm));
}
