import type { AnyMeasurement, AnyTransformation } from '@discreet/core';
import type { NoiseSampler } from '../../src/index.ts';

/** What claims to catch a class of bugs. */
export type Tester = 'stability' | 'exact privacy' | 'statistical' | 'record-play' | 'metamorphic';

/**
 * A bug on purpose: the tester that claims its class must catch it for every seed, and pass its right twin.
 *
 * Kept in a file of this folder that exports a list, and listed in `all.ts`: the tests and `npm run planted` run all of them.
 */
export interface PlantedBug {
  /** what is wrong, in a few words */
  readonly title: string;
  readonly tester: Tester;
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
