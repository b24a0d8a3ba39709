/** Two ends that hold a true value with the stated probability. */
export type Interval = readonly [lower: number, upper: number];

const cut = (x: number, [lower, upper]: Interval): number => Math.min(upper, Math.max(lower, x));

/**
 * value ± accuracy, cut to what the value can be; cutting loses no true value. Where the answer or its accuracy is beyond the largest
 * double, nothing is said: the whole of what the value can be.
 */
export function around(
  value: number,
  accuracy: number,
  least: number,
  most: number = Infinity,
): Interval {
  if (!Number.isFinite(value) || !Number.isFinite(accuracy)) return [least, most];
  return [cut(value - accuracy, [least, most]), cut(value + accuracy, [least, most])];
}

/** A mean of noisy parts: sum / count, cut to the bounds of a single value. The count of a mean is 1 at least. */
export function mean(sum: number, count: number, bounds: Interval): number {
  return cut(sum / Math.max(1, count), bounds);
}

/**
 * Every mean that a sum and a count from two intervals may have, cut to the bounds of a single value.
 *
 * If each interval misses its true value with probability alpha / 2 at most, both hold with 1 - alpha at least (union bound), whether or not
 * their noises are independent, and then the true quotient is in between. sum / count is monotone in each argument while count > 0, so
 * its extreme values stand in the corners. A mean is of one person at least, so the count starts at 1.
 */
export function quotient(sum: Interval, count: Interval, bounds: Interval): Interval {
  const counts = [Math.max(1, count[0]), Math.max(1, count[1])];
  const corners = sum.flatMap((s) => counts.map((n) => s / n));
  return [cut(Math.min(...corners), bounds), cut(Math.max(...corners), bounds)];
}
