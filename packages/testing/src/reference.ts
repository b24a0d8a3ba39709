/**
 * Samplers that are not ours, and what is built on them. They stand behind this entry so that the others do not load them, and so that no
 * release path can reach them.
 */
export { referenceNoise } from './reference-noise.ts';
export {
  type CoordinateUtility,
  simulateUtility,
  type UtilityOptions,
  type UtilityReport,
} from './simulate-utility.ts';
