// Mechanisms that lose more than they claim, each with the one that keeps its claim. Data are what one person changes by one step.
import { Rational } from '@discreet/numeric';
import { type EntropySource, uniformBelow } from '@discreet/random/samplers';
import type { Mechanism, PrivacyClaim } from '../../src/index.ts';
import type { PlantedMechanism } from './planted-bug.ts';
import { chance, coin, laplaceByHalves, lnTwoTimes } from './small-noise.ts';

const of = (top: bigint, bottom: bigint): Rational => Rational.of(top, bottom);
/** noise with which a number that changes by one loses epsilon ln 2 */
const noise = laplaceByHalves(1);
const pure = (n: number): PrivacyClaim => ({ epsilon: lnTwoTimes(n) });

/** hides the type of the data, so that mechanisms of all kinds stand in one list */
const planted = <X>(bug: PlantedMechanism<X>): PlantedMechanism<unknown> => ({
  ...bug,
  wrong: (data, entropy) => bug.wrong(data as X, entropy),
  right: (data, entropy) => bug.right(data as X, entropy),
});

const counts: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 2],
  [2, 3],
];
const noisyCount: Mechanism<number> = (count, entropy) => count + noise(entropy);

const truth: readonly (readonly [boolean, boolean])[] = [[true, false]];
/** the truth three times in four: epsilon ln 3 */
const response: Mechanism<boolean> = (yes, entropy) => yes === chance(of(3n, 4n), entropy);
const lnThree = '1.0987';

type Vector = readonly number[];
const vectors: readonly (readonly [Vector, Vector])[] = [
  [
    [1, 1],
    [0, 2],
  ],
  [
    [1, 0],
    [0, 0],
  ],
];
const each = (answers: Vector, entropy: EntropySource): Vector =>
  answers.map((answer) => answer + noise(entropy));
const greatest = (noisy: Vector): number => noisy.indexOf(Math.max(...noisy));

/** a label with probability in proportion to 2^(times * score) */
const exponential =
  (times: number): Mechanism<Vector> =>
  (scores, entropy) => {
    const weights = scores.map((score) => 1n << BigInt(times * score));
    let left = uniformBelow(
      weights.reduce((sum, weight) => sum + weight, 0n),
      entropy,
    );
    return weights.findIndex((weight) => (left -= weight) < 0n);
  };

const released =
  (keeps: (noisy: number) => boolean): Mechanism<number> =>
  (count, entropy) => {
    if (count === 0) return 'no such group';
    const noisy = count + noise(entropy);
    return keeps(noisy) ? noisy : 'no such group';
  };

/** A count with noise from -3 to 3 in proportion to 4 - |z|: one step loses epsilon ln 2 and delta 1/16. */
const cutNoise: Mechanism<number> = (count, entropy) => {
  const drawn = [0, 0, 0, 0, 1, 1, 1, -1, -1, -1, 2, 2, -2, -2, 3, -3];
  return count + (drawn[Number(entropy.nextBits(4))] ?? 0);
};

const labels = 3;
/** the true label half of the time, else any */
const anyLabel =
  (uniform: (entropy: EntropySource) => number): Mechanism<number> =>
  (label, entropy) =>
    coin(entropy) ? label : uniform(entropy);

