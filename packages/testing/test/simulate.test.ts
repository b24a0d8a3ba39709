import { plan } from '@discreet/composition';
import {
  type AnyMeasurement,
  category,
  chain,
  DiscreetError,
  l2Distance,
  proved,
  real,
  symmetricDistance,
} from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
import { clamp, count, countBy, histogram, sum, values } from '@discreet/transformations';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { recordedEntropy, recordEntropy, seededEntropy, simulate } from '../src/index.ts';

const rows = values(real, symmetricDistance());
const cities = values(category(['Oslo', 'Bergen']), symmetricDistance());
const howMany = chain(rows, count(), laplace({ epsilon: 0.5 }));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('simulate', () => {
  it('gives what the real measurement gives for the same words', async () => {
    const words = seededEntropy(7);
    vi.stubGlobal('crypto', {
      getRandomValues: (array: Uint32Array) => {
        words.fillWords(array);
        return array;
      },
    });
    vi.resetModules();
    // loaded again, so that the system's entropy is the stub
    const core = await import('@discreet/core');
    const transformations = await import('@discreet/transformations');
    const measurements = await import('@discreet/measurements');
    const again = await import('../src/index.ts');
    const numbers = transformations.values(core.real, core.symmetricDistance());
    const labels = transformations.values(
      core.category(['Oslo', 'Bergen']),
      core.symmetricDistance(),
    );
    const grid = transformations.clamp(0, 10, { resolution: 0.1 });
    const clamped = core.chain(numbers, grid, transformations.sum());
    const replay = again.seededEntropy(7);
    const data = [1.25, 7, NaN, 99];
    const pairs: (readonly [unknown, unknown])[] = [];
    const compare = (measurement: AnyMeasurement, given: unknown): void => {
      for (let turn = 0; turn < 20; turn++)
        pairs.push([
          measurement.invoke(proved(given)),
          again.simulate(measurement, replay).invoke(proved(given)),
        ]);
    };
    compare(core.chain(clamped, measurements.laplace({ scale: 3 })), data);
    compare(core.chain(clamped, measurements.laplace({ scale: 1e9 })), data);
    compare(core.chain(clamped, measurements.gaussian({ rho: 0.1 })), data);
    compare(
      core.chain(
        labels,
        transformations.countBy(core.l2Distance),
        measurements.gaussian({ sigma: 4 }),
      ),
      ['Oslo', 'Oslo', 'Paris'],
    );
    for (const [real, simulated] of pairs) expect(simulated).toEqual(real);
    expect(new Set(pairs.map(([real]) => JSON.stringify(real))).size).toBeGreaterThan(60);
  });

  it('gives numbers, records and bins, as the real measurement does', () => {
    const entropy = seededEntropy(1);
    const total = chain(rows, clamp(0, 10, { resolution: 1 }), sum(), laplace({ scale: 0.001 }));
    expect(simulate(total, entropy).invoke([1, 2, 40])).toBe(13);
    const byCity = chain(cities, countBy(l2Distance), gaussian({ sigma: 0.001 }));
    expect(simulate(byCity, entropy).invoke(['Oslo', 'Oslo'])).toEqual({ Oslo: 2, Bergen: 0 });
    const bins = chain(rows, histogram([0, 1, 2]), laplace({ scale: 0.001 }));
    expect(simulate(bins, entropy).invoke([0.5])).toEqual([1, 0]);
  });

  it('reads streams', async () => {
    const stream = (async function* () {
      yield [1, 2];
      yield await Promise.resolve([3]);
    })();
    const quiet = chain(rows, count(), laplace({ scale: 0.001 }));
    await expect(simulate(quiet, seededEntropy(1)).invoke(stream)).resolves.toBe(3);
  });

  it('replays a recorded answer', () => {
    const recorder = recordEntropy(seededEntropy(3));
    const answer = simulate(howMany, recorder.source).invoke([1, 2, 3]);
    expect(simulate(howMany, recordedEntropy(recorder.words())).invoke([1, 2, 3])).toBe(answer);
  });

  it('takes its noise from a sampler under test', () => {
    const silent = simulate(howMany, seededEntropy(1), (_noise, counts) => counts);
    expect(silent.invoke([1, 2, 3])).toBe(3);
  });

  it('refuses what is no measurement', () => {
    const simulated = simulate(howMany, seededEntropy(1));
    expect(() => simulate(proved<typeof howMany>(simulated), seededEntropy(1))).toThrow(
      'simulate: a simulated measurement protects nobody',
    );
    expect(() => simulate(proved<typeof howMany>(rows), seededEntropy(1))).toThrow(DiscreetError);
  });
});

describe('a plan takes no simulated measurement', () => {
  const simulated = simulate(howMany, seededEntropy(1));
  const refusal = 'a simulated measurement protects nobody and cannot be released';
  const budget = { epsilon: 1 } as const;

  it('in ask, neither the compiler nor the run time', () => {
    // @ts-expect-error a simulated measurement protects nobody
    expect(() => plan(rows, budget).ask('howMany', simulated)).toThrow(refusal);
    expect(() => plan(rows, budget).ask('howMany', proved<typeof howMany>(simulated))).toThrow(
      refusal,
    );
  });

  it('in follow, neither the compiler nor the run time', () => {
    // @ts-expect-error a simulated measurement protects nobody
    const typed = plan(rows, budget).follow('howMany', () => simulated);
    expect(() => typed.tryRun([])).toThrow(refusal);
    const untyped = plan(rows, budget).follow('howMany', () => proved<typeof howMany>(simulated));
    expect(() => untyped.tryRun([])).toThrow(refusal);
  });

  it('in ask, not even one that is dressed as a measurement', () => {
    const simulated = simulate(howMany, seededEntropy(1));
    for (const forged of [
      { ...howMany, ...simulated, kind: 'measurement' },
      { ...howMany, '~release': () => 0 },
      { ...howMany, map: howMany.exact.map },
    ])
      expect(() => plan(rows, { epsilon: 1 }).ask('n', proved<typeof howMany>(forged))).toThrow(
        "plan, 'n': a measurement must be one that laplace() or gaussian() made, got a copy or an imitation",
      );
  });

  it('and no variable of the type of a measurement holds one', () => {
    // @ts-expect-error its kind is another
    const held: AnyMeasurement = simulated;
    expect(held.kind).toBe('simulatedMeasurement');
  });

  it('nor does a step stand on one', () => {
    expect(() => clamp(0, 1)(proved(simulated))).toThrow('put it before the noise');
  });
});
