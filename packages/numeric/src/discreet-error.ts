/** What kind of refusal a `DiscreetError` is; match on it instead of on the message. */
export type ErrorTag =
  /** a number, option or name that the rule of a constructor forbids */
  | 'InvalidParameter'
  /** a step that does not fit what stands before it: wrong domain, metric, measure or order */
  | 'StepMismatch'
  /** a distance that the metric cannot have */
  | 'InvalidDistance'
  /** a query that costs more than is left */
  | 'Overspent'
  /** rows that do not fit their owner's schema; only the owner ever sees this one */
  | 'IngestionRefused'
  /** a source of rows that failed while it was read */
  | 'SourceFailed'
  /** no cryptographically secure random numbers on this engine */
  | 'NoSecureRandomness'
  /** a simulated measurement where only a real one may stand */
  | 'Simulated'
  /** JSON that is not of a known format and version, or names nothing in the registry */
  | 'InvalidJson'
  /** a value that has no JSON form, such as a pipeline with an unregistered user function */
  | 'NotSerialisable'
  /** a mechanism that gave no answer after it was charged: one constant text, whatever the cause */
  | 'MechanismFailed'
  /** an account or a session that waits for its operator after such a failure, or was closed */
  | 'Suspended'
  /** a handle that was given back, or whose parent was */
  | 'Retired'
  /** a child of a sequential compositor after a younger one was launched */
  | 'Superseded'
  /** a key that was used for another request */
  | 'Conflict'
  /** a key that was charged and whose draw is lost; it is never drawn again */
  | 'Burned'
  /** a key whose request another process is still answering */
  | 'Pending'
  /** a key whose stored answer was removed by the operator */
  | 'Expired'
  /** a store that another process keeps from being written */
  | 'Locked'
  /** a transaction of which it is not known whether it was kept */
  | 'OutcomeUnknown'
  /** a store that lacks what its anchors say it had: an old copy, or one whose end was cut off */
  | 'BehindAnchor'
  /** a store whose rows contradict its history */
  | 'LedgerCorrupt'
  /** an account that is not there */
  | 'UnknownAccount'
  /** a store or an engine that lacks what is needed */
  | 'NotSupported';

/** The parts of a refusal: where it happened, which rule, and what was received. */
export interface ErrorDetail {
  readonly tag: ErrorTag;
  /** the function or step that refuses, as the caller wrote it */
  readonly where: string;
  /** the rule, as the end of a sentence that starts with the parameter's name */
  readonly rule: string;
  /** the received value in print, or `undefined` where naming it would tell nothing; never a record of the data */
  readonly received?: string | undefined;
}

/**
 * The one error of the library: a value with a tag, a rule, what was received and where.
 *
 * **Contract** The message is `where: rule, got received`. No part of it is ever a record of the data.
 * Parsers return it in a `Left`; constructors throw it when the types were bypassed.
 * It stands on the lowest floor because every floor refuses.
 *
 * @example
 * const error = new DiscreetError({
 *   tag: 'InvalidParameter', where: 'laplace', rule: 'scale must be > 0', received: '-1',
 * });
 * error.message; // => 'laplace: scale must be > 0, got -1'
 */
export class DiscreetError extends Error {
  readonly _tag: ErrorTag;
  readonly where: string;
  readonly rule: string;
  readonly received: string | undefined;

  constructor(detail: ErrorDetail) {
    const got = detail.received === undefined ? '' : `, got ${detail.received}`;
    super(`${detail.where}: ${detail.rule}${got}`);
    this.name = 'DiscreetError';
    this._tag = detail.tag;
    this.where = detail.where;
    this.rule = detail.rule;
    this.received = detail.received;
  }
}
