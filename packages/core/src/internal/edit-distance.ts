/**
 * The least number of insertions and deletions that make y of x.
 *
 * Myers' greedy search. Write D for the number of edits so far and K for (place in x) - (place in y). For each K the furthest place in x that D
 * edits reach comes from the furthest ones of D - 1 edits on the neighbouring diagonals: by a deletion from K - 1, by an insertion from K + 1, and
 * then along all keys that are equal. The first D that reaches both ends is the distance.
 *
 * **Cost** (|x| + |y|) times the distance.
 * **Source** E. W. Myers, An O(ND) Difference Algorithm and Its Variations, Algorithmica 1, 1986, section 3, https://doi.org/10.1007/BF01840446
 */
export function editDistance(x: readonly string[], y: readonly string[]): number {
  const most = x.length + y.length;
  const furthest = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits < most; edits++) {
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const inserted = furthest.get(diagonal + 1) ?? -1;
      const deleted = (furthest.get(diagonal - 1) ?? -2) + 1;
      let place = Math.max(inserted, deleted);
      while (place < x.length && place - diagonal < y.length && x[place] === y[place - diagonal])
        place += 1;
      furthest.set(diagonal, place);
      if (place >= x.length && place - diagonal >= y.length) return edits;
    }
  }
  return most;
}
