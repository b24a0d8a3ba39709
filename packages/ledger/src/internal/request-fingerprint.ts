import { type Amounts, amountsToJson } from '@discreet/composition';
import { canonicalJson } from './canonical-json.ts';
import { digest } from './digest.ts';

/** A new major version of the library may read the same pipeline in another way: its requests are other requests. */
export const libraryMajor = '0';

/** What a key is bound to: which query, over which snapshot, at which distance and charge. */
export interface RequestParts {
  /** the query as canonical text */
  readonly query: string;
  readonly version: string;
  readonly snapshot: string;
  readonly dIn: string;
  readonly charge: Amounts;
}

/** The fingerprint of a request. Equal requests have equal ones, and nothing of the data goes into it. */
export function requestFingerprint({
  query,
  version,
  snapshot,
  dIn,
  charge,
}: RequestParts): string {
  return digest(
    'discreet-request/v1',
    ...[query, version, snapshot, dIn],
    ...[canonicalJson(amountsToJson(charge)), libraryMajor],
  );
}
