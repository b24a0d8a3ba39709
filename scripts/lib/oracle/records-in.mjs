// @ts-check
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * The records of a file, each with its name; a file that cannot be read is one record, which misses.
 * @param {string} file
 * @returns {readonly (readonly [string, unknown])[]}
 */
export function recordsIn(file) {
  const name = basename(file);
  try {
    /** @type {unknown} */
    const json = JSON.parse(readFileSync(file, 'utf8'));
    const records =
      typeof json === 'object' && json !== null && 'records' in json ? json.records : undefined;
    if (Array.isArray(records) && records.length > 0)
      return records.map((/** @type {unknown} */ record, i) => {
        const id =
          typeof record === 'object' && record !== null && 'id' in record ? record.id : `#${i}`;
        return /** @type {const} */ ([`${name} ${String(id)}`, record]);
      });
  } catch {
    // said below
  }
  return [[`${name}: no records`, undefined]];
}
