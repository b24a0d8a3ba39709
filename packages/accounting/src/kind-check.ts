import type { Needs } from '@discreet/core';
import type { Curve } from './curve.ts';

/** Why curves C are not all among A, as the rest of a sentence about the kind that is not; `unknown` where they are. */
export type KindCheck<C extends Curve, A extends Curve, Why extends string> = [C] extends [A]
  ? unknown
  : Needs<`a ${Exclude<C, A>['kind']} curve ${Why}`>;
