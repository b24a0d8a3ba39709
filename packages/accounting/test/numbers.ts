/** Numbers in [0, 1) that look random, the same in every run: a linear congruence modulo 2^32, of which the upper bits are taken. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const high = state >>> 6;
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (high * 2 ** 27 + (state >>> 5)) / 2 ** 53;
  };
}
