import { createEntropyPool, type Platform } from './internal/entropy-pool.ts';
import type { EntropySource } from './entropy-source.ts';

// Taken when the module loads, so that code which replaces `crypto.getRandomValues` later cannot choose the noise.
// Nothing is drawn here.
const apply = Reflect.apply;
const loaded = findRandomFill();
const BUILDS_SNAPSHOT = /^--build-snapshot/;

const platform: Platform = {
  // An engine that got its CSPRNG after this module was loaded may still use it.
  randomFill: () => loaded ?? findRandomFill(),
  processId: () => {
    const pid = property(property(globalThis, 'process'), 'pid');
    return typeof pid === 'number' ? pid : undefined;
  },
  beforeSnapshot: (callback) => {
    // `node --build-snapshot` writes the heap, pool and all, into a file. No static import: browsers have no node:v8.
    const process = property(globalThis, 'process');
    const getBuiltinModule = property(process, 'getBuiltinModule');
    if (!isFunction(getBuiltinModule)) {
      // Node before 20.16 and 22.3: a snapshot that is built can be seen, but not waited for.
      const flags = property(process, 'execArgv');
      return !(Array.isArray(flags) && flags.some((flag) => BUILDS_SNAPSHOT.test(String(flag))));
    }
    const snapshot = property(apply(getBuiltinModule, process, ['v8']), 'startupSnapshot');
    const isBuilding = property(snapshot, 'isBuildingSnapshot');
    const addCallback = property(snapshot, 'addSerializeCallback');
    if (!isFunction(isBuilding) || !isFunction(addCallback)) return true;
    const building: unknown = apply(isBuilding, snapshot, []);
    if (building === true || building === 1) apply(addCallback, snapshot, [callback]);
    return true;
  },
};

const pool = createEntropyPool(platform);

/**
 * The platform's CSPRNG as a source: `crypto.getRandomValues`, pooled.
 *
 * **Contract** Its words are those of `crypto.getRandomValues`, each given once and zeroed in the pool as it is given.
 * Nothing is drawn before the first word is asked for. There is no other generator behind it. The pool is emptied before Node
 * writes a startup snapshot and when the process id changes.
 *
 * **Errors** `DiscreetError` with tag `NoSecureRandomness` where the engine has no `crypto.getRandomValues`, and where Node builds a startup
 * snapshot but has no `process.getBuiltinModule` (before 20.16 and 22.3), by which the pool would be emptied.
 *
 * **Cost** 4 KiB of entropy at first use, then twice as much each time, up to 64 KiB.
 *
 * **Source** W3C, Web Cryptography API, section 10.1.1, https://www.w3.org/TR/WebCryptoAPI/
 *
 * @example
 * import { systemEntropy } from '@discreet/random/samplers';
 * systemEntropy.nextBits(100) < 1n << 100n; // => true
 */
export const systemEntropy: EntropySource = pool.source;

/**
 * Wipes the entropy pool; the next draw starts with fresh words from the platform.
 *
 * **Contract** No word that was pooled before the call is given after it. Call it before a virtual machine or a process is frozen
 * to be started more than once: two copies of one pool would give the same noise.
 *
 * @example
 * import { flushEntropy } from '@discreet/random';
 * flushEntropy(); // => undefined
 */
export function flushEntropy(): void {
  pool.flush();
}

function findRandomFill(): ((array: Uint32Array) => void) | undefined {
  const crypto = property(globalThis, 'crypto');
  const getRandomValues = property(crypto, 'getRandomValues');
  if (!isFunction(getRandomValues)) return undefined;
  return (array) => {
    apply(getRandomValues, crypto, [array]);
  };
}

function isFunction(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === 'function';
}

function property(target: unknown, key: string): unknown {
  const reachable = (typeof target === 'object' && target !== null) || typeof target === 'function';
  return reachable ? Reflect.get(target, key) : undefined;
}
