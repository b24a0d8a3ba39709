// @ts-check

/**
 * The nodes of one cycle, the first repeated at the end; empty when there is none.
 * @param {ReadonlyMap<string, readonly string[]>} graph
 * @returns {string[]}
 */
export function findCycle(graph) {
  /** @type {Set<string>} */
  const finished = new Set();
  /** @type {string[]} */
  const trail = [];
  const walk = (/** @type {string} */ node) => {
    const seenAt = trail.indexOf(node);
    if (seenAt >= 0) return [...trail.slice(seenAt), node];
    if (finished.has(node)) return [];
    trail.push(node);
    for (const next of graph.get(node) ?? []) {
      /** @type {string[]} */
      const cycle = walk(next);
      if (cycle.length > 0) return cycle;
    }
    trail.pop();
    finished.add(node);
    return [];
  };
  for (const node of graph.keys()) {
    const cycle = walk(node);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
