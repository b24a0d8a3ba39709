import { SUM_WASM_BYTES } from './sum-wasm-bytes.ts';

/** The exports of the module, and nothing that would need the DOM's or Node's types. */
export interface SumModule {
  readonly memory: ArrayBuffer;
  readonly sum: (...parameters: number[]) => unknown;
  readonly moments: (...parameters: number[]) => unknown;
}

type Constructor = new (...parameters: unknown[]) => object;

const isConstructor = (value: unknown): value is Constructor => typeof value === 'function';
const isFunction = (value: unknown): value is (...parameters: number[]) => unknown =>
  typeof value === 'function';

/** A property of a value of unknown type; `undefined` where there is none. */
function property(value: unknown, key: string): unknown {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return isObject ? Reflect.get(value, key) : undefined;
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
    Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  );
}

/**
 * The WebAssembly module, instantiated anew, or `undefined` where the engine cannot or may not.
 *
 * **Contract** Never throws. Without WebAssembly, without its SIMD, under a content security policy
 * that forbids it: `undefined`, and the caller uses the JavaScript kernel, which gives the identical
 * integers. Synchronous: the module has about a kilobyte, and browsers allow 4 on the main thread.
 */
export function instantiateSumModule(scope: object = globalThis): SumModule | undefined {
  try {
    const namespace = property(scope, 'WebAssembly');
    const Module = property(namespace, 'Module');
    const Instance = property(namespace, 'Instance');
    if (!isConstructor(Module) || !isConstructor(Instance)) return undefined;
    const exported = property(new Instance(new Module(bytesOf(SUM_WASM_BYTES))), 'exports');
    const memory = property(property(exported, 'memory'), 'buffer');
    const sum = property(exported, 'sum');
    const moments = property(exported, 'moments');
    if (!(memory instanceof ArrayBuffer) || !isFunction(sum) || !isFunction(moments)) {
      return undefined;
    }
    return { memory, sum, moments };
  } catch {
    return undefined;
  }
}

/** The one instance of this realm, made when it is first needed. */
export const sharedSumModule: () => SumModule | undefined = (() => {
  let made = false;
  let shared: SumModule | undefined;
  return (): SumModule | undefined => {
    if (!made) {
      shared = instantiateSumModule();
      made = true;
    }
    return shared;
  };
})();
