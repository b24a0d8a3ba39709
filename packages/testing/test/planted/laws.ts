// Samplers that do not have the law they are asked for, though no privacy claim need be broken by it.
import { Rational } from '@discreet/numeric';
import { bernoulli, type EntropySource, uniformBelow } from '@discreet/random/samplers';
import type { PlantedLaw } from './planted-bug.ts';
import { chance } from './small-noise.ts';

const of = (top: bigint, bottom: bigint): Rational => Rational.of(top, bottom);
const quarter = of(1n, 4n);
const third = of(1n, 3n);

/** a number of attempts, each the last one with a given probability */
const attempts =
  (last: Rational) =>
  (entropy: EntropySource): number => {
    let made = 1;
    while (!chance(last, entropy)) made += 1;
    return made;
  };

/** the order of three rows after each was swapped with one of those that `range` leaves to it */
const shuffled =
  (range: (i: number) => number) =>
  (entropy: EntropySource): string => {
    const rows = ['a', 'b', 'c'];
    for (let i = 0; i < rows.length; i += 1) {
      const j = rows.length - 1 - Number(uniformBelow(BigInt(range(i)), entropy));
      [rows[i], rows[j]] = [rows[j] ?? '', rows[i] ?? ''];
    }
    return rows.join('');
  };

export const wrongLaws: readonly PlantedLaw[] = [
  {
    title: 'a stop probability that is inverted',
    wrong: attempts(of(3n, 4n)),
    right: attempts(quarter),
    stated: [1, 2, 3, 4].map((n) => [n, quarter.mul(of(3n ** BigInt(n - 1), 4n ** BigInt(n - 1)))]),
  },
  {
    title: 'randomized response with p and 1 - p swapped',
    wrong: (entropy) => !bernoulli(of(3n, 4n), entropy),
    right: (entropy) => bernoulli(of(3n, 4n), entropy),
    stated: [
      [true, of(3n, 4n)],
      [false, quarter],
    ],
  },
  {
    title: 'a probability that is rounded to one word',
    wrong: (entropy) => BigInt(entropy.nextWord()) < third.mul(of(4n, 1n)).floor(),
    right: (entropy) => bernoulli(third, entropy),
    stated: [[true, third]],
  },
  {
    title: 'a geometric number that starts at one',
    wrong: attempts(quarter),
    right: (entropy) => attempts(quarter)(entropy) - 1,
    stated: [
      [0, quarter],
      [1, of(3n, 16n)],
    ],
  },
  {
    title: 'a geometric number whose tail is cut',
    wrong: (entropy) => Math.min(attempts(quarter)(entropy), 6),
    right: attempts(quarter),
    stated: [
      [6, of(243n, 4096n)],
      [7, of(729n, 16384n)],
    ],
  },
  {
    title: 'a shuffle that swaps every row with any other',
    wrong: shuffled(() => 3),
    right: shuffled((i) => 3 - i),
    stated: ['abc', 'acb', 'bac', 'bca', 'cab', 'cba'].map((order) => [order, of(1n, 6n)]),
  },
];
