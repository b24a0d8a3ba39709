/** Whether a value is an array; a proxy that was revoked, for which `Array.isArray` throws, is none. */
export function isArray(value: unknown): value is readonly unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}
