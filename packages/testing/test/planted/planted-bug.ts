import type { AnyMeasurement, AnyTransformation } from '@discreet/core';
import type { NoiseSampler } from '../../src/index.ts';

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
