import { createHash } from 'node:crypto';

/**
 * SHA-256 of texts one after another, in hexadecimal.
 *
 * Each is preceded by its length in bytes, so that no two lists of texts are the same bytes.
 */
export function digest(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) {
    const bytes = Buffer.from(text, 'utf8');
    hash.update(`${bytes.length}:`).update(bytes);
  }
  return hash.digest('hex');
}
