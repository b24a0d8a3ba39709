import type { OpenMeasurement } from '@discreet/core';
import { hidden, type Hidden } from './hidden.ts';

/** The queries of a batch that `batch` has checked, by name. */
export type BatchParts = readonly (readonly [name: string, measurement: OpenMeasurement])[];

/** what tells a batch from a copy of one */
export const batchParts: Hidden<BatchParts> = hidden();
