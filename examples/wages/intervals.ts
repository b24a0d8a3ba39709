/** Two ends that hold a true value with the stated probability. */
export type Interval = readonly [lower: number, upper: number];

/** value ± accuracy, cut to what the value can be; cutting loses no true value. */
export function around(
  value: number,
  accuracy: number,
  least: number,
  most: number = Infinity,
): Interval {
  const cut = (x: number): number => Math.min(most, Math.max(least, x));
  return [cut(value - accuracy), cut(value + accuracy)];
}

/**
 * All quotients of a sum and a count from two intervals, cut to the bounds of a single value.
 *
 * If each interval misses its true value with probability alpha / 2 at most, both hold with 1 - alpha at least (union bound), whether or not
 * their noises are independent, and then the true quotient is in between. sum / count is monotone in each argument while count > 0, so
 * its extreme values stand in the corners. A mean is of one person at least, so the count starts at 1.
 */
export function quotient(sum: Interval, count: Interval, bounds: Interval): Interval {
  const counts = [Math.max(1, count[0]), Math.max(1, count[1])];
  const corners = sum.flatMap((s) => counts.map((n) => s / n));
  const cut = (x: number): number => Math.min(bounds[1], Math.max(bounds[0], x));
  return [cut(Math.min(...corners)), cut(Math.max(...corners))];
}
