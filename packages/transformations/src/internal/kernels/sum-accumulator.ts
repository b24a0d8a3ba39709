import { DiscreetError } from '@discreet/numeric';
import { clampRoundedBigInt } from './bigint-kernel.ts';
import { makeExactTotal } from './exact-total.ts';
import type { FastPlan } from './fast-plan.ts';
import { planFast } from './fast-plan.ts';
import { addSum } from './fast-sum.ts';
import type { GridClamp, GridData } from './grid-clamp.ts';
import { checkGridClamp, checkRows } from './grid-clamp.ts';
import { centredInteger } from './js-kernel.ts';
import type { SumEngine } from './sum-kernel.ts';
import { chooseKernel } from './sum-kernel.ts';

/** A running exact sum that batches, single values and other sums flow into. */
export interface SumAccumulator {
  readonly clamp: GridClamp;
  /** rows so far, NaN among them */
  readonly count: number;
  /** adds data[start, end) */
  add(data: GridData, start: number, end: number): void;
  /** adds one value */
  addNumber(x: number): void;
  /** adds what another accumulator of the same clamp holds; that one stays as it is */
  merge(other: SumAccumulator): void;
  /** the exact sum of clamp(q(x)) so far, in grid units */
  value(): bigint;
}

const sameClamp = (a: GridClamp, b: GridClamp): boolean =>
  a.inverse === b.inverse && a.lower === b.lower && a.upper === b.upper;

/** Takes in what the two kinds of accumulators share: the count and what was merged. */
function withMerging(
  clamp: GridClamp,
  own: {
    add(data: GridData, start: number, end: number): void;
    addNumber(x: number): void;
    value(rows: number): bigint;
  },
): SumAccumulator {
  let rows = 0;
  let mergedRows = 0;
  let merged = 0n;
  return {
    clamp,
    get count(): number {
      return rows + mergedRows;
    },
    add(data: GridData, start: number, end: number): void {
      checkRows('sum', data, start, end);
      own.add(data, start, end);
      rows += end - start;
    },
    addNumber(x: number): void {
      own.addNumber(x);
      rows += 1;
    },
    merge(other: SumAccumulator): void {
      if (!sameClamp(clamp, other.clamp)) {
        throw new DiscreetError({
          tag: 'InvalidParameter',
          where: 'sum',
          rule: 'parts must share one clamp to merge',
        });
      }
      const { count } = other;
      merged += other.value();
      mergedRows += count;
    },
    value: (): bigint => merged + own.value(rows),
  };
}

function makeFastAccumulator(clamp: GridClamp, plan: FastPlan, engine: SumEngine): SumAccumulator {
  const kernel = chooseKernel(plan, engine);
  const total = makeExactTotal();
  const centre = BigInt(plan.centre);
  return withMerging(clamp, {
    add(data: GridData, start: number, end: number): void {
      addSum(total, kernel(), plan, data, start, end);
    },
    addNumber(x: number): void {
      total.add(centredInteger(x, plan));
    },
    value: (rows) => total.value() + BigInt(rows) * centre,
  });
}

function makeBigIntAccumulator(clamp: GridClamp): SumAccumulator {
  let total = 0n;
  return withMerging(clamp, {
    add(data: GridData, start: number, end: number): void {
      for (let i = start; i < end; i += 1) total += clampRoundedBigInt(data[i] ?? NaN, clamp);
    },
    addNumber(x: number): void {
      total += clampRoundedBigInt(x, clamp);
    },
    value: () => total,
  });
}

/**
 * An empty accumulator for the clamp.
 *
 * **Contract** `value()` is the sum of clamp(q(x)) over all rows that came in, by whichever way, in
 * whichever order and parts: the identical integer.
 *
 * **Errors** As `makeSumKernel`; `merge` refuses a part with another clamp.
 *
 * **Cost** As `makeSumKernel`. Between batches the state is two doubles and a count: no BigInt is
 * made for a batch or a row on the fast path.
 */
export function makeSumAccumulator(clamp: GridClamp, engine: SumEngine = 'wasm'): SumAccumulator {
  checkGridClamp('clamp', clamp);
  const plan = planFast(clamp);
  return plan === undefined
    ? makeBigIntAccumulator(clamp)
    : makeFastAccumulator(clamp, plan, engine);
}
