export {
  type Certificate,
  type CertifiedAnswer,
  checkCertificate,
  type CheckedCertificate,
  type Described,
} from './certificate.ts';
export { CommandError, type CommandErrorTag } from './command-error.ts';
export { discreet } from './discreet.ts';
export { exitCodeOf, type ExitCodes, exitCodes } from './exit-code.ts';
export { type OwnerColumn, type OwnerSchema, parseSchema } from './owner-schema.ts';
export type { JsonSchema } from './schema-parts.ts';
export { schemaSchema } from './schema-schema.ts';
export { readSnapshot, type Snapshot, type SnapshotHead } from './snapshot.ts';
export { parseSpec, type Spec, type SpecQuery } from './spec.ts';
export { specSchema } from './spec-schema.ts';
export type { Terminal } from './terminal.ts';
