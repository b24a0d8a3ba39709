import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterEach, describe, expect, it, vi } from 'vitest';

const real = globalThis.crypto;

function load(): Promise<typeof import('../src/index.ts')> {
  vi.resetModules();
  return import('../src/index.ts');
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the shipped entropy', () => {
  it('is not touched by an import, and is by the first draw', async () => {
    const getRandomValues = vi.fn(real.getRandomValues.bind(real));
    vi.stubGlobal('crypto', { getRandomValues });
    const { discreteLaplace } = await load();
    await import('../src/samplers.ts');
    expect(getRandomValues).not.toHaveBeenCalled();
    discreteLaplace.sample(1);
    expect(getRandomValues).toHaveBeenCalledTimes(1);
  });

  it('never asks for more than the quota of 65,536 bytes', async () => {
    const sizes: number[] = [];
    vi.stubGlobal('crypto', {
      getRandomValues: (array: Uint32Array<ArrayBuffer>) => {
        sizes.push(array.byteLength);
        if (array.byteLength > 65536) throw new Error('QuotaExceededError');
        return real.getRandomValues(array);
      },
    });
    const { discreteGaussian } = await load();
    discreteGaussian.fill(new Float64Array(50_000), 1e12);
    discreteGaussian.fill(new Float64Array(50_000), 3);
    for (let i = 0; i < 30_000; i += 1) discreteGaussian.sample(2);
    expect(Math.max(...sizes)).toBe(65536);
  });

  it.each([
    ['no crypto', undefined],
    ['a crypto without getRandomValues', {}],
  ])('refuses with %s', async (_, crypto) => {
    vi.stubGlobal('crypto', crypto);
    const { discreteLaplace, discreteGaussian } = await load();
    const refused = expect.objectContaining({ _tag: 'NoSecureRandomness' }) as Error;
    expect(() => discreteLaplace.sample(1)).toThrow(refused);
    expect(() => discreteLaplace.sampleBigInt('1e30')).toThrow(refused);
    expect(() => discreteGaussian.fill(new Float64Array(5000), 1)).toThrow(refused);
    expect(() => discreteGaussian.fill([0n], 1)).toThrow(refused);
  });

  it('uses a CSPRNG that the engine got after the import, where it had none', async () => {
    vi.stubGlobal('crypto', undefined);
    const { discreteLaplace } = await load();
    vi.stubGlobal('crypto', real);
    expect(Number.isInteger(discreteLaplace.sample(5))).toBe(true);
  });

  it('keeps the functions that it found when it was loaded', async () => {
    const { discreteLaplace, discreteGaussian, flushEntropy } = await load();
    const draw = (): unknown => [
      discreteLaplace.sample(1e12),
      discreteGaussian.sample(1000),
      discreteLaplace.fill(new Float64Array(3000), 1e6).length,
      discreteGaussian.fill(new Float64Array(3000), 3).length,
      discreteGaussian.fill(new Int32Array(10), 3).length,
      discreteLaplace.sampleBigInt('1e300') !== 0n,
    ];
    // Scales are read and tables built once; what is drawn from then on must not pass through replaced functions.
    draw();
    const trap = (): never => {
      throw new Error('replaced function called');
    };
    vi.stubGlobal('crypto', { getRandomValues: trap });
    const names = [
      'random',
      'exp',
      'log',
      'pow',
      'floor',
      'clz32',
      'abs',
      'sqrt',
      'max',
      'min',
    ] as const;
    for (const name of names) vi.spyOn(Math, name).mockImplementation(trap);
    vi.spyOn(Reflect, 'apply').mockImplementation(trap);
    flushEntropy();
    let kept: unknown;
    try {
      kept = draw();
    } finally {
      vi.restoreAllMocks();
    }
    expect(kept).toEqual([expect.any(Number), expect.any(Number), 3000, 3000, 10, true]);
  });

  it.each(['--build-snapshot', '--build-snapshot-config=x.json'])(
    'refuses under %s on a Node that cannot empty the pool before it',
    async (flag) => {
      vi.stubGlobal('process', { pid: 1, execArgv: ['--no-warnings', flag] });
      const { discreteLaplace, discreteGaussian } = await load();
      const refused = expect.objectContaining({ _tag: 'NoSecureRandomness' }) as Error;
      expect(() => discreteLaplace.sample(1)).toThrow(refused);
      expect(() => discreteGaussian.fill(new Float64Array(5000), 1)).toThrow(refused);
      vi.stubGlobal('process', { pid: 1, execArgv: ['--no-warnings'] });
      expect(Number.isInteger(discreteLaplace.sample(5))).toBe(true);
    },
  );

  it('differs between two processes that start from one snapshot', { timeout: 120_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
    try {
      const entry = join(folder, 'entry.ts');
      const bundle = join(folder, 'entry.cjs');
      const blob = join(folder, 'entry.blob');
      const index = fileURLToPath(new URL('../src/index.ts', import.meta.url));
      // Noise is drawn before the snapshot, and once more by a callback that runs after ours, so that there is a pool to be dropped.
      writeFileSync(
        entry,
        `import { discreteLaplace } from ${JSON.stringify(index)};
         const before = discreteLaplace.sample(1e12);
         const { startupSnapshot } = process.getBuiltinModule('v8');
         startupSnapshot.addSerializeCallback(() => discreteLaplace.sample(1e12));
         startupSnapshot.setDeserializeMainFunction(() => {
           const after = Array.from({ length: 20 }, () => discreteLaplace.sample(1e12));
           console.log(JSON.stringify([before, after]));
         });`,
      );
      buildSync({
        entryPoints: [entry],
        outfile: bundle,
        bundle: true,
        format: 'cjs',
        platform: 'node',
        conditions: ['@discreet/source'],
        nodePaths: [fileURLToPath(new URL('../../../node_modules', import.meta.url))],
        logLevel: 'error',
      });
      const node = (...args: string[]): string =>
        execFileSync(process.execPath, ['--snapshot-blob', blob, ...args], { encoding: 'utf8' });
      node('--build-snapshot', bundle);
      const [first, second] = [node(bundle), node(bundle)].map((text): unknown => JSON.parse(text));
      const [[before, one], [same, two]] = [first, second] as [
        [number, number[]],
        [number, number[]],
      ];
      expect(before).toBe(same);
      expect(one.length).toBe(20);
      for (const value of one) expect(two).not.toContain(value);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
