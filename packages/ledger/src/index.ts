export type { Anchor, AnchorRecord } from './anchor.ts';
export { fileAnchor } from './file-anchor.ts';
export type {
  AccountOptions,
  AccountView,
  Charged,
  ChargeOptions,
  Ledger,
  Queryable,
  Release,
  ReleaseOptions,
} from './ledger.ts';
export type {
  AccountRow,
  Awaitable,
  EntryKind,
  EntryRow,
  LedgerEngine,
  LedgerTransaction,
  RequestRow,
  RequestState,
  WantedRequest,
} from './ledger-engine.ts';
export { LedgerError } from './ledger-error.ts';
export { memoryAnchor } from './memory-anchor.ts';
export { memoryEngine } from './memory-engine.ts';
export type { LedgerOptions, ReleasePoint } from './ledger-options.ts';
export { openLedger } from './open-ledger.ts';
export type { Receipt } from './receipt.ts';
export type { Recovery } from './recover.ts';
export { fileSigner, isSigned, type Signer } from './signer.ts';
export {
  type PostgresClient,
  postgresEngine,
  type PostgresOptions,
  type PostgresPool,
} from './postgres-engine.ts';
export { sqliteEngine, type SqliteOptions } from './sqlite-engine.ts';
export type { Verification } from './verify.ts';
export { type ReceiptClaim, verifyReceipt } from './verify-receipt.ts';
