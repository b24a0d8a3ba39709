import type { Enclosure } from '@discreet/numeric';
import type { ApproximateCurve, Curve, PureCurve } from './curve.ts';
import type { Parameter } from './parameter.ts';

/** A mechanism of a batch, and how often it runs. */
export interface BatchItem<C extends Curve = PureCurve | ApproximateCurve> {
  readonly curve: C;
  /** 1 unless given */
  readonly count?: Parameter;
}

/** The theorems that bound a batch. */
export type BatchTheorem =
  | 'basic'
  | 'dworkRothblumVadhan'
  | 'meanLoss'
  | 'kairouzOhViswanath'
  | 'whitehouse'
  | 'zeroConcentrated'
  | 'optimal'
  | 'gaussian'
  | 'renyi';

/**
 * What a batch that was fixed before its first answer guarantees: (epsilon, delta)-DP.
 *
 * It is a report and no curve, on purpose: a stop rule that composes what was asked so far and stops when such a bound reaches a target is not proved to keep that target,
 * and for some families it does not. A filter takes exact amounts; these are enclosures, which it refuses.
 *
 * **Contract** All answers of the batch together are (`epsilon.upper`, `delta.upper`)-DP, whatever the order, also where later mechanisms are chosen by earlier answers from
 * among those with the same guarantee. The guarantees must be fixed beforehand.
 */
export interface BatchBound {
  readonly kind: 'batchBound';
  readonly theorem: BatchTheorem;
  readonly epsilon: Enclosure;
  readonly delta: Enclosure;
}