export const wrongMechanisms: readonly PlantedMechanism<unknown>[] = [
  planted({
    title: 'a maximum that comes with its value',
    wrong: (answers: Vector, entropy) => {
      const noisy = each(answers, entropy);
      return [greatest(noisy), Math.max(...noisy)];
    },
    right: (answers, entropy) => greatest(each(answers, entropy)),
    // what one person adds goes the same way in all answers, so the place of the maximum costs one step
    claim: pure(1),
    pairs: [
      [
        [0, 0],
        [1, 1],
      ],
      [
        [0, 0],
        [1, 0],
      ],
    ],
  }),
  planted({
    title: 'an exponential mechanism without the factor 2',
    wrong: exponential(1),
    right: exponential(1),
    claim: pure(1),
    rightClaim: pure(2),
    pairs: vectors,
  }),
  planted({
    title: 'an exponential mechanism whose weights may vanish',
    wrong: (scores: Vector, entropy) => {
      // 2^-score in quarters: nothing is left of it below 1/4
      const weights = scores.map((score) => 4n >> BigInt(score));
      const total = weights.reduce((sum, weight) => sum + weight, 0n);
      if (total === 0n) throw new RangeError('no weight is left');
      let left = uniformBelow(total, entropy);
      return weights.findIndex((weight) => (left -= weight) < 0n);
    },
    right: (scores, entropy) =>
      exponential(1)(
        scores.map((score) => 4 - score),
        entropy,
      ),
    claim: pure(2),
    pairs: [
      [
        [3, 3],
        [2, 2],
      ],
    ],
  }),
  planted({
    title: 'a threshold that is off by one',
    wrong: released((noisy) => noisy >= 4),
    right: released((noisy) => noisy > 4),
    // above 4 with one person: noise of 4 and more, (2/3) 2^-4
    claim: { epsilon: lnTwoTimes(1), delta: '1/24' },
    pairs: counts,
  }),
  planted({
    title: 'groups of which only those that are there are counted',
    wrong: (groups: Vector, entropy) =>
      groups.map((count) => (count === 0 ? 'not there' : count + noise(entropy))),
    right: each,
    claim: pure(1),
    pairs: [
      [
        [0, 2],
        [1, 2],
      ],
    ],
  }),
  planted({
    title: 'a mean whose count is exact',
    wrong: (ones: Vector, entropy) => [
      ones.reduce((sum, x) => sum + x, 0) + noise(entropy),
      ones.length,
    ],
    right: (ones, entropy) => each([ones.reduce((sum, x) => sum + x, 0), ones.length], entropy),
    claim: pure(2),
    pairs: [[[1], [1, 1]]],
  }),
  planted({
    title: 'two answers that are charged as one',
    wrong: (count: number, entropy) => each([count, count], entropy),
    right: (count, entropy) => each([count, count], entropy),
    claim: pure(1),
    rightClaim: pure(2),
    pairs: counts,
  }),
  planted({
    title: 'the best of two answers that is charged as one',
    wrong: (count: number, entropy) => Math.max(...each([count, count], entropy)),
    right: (count, entropy) => Math.max(...each([count, count], entropy)),
    claim: pure(1),
    rightClaim: pure(2),
    pairs: counts,
  }),
  planted({
    // each part loses ln 3 at any distance, but two persons may be in two parts
    title: 'parallel composition by the greatest loss at distance 2',
    wrong: (parts: readonly boolean[], entropy) => parts.map((part) => response(part, entropy)),
    right: (parts, entropy) => parts.map((part) => response(part, entropy)),
    claim: { epsilon: lnThree },
    rightClaim: { epsilon: '2.1973' },
    pairs: [
      [
        [true, true],
        [false, false],
      ],
    ],
  }),
  planted({
    title: 'group privacy that multiplies delta alone',
    wrong: cutNoise,
    right: cutNoise,
    claim: { epsilon: lnTwoTimes(2), delta: '2/16' },
    // delta (e^(2 epsilon) - 1) / (e^epsilon - 1) = 3 delta
    rightClaim: { epsilon: lnTwoTimes(2), delta: '3/16' },
    pairs: [
      [0, 2],
      [1, 3],
    ],
  }),
  planted({
    title: 'amplification by a sample that always holds the same rows',
    wrong: (rows: number, entropy) => noisyCount(Math.ceil(rows / 2), entropy),
    right: (rows, entropy) => {
      let sampled = 0;
      for (let row = 0; row < rows; row += 1) if (coin(entropy)) sampled += 1;
      return noisyCount(sampled, entropy);
    },
    // ln(1 + (2 - 1) / 2)
    claim: { epsilon: '0.4055' },
    pairs: counts.slice(0, 2),
  }),
  planted({
    title: 'amplification with the sample in the answer',
    wrong: (rows: number, entropy) => {
      const sampled = Array.from({ length: rows }, () => coin(entropy));
      return [noisyCount(sampled.filter(Boolean).length, entropy), sampled];
    },
    right: (rows, entropy) => {
      const sampled = Array.from({ length: rows }, () => coin(entropy));
      return noisyCount(sampled.filter(Boolean).length, entropy);
    },
    claim: { epsilon: '0.4055' },
    pairs: counts.slice(0, 2),
  }),
  planted({
    title: 'rho as epsilon^2 / 8',
    wrong: response,
    right: response,
    claim: { rho: '0.1509' },
    rightClaim: { rho: '0.6036' },
    pairs: truth,
  }),
  planted({
    title: 'randomized response that lies half of the time it is meant to',
    wrong: (yes: boolean, entropy) => (chance(of(3n, 4n), entropy) ? yes : coin(entropy)),
    right: response,
    claim: { epsilon: lnThree },
    pairs: truth,
  }),
  planted({
    title: 'noise that is added in doubles',
    wrong: (tenths: number, entropy) => tenths * 0.1 + noise(entropy) * 0.1,
    right: (tenths, entropy) => (tenths + noise(entropy)) / 10,
    claim: pure(1),
    pairs: [...counts, [3, 4]],
  }),
  planted({
    title: 'noise in proportion to the greatest value that is there',
    wrong: (values: Vector, entropy) =>
      values.reduce((sum, x) => sum + x, 0) + Math.max(...values) * noise(entropy),
    right: (values, entropy) => values.reduce((sum, x) => sum + x, 0) + noise(entropy),
    claim: pure(2),
    pairs: [[[1], [1, 2]]],
  }),
  planted({
    title: 'negative answers that are drawn again',
    wrong: (count: number, entropy) => {
      for (;;) {
        const noisy = count + noise(entropy);
        if (noisy >= 0) return noisy;
      }
    },
    right: (count, entropy) => Math.max(0, count + noise(entropy)),
    claim: pure(1),
    pairs: counts,
    runs: 20_000,
  }),
  planted({
    title: 'an exception where nobody is there',
    wrong: (count: number, entropy) => {
      const noisy = count + noise(entropy);
      if (count === 0) throw new RangeError('division by zero');
      return noisy;
    },
    right: noisyCount,
    claim: pure(1),
    pairs: counts,
  }),
  planted({
    title: 'no noise for large counts',
    wrong: (count: number, entropy) => (count < 3 ? count + noise(entropy) : count),
    right: noisyCount,
    claim: pure(1),
    pairs: counts,
  }),
  planted({
    title: 'a label by the remainder of a word',
    wrong: anyLabel((entropy) => entropy.nextWord() % labels),
    right: anyLabel((entropy) => Number(uniformBelow(BigInt(labels), entropy))),
    claim: pure(2),
    pairs: [
      [0, 1],
      [1, 2],
    ],
  }),
];
