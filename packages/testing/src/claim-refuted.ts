import { printOutcome } from './print-outcome.ts';

/** What refutes a claim, in print but for the rows. */
export interface Refutation {
  /** the check that found it */
  readonly where: string;
  /** the claim, in a few words */
  readonly claim: string;
  readonly x: readonly unknown[];
  readonly y: readonly unknown[];
  readonly distance: number;
  /** the name of the metric that the distance is in */
  readonly metric: string;
  /** what the claim allows at this distance */
  readonly claimed: string;
  readonly found: string;
  /** the seed that finds it again */
  readonly seed: number;
}

/** as many rows as fit on a screen */
const shown = 20;

const rows = (data: readonly unknown[]): string =>
  data.length <= shown
    ? printOutcome(data)
    : `${printOutcome(data.slice(0, shown)).slice(0, -1)}, ...], ${data.length} rows`;

/**
 * Thrown by `checkTransformation` and `checkMeasurement`: two neighbouring datasets on which a claim does not hold.
 *
 * Its message prints them. They are generated for the test: this is the one error of the project that holds rows.
 */
export class ClaimRefuted extends Error implements Refutation {
  readonly where: string;
  readonly claim: string;
  readonly x: readonly unknown[];
  readonly y: readonly unknown[];
  readonly distance: number;
  readonly metric: string;
  readonly claimed: string;
  readonly found: string;
  readonly seed: number;

  constructor(refutation: Refutation) {
    const { where, claim, x, y, distance, metric, claimed, found, seed } = refutation;
    super(
      [
        `${where}: ${claim} does not hold`,
        `  x         ${rows(x)}`,
        `  y         ${rows(y)}`,
        `  distance  ${distance} in ${metric}`,
        `  claimed   ${claimed}`,
        `  found     ${found}`,
        `  seed      ${seed}`,
      ].join('\n'),
    );
    this.name = 'ClaimRefuted';
    this.where = where;
    this.claim = claim;
    this.x = x;
    this.y = y;
    this.distance = distance;
    this.metric = metric;
    this.claimed = claimed;
    this.found = found;
    this.seed = seed;
  }
}
