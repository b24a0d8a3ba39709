import { DiscreetError, type ErrorTag } from '@discreet/core';

/**
 * A request that gave no answer, with the key under which it stands.
 *
 * The key is in the error too, so that a client whose reply was lost can ask again under it.
 */
export class LedgerError extends DiscreetError {
  readonly key: string;

  constructor(tag: ErrorTag, where: string, rule: string, key: string) {
    super({ tag, where, rule });
    this.name = 'LedgerError';
    this.key = key;
  }
}
