import { discreteGaussian, discreteLaplace } from '@discreet/random';
import type { BenchGoal, BenchTable } from './bench-table.ts';
import { boxMuller, fillBoxMuller, fillBoxMullerPairs } from './reference/box-muller.ts';
import { cks20Gaussian, cks20Laplace } from './reference/cks20.ts';

export const name = 'samplers';

const LENGTH = 1_000_000;
const SCALARS = 200_000;
const REFERENCES = 5_000;
const ROUNDS = 9;
const SCALES = [1, 10, 1e3, 1e6, 1e12];

const laws = [
  {
    law: 'Laplace',
    limit: 3,
    noise: discreteLaplace,
    reference: (scale: bigint) => cks20Laplace(scale, 1n),
  },
  {
    law: 'Gaussian',
    limit: 8,
    noise: discreteGaussian,
    reference: (sigma: bigint) => cks20Gaussian(sigma * sigma, 1n, sigma + 1n),
  },
] as const;

/** Times in ns for one value: the least of all rounds, in each of which everything takes its turn. */
export function run(): BenchTable {
  const out = new Float64Array(LENGTH);
  const integers = new Int32Array(LENGTH);
  let sink = 0;
  const insecure = [
    timed(LENGTH, () => {
      fillBoxMuller(out, 3);
    }),
    timed(LENGTH, () => {
      fillBoxMullerPairs(out, 3);
    }),
    timed(SCALARS, () => {
      for (let i = 0; i < SCALARS; i += 1) sink += boxMuller();
    }),
  ] as const;
  const cases = laws.flatMap(({ law, limit, noise, reference }) =>
    SCALES.map((scale) => ({
      law,
      limit,
      scale,
      vector: timed(LENGTH, () => {
        noise.fill(out, scale);
      }),
      int32: timed(LENGTH, () => {
        if (scale <= 1e6) noise.fill(integers, scale);
      }),
      scalar: timed(SCALARS, () => {
        for (let i = 0; i < SCALARS; i += 1) sink += Number(noise.sample(scale));
      }),
      published: timed(REFERENCES, () => {
        const exact = BigInt(scale);
        for (let i = 0; i < REFERENCES; i += 1) sink += Number(reference(exact));
      }),
    })),
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { vector, int32, scalar, published } of cases) {
      for (const { turn } of [...insecure, vector, int32, scalar, published]) turn();
    }
  }
  if (Number.isNaN(sink)) throw new Error('a sampler gave NaN');

  const [loop, pairs, single] = insecure.map(({ best }) => best());
  if (loop === undefined || pairs === undefined || single === undefined)
    throw new Error('no reference');
  const goals: BenchGoal[] = [];
  const rows = cases.map(({ law, limit, scale, vector, int32, scalar, published }) => {
    const times = [vector, scalar].map(({ best }) => best());
    const [ofVector = Infinity, ofScalar = Infinity] = times;
    goals.push(goal(`${law} vector at ${scale}, against the insecure loop`, ofVector / loop, 1));
    goals.push(
      goal(`${law} scalar at ${scale}, against the insecure loop`, ofScalar / loop, limit),
    );
    return [
      law,
      scale.toExponential(0),
      shown(ofVector),
      shown(ofVector / loop),
      shown(ofVector / pairs),
      scale <= 1e6 ? shown(int32.best()) : '-',
      shown(ofScalar),
      shown(ofScalar / loop),
      shown(ofScalar / pairs),
      shown(published.best()),
    ];
  });
  return {
    title:
      `Noise, ns a value (vectors of ${LENGTH}). Insecure Math.random loops in the same run: Box-Muller ${shown(loop)}, ` +
      `Box-Muller using both values of a pair ${shown(pairs)}, Box-Muller one by one ${shown(single)}`,
    columns: [
      'law',
      'scale',
      'vector',
      '/ loop',
      '/ pairs',
      'Int32Array',
      'scalar',
      '/ loop',
      '/ pairs',
      'CKS20 on BigInt',
    ],
    rows,
    goals,
  };
}

interface Timed {
  readonly turn: () => void;
  readonly best: () => number;
}

function timed(values: number, work: () => void): Timed {
  let least = Infinity;
  return {
    turn: () => {
      const start = performance.now();
      work();
      least = Math.min(least, performance.now() - start);
    },
    best: () => (least / values) * 1e6,
  };
}

function goal(text: string, measured: number, limit: number): BenchGoal {
  return { goal: text, measured, limit, met: measured < limit };
}

function shown(value: number): number {
  return Number(value.toPrecision(3));
}
