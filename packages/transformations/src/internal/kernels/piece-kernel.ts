/**
 * Sums over a piece of a column that was copied into the kernel's own buffer.
 *
 * Every row x counts as u = clamp(q(x)) - centre of the plan. The caller keeps the rows of one call
 * within the plan's limits, so that every double below is an exact integer.
 *
 * Copying is no detour: a block copy streams from memory at full speed, and the arithmetic then
 * reads the processor's nearest cache. Measured, it is faster than reading the column in place.
 */
export interface PieceKernel {
  /** `ROWS_PER_PIECE` doubles. What is copied here are raw records: whoever copies wipes. */
  readonly buffer: Float64Array;
  /** the sum of u over the rows [start, end) of the buffer */
  sum(start: number, end: number): number;
  /**
   * With u = high + low as the plan splits it, the sums of u, high * high, high * low and low * low
   * over the rows [start, end) of the buffer go to `sums`.
   */
  moments(start: number, end: number, sums: Float64Array): void;
}
