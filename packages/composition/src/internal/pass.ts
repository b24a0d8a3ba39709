import { feed, type OpenMeasurement, type ReleaseMechanism, startRun } from '@discreet/core';

/** One pass over data for queries that share it: every batch of rows goes to each, then each draws its noise once. */
export interface Pass {
  /** takes in data that can be read at once */
  readonly add: (data: unknown) => void;
  /** draws; each call is a release of its own */
  readonly draw: () => unknown;
}

/** Draws for an exact answer. */
export type Release = (counts: readonly bigint[]) => unknown;

/** How a measurement draws: from the system, or as a test has chosen. */
export function releaseOf(measurement: OpenMeasurement, mechanism?: ReleaseMechanism): Release {
  return mechanism === undefined ? measurement.release : measurement.simulatedRelease(mechanism);
}

/** The pass of one measurement. */
export function passOf(measurement: OpenMeasurement, release: Release): Pass {
  const run = startRun(measurement.execution, measurement.inputDomain);
  return { add: run.add, draw: () => release(run.accumulator.finish()) };
}

/** One pass for several measurements of one domain; `draw` gives a frozen record of their answers. */
export function sharedPass(
  queries: readonly (readonly [name: string, measurement: OpenMeasurement, release: Release])[],
): Pass {
  const domain = queries[0]?.[1].inputDomain;
  const runs = queries.map(([, { execution, inputDomain }]) => startRun(execution, inputDomain));
  return {
    add: (data) => {
      if (domain === undefined) return;
      feed(data, domain, (batch) => {
        for (const run of runs) run.addBatch(batch);
      });
    },
    draw: () =>
      Object.freeze(
        Object.fromEntries(
          queries.map(([name, , release], i) => [
            name,
            release(runs[i]?.accumulator.finish() ?? []),
          ]),
        ),
      ),
  };
}
