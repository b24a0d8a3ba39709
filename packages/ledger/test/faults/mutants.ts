// The ledger with one mistake each: a fault run that does not find them is worth nothing.
import type { Crash } from './plan.ts';

export interface Mutant {
  readonly name: string;
  /** the invariant that it breaks */
  readonly found: string;
  readonly edits: readonly { readonly file: string; readonly from: string; readonly to: string }[];
  /** where a process dies so that the mistake shows; none where it shows without */
  readonly crash?: Crash;
}

const ancestors = `await at('reserved');
      if (reserved.right.kind === 'reserved')
        await transact(locks, async (transaction) => {
          for (const name of locks.slice(1)) {
            const row = await transaction.account(name);
            if (row === undefined) continue;
            const open = openAccount(row);
            const spent = canonicalJson(amountsToJson(open.filter.add(open.spent, charge)));
            const body = { key, fingerprint: request.fingerprint, charge: amountsToJson(charge), origin: account };
            await append(transaction, writer, row, 'reserve', { spent }, body);
          }
        });`;

const early = `const replayed = reserved.right.kind === 'replay';
      if (!replayed) {
        const drawn = encodeAnswer(await query.run(data));
        setTimeout(() => {
          void at('committing').then(() =>
            persist(locks, (transaction) => commitAnswer(transaction, writer, lease, book, request, drawn), request),
          );
        }, 30);
        return { answer: decodeAnswer(drawn), bytes: drawn, key, replayed, receipt: { seq: 0 } as never };
      }`;

export const mutants: readonly Mutant[] = [
  {
    name: 'release before commit',
    found: 'I3',
    edits: [
      {
        file: 'internal/release.ts',
        from: "const replayed = reserved.right.kind === 'replay';",
        to: early,
      },
    ],
    crash: { point: 'committing', hit: 1 },
  },
  {
    name: 'balance read before the lock',
    found: 'I1',
    edits: [
      {
        file: 'internal/reserve.ts',
        from: 'const open = openAccount(row);',
        to: `const had: Map<string, string> = (Reflect.get(globalThis, 'had') as never) ?? new Map<string, string>();
    Reflect.set(globalThis, 'had', had);
    const open = openAccount({ ...row, spent: had.get(row.name) ?? row.spent });
    had.set(row.name, row.spent);`,
      },
    ],
  },
  {
    name: 'orphan reservation run again for nothing',
    found: 'I4',
    edits: [
      {
        file: 'internal/reserve.ts',
        from: `      const [leaf] = line;
      await transaction.updateRequest({ ...request, state: 'burned' });`,
        to: `      if (true as boolean) return E.right({ kind: 'reserved' });
      const [leaf] = line;
      await transaction.updateRequest({ ...request, state: 'burned' });`,
      },
    ],
    crash: { point: 'drawn', hit: 1 },
  },
  {
    name: 'chain hash without seq',
    found: 'LedgerCorrupt',
    edits: [
      {
        file: 'internal/history.ts',
        from: "digest('discreet-ledger/v1', account, String(seq), prev",
        to: "digest('discreet-ledger/v1', account, prev",
      },
    ],
  },
  {
    name: 'ancestor charged in a second transaction',
    found: 'I1',
    edits: [
      {
        file: 'internal/reserve.ts',
        from: 'for (const [{ row }, spent] of decided)',
        to: 'for (const [{ row }, spent] of decided.slice(0, 1))',
      },
      { file: 'internal/release.ts', from: "await at('reserved');", to: ancestors },
      {
        file: 'internal/release.ts',
        from: "import { checkHead, type Writer } from './history.ts';",
        to: `import { append, checkHead, type Writer } from './history.ts';
import { amountsToJson } from '@discreet/composition';`,
      },
    ],
    crash: { point: 'reserved', hit: 1 },
  },
  {
    name: 'key not bound to its request',
    found: 'I6',
    edits: [
      {
        file: 'internal/reserve.ts',
        from: 'if (request.fingerprint !== fingerprint)',
        to: 'if (request.fingerprint === "")',
      },
    ],
  },
  {
    name: 'anchors after release',
    found: 'I5',
    edits: [
      {
        file: 'internal/release.ts',
        from: 'await book.keep(kept.line);',
        to: 'setTimeout(() => void book.keep(kept.line), 30);',
      },
    ],
    crash: { point: 'told', hit: 1 },
  },
  {
    name: 'drawn more than once',
    found: 'I4',
    edits: [
      {
        file: 'internal/release.ts',
        from: 'const drawn: unknown = await query.run(data);',
        to: 'await query.run(data);\n      const drawn: unknown = await query.run(data);',
      },
    ],
  },
];

/** Durable against a killed process, not against a power cut: only the replay of its writes shows it. */
export const looseDisk: Mutant = {
  name: 'synchronous normal',
  found: 'power',
  edits: [
    {
      file: 'internal/open-database.ts',
      from: 'pragma synchronous = full;',
      to: 'pragma synchronous = normal;',
    },
    { file: 'internal/open-database.ts', from: 'synchronous !== 2', to: 'synchronous !== 1' },
  ],
};

export const looseAnchors: Mutant = {
  name: 'anchors not flushed',
  found: 'power',
  edits: [{ file: 'file-anchor.ts', from: 'await handle.datasync();', to: '' }],
};
