// Distances by their definition: the least number of steps, found by going them all.

/** The least number of steps from each state to each other, breadth first; a pair that no steps lead to is not there. */
export const leastSteps = <S>(
  states: readonly S[],
  key: (state: S) => string,
  next: (state: S) => readonly S[],
): ReadonlyMap<string, number> => {
  const inside = new Set(states.map(key));
  const steps = new Map<string, number>();
  for (const from of states) {
    const seen = new Set([key(from)]);
    let front: readonly S[] = [from];
    for (let taken = 0; front.length > 0; taken++) {
      for (const state of front) steps.set(`${key(from)} to ${key(state)}`, taken);
      front = front.flatMap(next).filter((state) => {
        const name = key(state);
        const fresh = inside.has(name) && !seen.has(name);
        seen.add(name);
        return fresh;
      });
    }
  }
  return steps;
};
