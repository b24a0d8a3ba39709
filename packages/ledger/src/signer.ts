import { DiscreetError } from '@discreet/core';
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { canonicalJson } from './internal/canonical-json.ts';
import type { Receipt } from './receipt.ts';

/** Signs receipts with a key that the ledger's store does not hold. */
export interface Signer {
  readonly sign: (receipt: Omit<Receipt, 'signature'>) => string;
  /** the public half, as PEM: what whoever checks receipts needs */
  readonly publicKey: string;
}

const textOf = (receipt: Omit<Receipt, 'signature'>): Buffer => {
  const { format, version, account, key, seq, head, fingerprint, answer } = receipt;
  return Buffer.from(
    canonicalJson({ format, version, account, key, seq, head, fingerprint, answer }),
    'utf8',
  );
};

const failed = (file: string, rule: string): DiscreetError =>
  new DiscreetError({
    tag: 'NotSupported',
    where: 'fileSigner',
    rule,
    received: `'${file.slice(-60)}'`,
  });

const keyIn = (file: string): KeyObject => {
  try {
    return createPrivateKey(readFileSync(file));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      throw failed(file, 'the file must hold an Ed25519 key as PEM');
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    // not over one that another process has just made
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), {
      mode: 0o600,
      flag: 'wx',
    });
    return privateKey;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return keyIn(file);
    throw failed(file, 'the file of the key must be writable');
  }
};

/**
 * A signer with an Ed25519 key in a file of its own, which is made if it is not there.
 *
 * **Errors** `NotSupported` where the file cannot be used or holds another kind of key.
 *
 * @example
 * import { fileSigner } from '@discreet/ledger';
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * fileSigner({ file: join(mkdtempSync(join(tmpdir(), 'key-')), 'ledger.pem') }).publicKey.startsWith('-----BEGIN PUBLIC KEY-----'); // => true
 */
export function fileSigner(options: { readonly file: string }): Signer {
  const key = keyIn(options.file);
  if (key.asymmetricKeyType !== 'ed25519')
    throw failed(options.file, 'the file must hold an Ed25519 key as PEM');
  return Object.freeze({
    sign: (receipt: Omit<Receipt, 'signature'>) =>
      sign(null, textOf(receipt), key).toString('base64'),
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
  });
}

/**
 * Whether a receipt was signed by the holder of a key.
 *
 * **Contract** False for a receipt without a signature, a changed one, and whatever is no receipt or no key; it never throws.
 */
export function isSigned(receipt: Receipt, publicKey: string): boolean {
  try {
    const { signature } = receipt;
    return (
      typeof signature === 'string' &&
      verify(null, textOf(receipt), createPublicKey(publicKey), Buffer.from(signature, 'base64'))
    );
  } catch {
    return false;
  }
}
