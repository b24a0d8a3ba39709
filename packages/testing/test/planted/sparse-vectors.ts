// The sparse vector technique with its published mistakes: M. Lyu, D. Su, N. Li, 2017, Understanding the Sparse Vector Technique for
// Differential Privacy, figure 1, https://arxiv.org/abs/1603.01699. Algorithm 1 there is the right twin; 3, 4, 5 and 6 are wrong.
import { Rational } from '@discreet/numeric';
import type { EntropySource } from '@discreet/random/samplers';
import type { Mechanism } from '../../src/index.ts';
import type { PlantedMechanism } from './planted-bug.ts';
import { chance, chanceBelow, lnTwoTimes, noiseAroundHalf, noiseFrom } from './small-noise.ts';

const threshold = 1;

/** what a step of the threshold costs, and a step of a query, in ln 2; a query that is answered with above costs two steps */
const [barStep, queryStep] = [1, 2];
const epsilon = lnTwoTimes(barStep + 2 * queryStep);

interface Variant {
  readonly noisyThreshold: boolean;
  readonly noisyQueries: boolean;
  /** after how many answers above it stops */
  readonly most: number;
  /** whether the noisy value is answered in place of the word */
  readonly showsValue: boolean;
}

/** Answers of queries, each of which one person changes by at most one, to the words above and below. */
const sparseVector = ({
  noisyThreshold,
  noisyQueries,
  most,
  showsValue,
}: Variant): Mechanism<readonly number[]> => {
  const ask = (answer: number, bar: number, entropy: EntropySource): unknown => {
    // the comparison as one coin with its probability: the noise itself is not looked at
    const below = noisyQueries
      ? chance(chanceBelow(queryStep, bar - answer), entropy)
      : answer < bar;
    if (below) return 'below';
    if (!showsValue) return 'above';
    // values above 2 are told apart no further, so that there are few of them
    const [least, many] = [bar - answer, Math.max(bar, 2) - answer];
    return Math.min(answer + noiseFrom(queryStep, least, many, entropy), 2);
  };
  return (answers, entropy) => {
    const bar = threshold + (noisyThreshold ? noiseAroundHalf(barStep, entropy) : 0);
    const said: unknown[] = [];
    let above = 0;
    for (const answer of answers) {
      const word = ask(answer, bar, entropy);
      said.push(word);
      if (word !== 'below') above += 1;
      if (above === most) break;
    }
    return said;
  };
};

const right: Variant = {
  noisyThreshold: true,
  noisyQueries: true,
  most: 1,
  showsValue: false,
};

type Pair = readonly [readonly number[], readonly number[]];
const planted = (
  title: string,
  wrong: Partial<Variant>,
  pair: Pair,
): PlantedMechanism<readonly number[]> => ({
  title: `a sparse vector ${title}`,
  wrong: sparseVector({ ...right, ...wrong }),
  right: sparseVector(right),
  claim: { epsilon },
  pairs: [pair],
  residual: Rational.of(1n, 1n << 12n),
  runs: 120_000,
});

const threeQueries: Pair = [
  [1, 1, 1],
  [2, 2, 0],
];
const fourQueries: Pair = [
  [0, 0, 1, 1],
  [1, 1, 0, 0],
];

export const wrongSparseVectors: readonly PlantedMechanism<readonly number[]>[] = [
  planted('that shows the value it compared (algorithm 3)', { showsValue: true }, threeQueries),
  planted('with the query noise of one answer for two (algorithm 4)', { most: 2 }, fourQueries),
  planted('without noise on the queries (algorithm 5)', { noisyQueries: false, most: Infinity }, [
    [0, 1],
    [1, 0],
  ]),
  planted('that never stops (algorithm 6)', { most: Infinity }, fourQueries),
  planted('without noise on the threshold', { noisyThreshold: false }, threeQueries),
];
