import type { Enclosure, Rational } from '@discreet/numeric';
import type { Option } from 'fp-ts/lib/Option.js';
import type { CheckOptions, CheckReport } from './check-report.ts';
import type { EnumerationLimits } from './enumerate-entropy.ts';
import type { NoiseSampler } from './simulate.ts';

/** The law of the noise as the shipped sampler, or another one, gives it on small words. */
export interface EnumeratedLaw extends EnumerationLimits {
  /** 2 to 8 */
  readonly wordBits: number;
  /** the sampler to be checked; the shipped one unless it is given */
  readonly sampler?: NoiseSampler;
}

/** Options of the exact privacy check. */
export interface PrivacyOptions extends CheckOptions {
  /** the law to be checked: that of the noise as stated, or that of a sampler; 'stated' unless it is given */
  readonly law?: 'stated' | EnumeratedLaw;
}

/** The loss at the tightest pair, from the law itself, in the unit of the measure. */
export interface LossBound {
  /** of the Rényi divergence that bounds rho from below; Infinity for epsilon */
  readonly order: number;
  /** the loss is at least this; none where it is infinite */
  readonly lower: Option<Rational>;
  /** the loss is at most this, at this order, where that is known */
  readonly upper: Option<Rational>;
}

/** An outcome whose probability under a sampler is not that of the law that the measurement states. */
export interface Departure {
  /** the noisy whole numbers, in print */
  readonly outcome: string;
  /** the sampler's probability is at least this, and at most this plus the residual */
  readonly counted: Rational;
  /** the stated probability lies between these */
  readonly stated: Enclosure;
}

/** What an exact privacy check found. */
export interface PrivacyReport extends CheckReport {
  readonly losses: readonly LossBound[];
  /** the probability that an enumeration left undecided; 0 for stated laws */
  readonly residual: Rational;
  /** where a sampler departs from the stated law, if it provably does */
  readonly departure: Departure | undefined;
}
