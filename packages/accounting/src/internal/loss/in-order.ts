/** Losses and their chances. */
export interface Outcomes {
  readonly losses: Float64Array;
  readonly chances: Float64Array;
}

/** The ends of the stretches in which losses go up. */
const runsOf = (losses: Float64Array): readonly number[] => {
  const ends: number[] = [];
  for (let j = 1; j < losses.length; j += 1) if (losses[j - 1]! > losses[j]!) ends.push(j);
  return [...ends, losses.length];
};

/** Outcomes by their losses. They come in a few stretches that are in order: neighbouring stretches are merged until one is left. */
export function inOrder(losses: Float64Array, chances: Float64Array): Outcomes {
  let [from, into]: [Outcomes, Outcomes] = [
    { losses, chances },
    { losses: new Float64Array(losses.length), chances: new Float64Array(losses.length) },
  ];
  for (
    let ends = runsOf(losses);
    ends.length > 1;
    ends = ends.filter((_, k) => k % 2 === 1 || k === ends.length - 1)
  ) {
    let start = 0;
    for (let k = 0; k < ends.length; k += 2) {
      const middle = ends[k]!;
      const end = ends[k + 1] ?? middle;
      let [i, j] = [start, middle];
      for (let at = start; at < end; at += 1) {
        const isFirst = j >= end || (i < middle && from.losses[i]! <= from.losses[j]!);
        const next = isFirst ? i++ : j++;
        into.losses[at] = from.losses[next]!;
        into.chances[at] = from.chances[next]!;
      }
      start = end;
    }
    [from, into] = [into, from];
  }
  return from;
}
