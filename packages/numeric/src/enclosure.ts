/**
 * Two doubles with a real number between them: `lower <= value <= upper`, proven.
 *
 * **Contract** A function that returns an `Enclosure` rounds `lower` down and `upper` up at every step. A guarantee is
 * stated with the end that is worse for it: a loss or a failure probability with `upper`.
 */
export interface Enclosure {
  readonly lower: number;
  readonly upper: number;
}
