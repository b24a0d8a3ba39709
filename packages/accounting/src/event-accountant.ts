import type { DiscreetError, Enclosure } from '@discreet/numeric';
import type { Either } from 'fp-ts/lib/Either.js';
import type { PrivacyEvent } from './event.ts';
import type { NeighbouringRelation } from './event-relation.ts';
import type { Parameter } from './parameter.ts';

/**
 * What adds privacy losses of events up: an immutable fold.
 *
 * **Contract** The same traversal validates and composes: what `supports` accepts, `compose` adds, and nothing else. Order does not matter, and k
 * at once are k one by one. `history` replayed in a new accountant, of this kind or another, gives its reading of the same events.
 */
export interface EventAccountant {
  /** which datasets are neighbours; fixed when the accountant is made */
  readonly relation: NeighbouringRelation;
  /** the event, or why it cannot be accounted */
  readonly supports: (event: PrivacyEvent) => Either<DiscreetError, PrivacyEvent>;
  /** the accountant after the event has happened `count` times; throws a `DiscreetError` for what is not supported, and stays as it was */
  readonly compose: (event: PrivacyEvent, count?: Parameter) => EventAccountant;
  /** all that was composed, as one event */
  readonly history: () => PrivacyEvent;
  /** around the least epsilon that this way of accounting gives at delta, in (0, 1) */
  readonly epsilon: (delta: Parameter) => Enclosure;
  /** around the least delta that it gives at epsilon >= 0 */
  readonly delta: (epsilon: Parameter) => Enclosure;
}
