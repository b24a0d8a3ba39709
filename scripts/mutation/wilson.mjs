// @ts-check

/** The standard normal's quantile at 0.995. */
const z = 2.5758293035489004;

/**
 * Wilson's 99 % interval for a share of which `hits` of `tried` were seen.
 *
 * Source: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, JASA 22 (1927), 209-212.
 * @param {number} hits
 * @param {number} tried
 * @returns {readonly [lower: number, upper: number]}
 */
export function wilson(hits, tried) {
  if (tried === 0) return [0, 1];
  const share = hits / tried;
  const square = (z * z) / tried;
  const middle = share + square / 2;
  const spread = z * Math.sqrt((share * (1 - share)) / tried + square / (4 * tried));
  return [
    Math.max(0, (middle - spread) / (1 + square)),
    Math.min(1, (middle + spread) / (1 + square)),
  ];
}
