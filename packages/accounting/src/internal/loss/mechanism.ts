import { DiscreetError, type Enclosure, Rational } from '@discreet/numeric';
import type { PrivacyEvent } from '../../event.ts';
import type { Lattice } from './lattice.ts';
import type { Loss } from './loss.ts';

/** What an accountant of privacy losses can say about one use of a mechanism. */
export interface Mechanism {
  /** a name that only mechanisms of the same parameters share */
  readonly key: string;
  /** the loss in each order of the datasets: one where both are the same */
  readonly losses: () => readonly Loss[];
  /** of a plain Gaussian: 1 / sigma^2, which adds up */
  readonly precision?: Rational;
  /** where losses of positive chance are multiples of something apart: that */
  readonly gap?: number;
  /** the exact lattice of the loss, the same in both orders */
  readonly lattice?: Lattice;
  /** around delta of one use */
  readonly profile?: (epsilon: Rational) => Enclosure;
  /** its inverse, where that has a form of its own */
  readonly epsilon?: (delta: Rational) => Enclosure | undefined;
}

/** Why an event has no privacy loss distribution here. */
export const refuseLoss = (event: PrivacyEvent, rule: string): DiscreetError =>
  new DiscreetError({
    tag: 'InvalidParameter',
    where: 'pldAccountant',
    rule,
    received: event.kind,
  });

const LEAST_SIZE = Rational.of(1n, 1n << 500n);
const MOST_SIZE = Rational.of(1n << 39n);

/** A loss, or how many standard deviations apart results are, of which doubles hold all digits. */
export function heldSize(event: PrivacyEvent, size: Rational): Rational {
  if (size.sign() === 0 || (LEAST_SIZE.lessThanOrEqual(size) && size.lessThanOrEqual(MOST_SIZE)))
    return size;
  throw refuseLoss(event, 'the loss of one use must be between 2^-500 and 2^39, or 0');
}

/** How many standard deviations of noise apart two results may be. */
export const MOST_MU = 10_000;
