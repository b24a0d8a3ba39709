import { pureFilter } from '@discreet/composition';
import { chain, real, symmetricDistance } from '@discreet/core';
import { laplace } from '@discreet/measurements';
import { count, ingest, values } from '@discreet/transformations';
import { describe, expect, it } from 'vitest';
import { memoryAnchor, memoryEngine, openLedger, verifyReceipt } from '../src/index.ts';

const source = values(real, symmetricDistance());
const howMany = chain(source, count(), laplace({ epsilon: 0.25 }));

const released = async () => {
  const ingestion = ingest(source, [1, 2, 3], { version: 'v1' });
  if (ingestion._tag === 'Left') throw ingestion.left;
  const engine = memoryEngine();
  const ledger = await openLedger({ engine, anchor: memoryAnchor() });
  await ledger.createAccount({
    ...{ name: 'a', dataset: 'd', unit: symmetricDistance(), filter: pureFilter({ epsilon: 1 }) },
  });
  const { dataset: data } = ingestion.right;
  const ask = (key: string) =>
    ledger.release({ account: 'a', query: howMany, data, snapshot: 's1', key });
  const { receipt, answer } = await ask('k');
  const claim = { receipt, query: howMany, answer, version: 'v1', snapshot: 's1' };
  return { engine, ledger, ask, claim };
};

describe('a receipt', () => {
  it('holds for what was released, also later and after its answer was removed', async () => {
    const { engine, ledger, ask, claim } = await released();
    expect(await verifyReceipt(engine, claim)).toEqual([]);

    await ask('l');
    await ledger.expire('a', 'k');

    expect(await verifyReceipt(engine, claim)).toEqual([]);
  });

  it('does not hold for another question, answer, snapshot, key or entry, and charges nothing', async () => {
    const { engine, ledger, ask, claim } = await released();
    const other = (await ask('l')).receipt;
    const before = (await ledger.account('a')).seq;
    const { receipt } = claim;
    const wrong = [
      { ...claim, query: chain(source, count(), laplace({ epsilon: 0.125 })) },
      { ...claim, answer: -12345 },
      { ...claim, answer: undefined },
      { ...claim, version: 'v2' },
      { ...claim, snapshot: 's2' },
      { ...claim, receipt: { ...receipt, key: 'l' } },
      { ...claim, receipt: { ...receipt, key: 'nobody' } },
      { ...claim, receipt: { ...receipt, account: 'nobody' } },
      { ...claim, receipt: { ...receipt, seq: other.seq, head: other.head } },
      { ...claim, receipt: { ...receipt, seq: receipt.seq - 1 } },
      { ...claim, receipt: { ...receipt, head: other.head } },
      { ...claim, receipt: { ...receipt, fingerprint: other.answer } },
    ];

    for (const each of wrong) expect((await verifyReceipt(engine, each)).length).toBeGreaterThan(0);
    expect((await ledger.account('a')).seq).toBe(before);
  });
});
