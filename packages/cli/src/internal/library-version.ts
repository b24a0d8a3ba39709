import { readFileSync } from 'node:fs';

/** The version of the package that runs. */
export function libraryVersion(): string {
  // from src/internal as from dist/internal
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const manifest: unknown = JSON.parse(text);
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '';
}
