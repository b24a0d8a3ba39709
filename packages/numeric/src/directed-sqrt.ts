import { nextDown, nextUp } from './directed-next.ts';
import { productError } from './internal/error-free.ts';

/** 2^900, 2^-900 and 2^300 */
const LARGE = 8.452712498170644e270;
const SMALL = 1.1830521861667747e-271;
const SHIFT = 2.037035976334486e90;

/** The sign of `a - root^2`, exactly, for 2^-900 <= a <= 2^900 and a root within a few units in the last place. */
function residualSign(a: number, root: number): number {
  const square = root * root;
  return a - square - productError(root, root, square);
}

/**
 * Math.sqrt is correctly rounded on every engine we know, but ECMA-262 only says "approximation": the residual decides
 * instead, and walks if it must.
 */
function rootUp(a: number): number {
  let root = Math.sqrt(a);
  while (residualSign(a, root) > 0) root = nextUp(root);
  for (let below = nextDown(root); residualSign(a, below) <= 0; below = nextDown(root))
    root = below;
  return root;
}

/** sqrt(a) = sqrt(a * 4^300) / 2^300 and the like, with exact scaling; the root of a double is never subnormal. */
function scaled(a: number, root: (inner: number) => number): number {
  if (a > LARGE) return root(a / SHIFT / SHIFT) * SHIFT;
  if (a < SMALL) return root(a * SHIFT * SHIFT) / SHIFT;
  return root(a);
}

/** The largest double at or below the root: the upper one if it is exact, else the one before it. */
function rootDown(a: number): number {
  const root = rootUp(a);
  return residualSign(a, root) === 0 ? root : nextDown(root);
}

/**
 * The square root, rounded up.
 *
 * **Contract** For all finite `a > 0` it is the smallest double at or above the root of `a`. Zeros, Infinity and NaN are returned as they
 * are; a negative `a` gives NaN.
 *
 * **Cost** Under 100 ns.
 *
 * **Source** As `divUp`; only the sign of `a - root^2` is trusted.
 *
 * @example
 * import { sqrtDown, sqrtUp } from '@discreet/numeric';
 * sqrtUp(2) > sqrtDown(2); // => true
 * sqrtUp(9); // => 3
 */
export function sqrtUp(a: number): number {
  return a > 0 && a < Infinity ? scaled(a, rootUp) : Math.sqrt(a);
}

/**
 * The square root, rounded down.
 *
 * **Contract** The largest double at or below the root of `a`; otherwise as `sqrtUp`.
 *
 * @example
 * import { sqrtDown } from '@discreet/numeric';
 * sqrtDown(0.25); // => 0.5
 */
export function sqrtDown(a: number): number {
  return a > 0 && a < Infinity ? scaled(a, rootDown) : Math.sqrt(a);
}
