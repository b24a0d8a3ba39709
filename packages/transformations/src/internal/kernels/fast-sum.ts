import type { ExactTotal } from './exact-total.ts';
import { makeExactTotal } from './exact-total.ts';
import type { FastPlan } from './fast-plan.ts';
import type { GridData } from './grid-clamp.ts';
import type { PieceKernel } from './piece-kernel.ts';

/** Calls `use` on runs of at most `atMost` rows of the buffer, after copying each piece there. */
function overPieces(
  kernel: PieceKernel,
  data: GridData,
  start: number,
  end: number,
  atMost: number,
  use: (from: number, to: number) => void,
): void {
  const { buffer } = kernel;
  try {
    for (let piece = start; piece < end; piece += buffer.length) {
      const rows = Math.min(end - piece, buffer.length);
      buffer.set(data.subarray(piece, piece + rows));
      for (let from = 0; from < rows; from += atMost) use(from, Math.min(from + atMost, rows));
    }
  } finally {
    // Raw records do not outlive the call, not even one that failed.
    buffer.fill(0, 0, Math.min(end - start, buffer.length));
  }
}

/** Adds the sum of u over data[start, end) to `total`. */
export function addSum(
  total: ExactTotal,
  kernel: PieceKernel,
  plan: FastPlan,
  data: GridData,
  start: number,
  end: number,
): void {
  overPieces(kernel, data, start, end, plan.sumRows, (from, to) => {
    total.add(kernel.sum(from, to));
  });
}

/** The sum of u and the sum of u * u over data[start, end). */
export function centredMoments(
  kernel: PieceKernel,
  plan: FastPlan,
  data: GridData,
  start: number,
  end: number,
): { readonly sum: bigint; readonly sumOfSquares: bigint } {
  const { bits, rows } = plan.squares;
  // Powers of two, by which doubles scale exactly: each total gets integers of at most 2^53.
  const unit = 1 / (1 << bits);
  const sums = new Float64Array(4);
  const sum = makeExactTotal();
  const highHigh = makeExactTotal();
  const highLow = makeExactTotal();
  const lowLow = makeExactTotal();
  overPieces(kernel, data, start, end, rows, (from, to) => {
    kernel.moments(from, to, sums);
    sum.add(sums[0] ?? NaN);
    highHigh.add((sums[1] ?? NaN) * unit * unit);
    highLow.add((sums[2] ?? NaN) * unit);
    lowLow.add(sums[3] ?? NaN);
  });
  // (h + l)^2 = h^2 + 2hl + l^2
  const shift = BigInt(bits);
  const sumOfSquares =
    (highHigh.value() << (2n * shift)) + (highLow.value() << (shift + 1n)) + lowLow.value();
  return { sum: sum.value(), sumOfSquares };
}
