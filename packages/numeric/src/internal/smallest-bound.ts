/**
 * The smallest integer >= 0 that `holds`, for a condition that stays true once it is true. Only the number of steps depends on the guess.
 */
export function smallestBound(holds: (bound: bigint) => boolean, guess: bigint): bigint {
  let bound = guess;
  while (!holds(bound)) bound += 1n;
  while (bound > 0n && holds(bound - 1n)) bound -= 1n;
  return bound;
}
