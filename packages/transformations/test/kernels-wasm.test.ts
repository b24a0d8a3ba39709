import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeExactTotal } from '../src/internal/kernels/exact-total.ts';
import { planFast, ROWS_PER_PIECE } from '../src/internal/kernels/fast-plan.ts';
import { addSum, centredMoments } from '../src/internal/kernels/fast-sum.ts';
import { makeSumKernel } from '../src/internal/kernels/index.ts';
import { makeJsKernel } from '../src/internal/kernels/js-kernel.ts';
import type { PieceKernel } from '../src/internal/kernels/piece-kernel.ts';
import { instantiateSumModule, sharedSumModule } from '../src/internal/kernels/wasm-engine.ts';
import { makeWasmKernel } from '../src/internal/kernels/wasm-kernel.ts';
import { adversarialValues, FAST_CLAMPS, referenceMoments } from './kernels-reference.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const clamp = { inverse: 1e8, lower: 0n, upper: 10_000_000_000n };
const data = Float64Array.from({ length: 5000 }, (_, i) => i / 32 + 0.015625);

/** The plan of the clamp and the two kernels on doubles. */
function kernels(of = clamp): {
  plan: NonNullable<ReturnType<typeof planFast>>;
  all: PieceKernel[];
} {
  const plan = planFast(of);
  const module = sharedSumModule();
  if (plan === undefined || module === undefined) throw new Error('no plan or no WebAssembly here');
  return { plan, all: [makeJsKernel(plan), makeWasmKernel(plan, module)] };
}

describe('the embedded bytes', () => {
  it('are what the compiler makes of the source', async () => {
    const script = `${root}scripts/build-wasm.mjs`;
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--print']);
    const path = `${root}packages/transformations/src/internal/kernels/sum-wasm-bytes.ts`;

    expect(stdout).toBe(await readFile(path, 'utf8'));
  });

  it('make a module that a browser compiles synchronously', () => {
    expect(sharedSumModule()).toBeDefined();
    expect(sharedSumModule()).toBe(sharedSumModule());
    expect(sharedSumModule()?.memory.byteLength).toBe(65_536);
  });
});

describe('a piece', () => {
  it('has the same four sums in JavaScript and in WebAssembly, call by call', () => {
    for (const each of FAST_CLAMPS) {
      const { plan, all } = kernels(each);
      const values = adversarialValues(each);
      const rows = Math.min(plan.squares.rows, values.length - 7, 301);
      const [js, wasm] = all.map((kernel) => {
        kernel.buffer.set(values.slice(7, 7 + rows));
        const sums = new Float64Array(4);
        const pieces: number[] = [];
        for (let start = 0; start < rows; start += 1) {
          kernel.moments(start, rows, sums);
          pieces.push(kernel.sum(start, rows), ...sums);
        }
        kernel.buffer.fill(0);
        // + 0: a sum of nothing but negative zeros is a zero all the same.
        return pieces.map((sum) => sum + 0);
      });

      expect(js).toEqual(wasm);
    }
  });
});

describe('raw records', () => {
  it('are wiped from the buffers when a call ends', () => {
    const { plan, all } = kernels();
    for (const kernel of all) {
      for (const rows of [3, ROWS_PER_PIECE, data.length]) {
        addSum(makeExactTotal(), kernel, plan, data, 0, rows);
        expect(kernel.buffer.every((x) => x === 0)).toBe(true);
        centredMoments(kernel, plan, data, 0, rows);
        expect(kernel.buffer.every((x) => x === 0)).toBe(true);
      }
    }
    const memory = new Uint8Array(sharedSumModule()?.memory ?? new ArrayBuffer(1));

    expect(memory.every((byte) => byte === 0)).toBe(true);
  });

  it('are wiped also when a call fails', () => {
    const { plan } = kernels();
    const kernel = makeJsKernel(plan);
    const failing: PieceKernel = {
      ...kernel,
      sum: () => {
        throw new Error('stopped');
      },
    };

    expect(() => addSum(makeExactTotal(), failing, plan, data, 0, 100)).toThrow('stopped');
    expect(kernel.buffer.every((x) => x === 0)).toBe(true);
  });
});

describe('an engine without WebAssembly', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  const forbidden = (): never => {
    throw new Error('forbidden by the content security policy');
  };
  class Fine {
    readonly name = 'fine';
  }
  class Empty {
    readonly exports = {};
  }
  class Partial {
    readonly exports = { memory: { buffer: new ArrayBuffer(8) }, sum: (): number => 0 };
  }

  it.each([
    ['has none', {}],
    ['has something else under the name', { WebAssembly: 7 }],
    ['has null under the name', { WebAssembly: null }],
    ['has no constructors', { WebAssembly: {} }],
    ['has no Instance', { WebAssembly: { Module: Fine } }],
    ['forbids to compile', { WebAssembly: { Module: forbidden, Instance: Fine } }],
    ['forbids to instantiate', { WebAssembly: { Module: Fine, Instance: forbidden } }],
    ['gives no exports', { WebAssembly: { Module: Fine, Instance: Fine } }],
    ['gives empty exports', { WebAssembly: { Module: Fine, Instance: Empty } }],
    ['gives a part of the exports', { WebAssembly: { Module: Fine, Instance: Partial } }],
  ])('falls back where it %s', (_, scope) => {
    expect(instantiateSumModule(scope)).toBeUndefined();
  });

  it('gives the identical integers', async () => {
    vi.resetModules();
    vi.stubGlobal('WebAssembly', undefined);
    const without = await import('../src/internal/kernels/index.ts');
    const kernel = without.makeSumKernel(clamp, 'wasm');
    const moments = kernel.moments(data, 0, data.length);
    vi.unstubAllGlobals();

    expect(moments).toEqual(referenceMoments(data, clamp));
    expect(moments).toEqual(makeSumKernel(clamp, 'wasm').moments(data, 0, data.length));
  });
});
