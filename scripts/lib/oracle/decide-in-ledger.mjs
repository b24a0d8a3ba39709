// @ts-check
import { symmetricDistance } from '@discreet/core';
import { memoryAnchor, openLedger } from '@discreet/ledger';

/** @typedef {import('@discreet/ledger').LedgerEngine} LedgerEngine */
/** @typedef {import('./filter-decisions.mjs').Sequence} Sequence */
/** @typedef {import('./filter-decisions.mjs').Outcome} Outcome */

/** what a ledger says of a charge that it refuses; anything else is no decision */
const refusals = ['Overspent', 'InvalidParameter'];

/**
 * Decides sequences as a ledger does: an account each, and every request a charge through the whole protocol.
 * @param {LedgerEngine} engine
 * @returns {Promise<(sequence: Sequence, account: string) => Promise<Outcome>>}
 */
export async function decideInLedger(engine) {
  const ledger = await openLedger({ engine, anchor: memoryAnchor() });
  return async ({ filter, charges }, account) => {
    await ledger.createAccount({
      ...{ name: account, dataset: 'sequence', unit: symmetricDistance() },
      filter,
    });
    /** @type {boolean[]} */
    const accept = [];
    for (const charge of charges) {
      try {
        await ledger.charge({ account, charge });
        accept.push(true);
      } catch (error) {
        const tag = error instanceof Error && '_tag' in error ? String(error._tag) : '';
        if (!refusals.includes(tag)) throw error;
        accept.push(false);
      }
    }
    const { spent } = await ledger.account(account);
    return {
      accept,
      spent: Object.fromEntries(
        Object.entries(spent).map(([name, amount]) => [name, amount.toString()]),
      ),
    };
  };
}
