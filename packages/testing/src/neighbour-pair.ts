/** Two datasets at a known distance. */
export interface NeighbourPair {
  readonly x: readonly unknown[];
  readonly y: readonly unknown[];
  /** under the metric that the pair was made for */
  readonly distance: number;
}
