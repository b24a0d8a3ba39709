import { addDown, addUp } from './directed-add.ts';

/**
 * The difference, rounded up.
 *
 * **Contract** `addUp(a, -b)` for all doubles: the smallest double at or above `a - b`, with the same rules at the ends of the range.
 *
 * @example
 * import { subDown, subUp } from '@discreet/numeric';
 * subUp(1, 1e-30); // => 1
 * subDown(1, 1e-30) < 1; // => true
 */
export function subUp(a: number, b: number): number {
  return addUp(a, -b);
}

/**
 * The difference, rounded down.
 *
 * **Contract** `addDown(a, -b)` for all doubles.
 *
 * @example
 * import { subDown } from '@discreet/numeric';
 * subDown(3, 1); // => 2
 */
export function subDown(a: number, b: number): number {
  return addDown(a, -b);
}
