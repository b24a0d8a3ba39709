/**
 * The insecure references: Gaussian noise on doubles by Box and Muller from `Math.random`.
 *
 * Never release it. The generator can be predicted from its output, and the low bits of the doubles tell the noise apart
 * (Mironov 2012, https://doi.org/10.1145/2382196.2382264). It stands here as the speed that a user would give up.
 */
export function fillBoxMuller(out: Float64Array, sigma: number): void {
  for (let index = 0; index < out.length; index += 1) out[index] = sigma * boxMuller();
}

/** Both values of each pair, which the plain loop throws away half of: the fastest insecure loop. */
export function fillBoxMullerPairs(out: Float64Array, sigma: number): void {
  for (let index = 0; index + 1 < out.length; index += 2) {
    const radius = sigma * Math.sqrt(-2 * Math.log(1 - Math.random()));
    const angle = 2 * Math.PI * Math.random();
    out[index] = radius * Math.cos(angle);
    out[index + 1] = radius * Math.sin(angle);
  }
}

/** One value. */
export function boxMuller(): number {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
}
