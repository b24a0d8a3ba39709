import type { Curve } from './curve.ts';
import type { NeighbouringRelation } from './event-relation.ts';
import { checkCurve } from './internal/curve-fields.ts';

/** A curve together with the neighbours that it is for. */
export interface Guarantee<R extends NeighbouringRelation, C extends Curve> {
  readonly relation: R;
  readonly curve: C;
}

/**
 * A curve for neighbours that differ by one record more or less.
 *
 * **Errors** What no constructor of curves made.
 *
 * @example
 * addOrRemoveOne(pureCurve({ epsilon: 1 })).relation; // => 'addOrRemoveOne'
 */
export function addOrRemoveOne<C extends Curve>(curve: C): Guarantee<'addOrRemoveOne', C> {
  checkCurve('addOrRemoveOne', curve);
  return Object.freeze({ relation: 'addOrRemoveOne', curve });
}

/**
 * A curve for neighbours of the same size that differ in one record.
 *
 * **Errors** What no constructor of curves made.
 *
 * @example
 * replaceOne(pureCurve({ epsilon: 1 })).relation; // => 'replaceOne'
 */
export function replaceOne<C extends Curve>(curve: C): Guarantee<'replaceOne', C> {
  checkCurve('replaceOne', curve);
  return Object.freeze({ relation: 'replaceOne', curve });
}
