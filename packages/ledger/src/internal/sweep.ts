import type { LedgerTransaction, RequestRow } from '../ledger-engine.ts';
import { append, checkHead, type Writer } from './history.ts';
import type { Lease } from './lease.ts';

type Transact = <T>(
  locks: readonly string[],
  work: (transaction: LedgerTransaction) => Promise<T>,
) => Promise<T>;

/** Burns the reservations of an account whose process is gone. */
const sweepAccount = async (
  transaction: LedgerTransaction,
  writer: Writer,
  lease: Lease,
  name: string,
): Promise<number> => {
  let burned = 0;
  for (let after = ''; ;) {
    const page: readonly RequestRow[] = await transaction.requests(name, after);
    const last = page.at(-1);
    if (last === undefined) return burned;
    for (const request of page) {
      if (request.state !== 'reserved' || lease.isLive(request)) continue;
      const row = await transaction.account(name);
      if (row === undefined) continue;
      await checkHead(transaction, row);
      await transaction.updateRequest({ ...request, state: 'burned' });
      await append(transaction, writer, row, 'burn', {}, { key: request.key });
      burned += 1;
    }
    after = last.key;
  }
};

/** Burns all reservations whose process is gone, and says how many. What was charged stays charged. */
export async function sweepReservations(
  transact: Transact,
  writer: Writer,
  lease: Lease,
): Promise<number> {
  const rows = await transact([], async (transaction) => transaction.accounts());
  let burned = 0;
  for (const { name } of rows)
    burned += await transact([name], (transaction) =>
      sweepAccount(transaction, writer, lease, name),
    );
  return burned;
}
