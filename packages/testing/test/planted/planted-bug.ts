import type { AnyMeasurement, AnyTransformation } from '@discreet/core';
import type { Rational } from '@discreet/numeric';
import type { EntropySource } from '@discreet/random/samplers';
import type { EnumerationLimits, Mechanism, NoiseSampler, PrivacyClaim } from '../../src/index.ts';

/** What claims to catch a class of bugs. */
export type Tester =
  'stability' | 'exact privacy' | 'exact law' | 'statistical' | 'record-play' | 'metamorphic';

/**
 * A bug on purpose: the tester that claims its class must catch it for every seed, and pass its right twin.
 *
 * Kept in a file of this folder that exports a list, and listed in `all.ts`: the tests and `npm run planted` run all of them.
 */
export interface PlantedBug {
  /** what is wrong, in a few words */
  readonly title: string;
  readonly tester: Tester;
  /** the tester goes through all cases and draws none: every seed says the same */
  readonly seedless?: true;
  /** whether the tester refutes the wrong one */
  readonly caught: (seed: number) => boolean;
  /** whether the tester passes the right one */
  readonly twinPasses: (seed: number) => boolean;
}

/** A wrong transformation or map, with the right one that it was made from. */
export interface PlantedTransformation {
  readonly title: string;
  readonly wrong: AnyTransformation;
  readonly right: AnyTransformation;
}

/** A measurement whose noise is not what its map needs. */
export interface PlantedMeasurement {
  readonly title: string;
  readonly wrong: AnyMeasurement;
  readonly right: AnyMeasurement;
}

/** A sampler that does not give the noise that it is asked for. */
export interface PlantedSampler {
  readonly title: string;
  readonly measurement: AnyMeasurement;
  readonly sampler: NoiseSampler;
}

/** A mechanism that loses more than it claims. */
export interface PlantedMechanism<X> extends EnumerationLimits {
  readonly title: string;
  readonly wrong: Mechanism<X>;
  readonly right: Mechanism<X>;
  readonly claim: PrivacyClaim;
  /** what the right one claims, where the mistake is in the claim */
  readonly rightClaim?: PrivacyClaim;
  readonly pairs: readonly (readonly [X, X])[];
  readonly wordBits?: number;
}

/** A sampler that does not have the stated law. */
export interface PlantedLaw {
  readonly title: string;
  readonly wrong: (entropy: EntropySource) => unknown;
  readonly right: (entropy: EntropySource) => unknown;
  readonly stated: readonly (readonly [unknown, Rational])[];
}
