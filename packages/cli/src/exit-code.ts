import type { ErrorTag } from '@discreet/core';

/** How the command ended, as a shell sees it. Nothing but 0 is a success, and each other number is one kind of failure. */
export interface ExitCodes {
  readonly ok: 0;
  /** a failure that has no name: a defect of the command */
  readonly unexpected: 1;
  /** an option, an argument, a file that is not there, a SPEC or a SCHEMA that is wrong */
  readonly usage: 2;
  /** data that do not fit their schema; only `ingest` ends so */
  readonly misfit: 3;
  /** refused before anything was charged: overspent, suspended, another table or unit, no such account */
  readonly refused: 4;
  /** the key: used for another request, burned, pending or expired */
  readonly key: 5;
  /** the ledger: locked, behind its anchor, corrupt, or not to be used */
  readonly ledger: 6;
  /** the mechanism failed after it was charged */
  readonly mechanism: 7;
  /** `verify` found that something does not hold */
  readonly unverified: 8;
  /** Node is older than 22.13 */
  readonly node: 9;
}

/** The exit codes of the command. */
export const exitCodes: ExitCodes = Object.freeze({
  ok: 0,
  unexpected: 1,
  usage: 2,
  misfit: 3,
  refused: 4,
  key: 5,
  ledger: 6,
  mechanism: 7,
  unverified: 8,
  node: 9,
});

/** The exit code of a refusal of the library. */
export function exitCodeOf(tag: ErrorTag): ExitCodes[keyof ExitCodes] {
  switch (tag) {
    case 'InvalidParameter':
    case 'InvalidJson':
    case 'NotSerialisable':
    case 'Simulated':
      return exitCodes.usage;
    case 'IngestionRefused':
      return exitCodes.misfit;
    case 'Overspent':
    case 'Suspended':
    case 'Retired':
    case 'Superseded':
    case 'StepMismatch':
    case 'InvalidDistance':
    case 'UnknownAccount':
      return exitCodes.refused;
    case 'Conflict':
    case 'Burned':
    case 'Pending':
    case 'Expired':
      return exitCodes.key;
    case 'Locked':
    case 'OutcomeUnknown':
    case 'BehindAnchor':
    case 'LedgerCorrupt':
    case 'NotSupported':
      return exitCodes.ledger;
    case 'MechanismFailed':
    case 'SourceFailed':
    case 'NoSecureRandomness':
      return exitCodes.mechanism;
  }
}
