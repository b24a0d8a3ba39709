import {
  type AnyTransformation,
  category,
  chain,
  changeOneDistance,
  l2Distance,
  real,
  symmetricDistance,
  text,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { count, countBy, histogram, values } from '@discreet/transformations';
import { fromAllRows, withFactor } from './build.ts';
import type { PlantedTransformation } from './planted-bug.ts';

const cities = category(['Oslo', 'Bergen']);
const one = Rational.one;
const changed: AnyTransformation = chain(values(cities, changeOneDistance({ size: 4 })), countBy());
const changedL2: AnyTransformation = chain(
  values(cities, changeOneDistance({ size: 4 })),
  countBy(l2Distance),
);
const addedL2: AnyTransformation = chain(values(cities, symmetricDistance()), countBy(l2Distance));
const bins: AnyTransformation = chain(
  values(real, symmetricDistance({ contributions: 3 })),
  histogram([0, 1, 2], l2Distance),
);
const twoEach: AnyTransformation = chain(
  values(text, symmetricDistance({ contributions: 2 })),
  count(),
);
const howMany: AnyTransformation = chain(values(text, symmetricDistance()), count());

/** a row's leaf, the pair of leaves that it is in, and all of them: a row counts three times */
const nodes = (right: AnyTransformation): AnyTransformation =>
  fromAllRows(right, (rows) => {
    const leaves = [0, 1, 2, 3].map((leaf) =>
      BigInt(rows.filter((x) => typeof x === 'number' && Math.floor(x) === leaf).length),
    );
    const [a = 0n, b = 0n, c = 0n, d = 0n] = leaves;
    return [...leaves, a + b, c + d, a + b + c + d];
  });
const leafEdges = [0, 1, 2, 3, 4] as const;
const tree = nodes(chain(values(real, symmetricDistance()), histogram(leafEdges)));
const treeL2 = nodes(chain(values(real, symmetricDistance()), histogram(leafEdges, l2Distance)));

export const wrongCounts: readonly PlantedTransformation[] = [
  {
    title: 'countBy under changeOneDistance with factor 1',
    wrong: withFactor(changed, one),
    right: changed,
  },
  {
    title: 'an L1 map with the constant of L2',
    wrong: withFactor(changed, Rational.of(1_414_214n, 1_000_000n)),
    right: changed,
  },
  {
    title: 'an L2 map with factor 1 under changeOneDistance',
    wrong: withFactor(changedL2, one),
    right: changedL2,
  },
  {
    title: 'an L2 map that is linear in the number of rows',
    wrong: withFactor(addedL2, one, 'linear'),
    right: addedL2,
  },
  {
    title: 'an L2 histogram that takes the rows of a person to fall into different bins',
    wrong: withFactor(bins, Rational.of(3n)),
    right: bins,
  },
  {
    title: 'a count of runs of equal rows',
    wrong: fromAllRows(howMany, (rows) => [
      BigInt(rows.filter((row, i) => i === 0 || row !== rows[i - 1]).length),
    ]),
    right: howMany,
  },
  {
    title: 'a count that is one too high where a word occurs',
    wrong: fromAllRows(howMany, (rows) => [BigInt(rows.length + (rows.includes('41') ? 1 : 0))]),
    right: howMany,
  },
  {
    // the root of 3, rounded up
    title: 'a tree in L1 with the constant of L2',
    wrong: withFactor(tree, Rational.of(1_732_051n, 1_000_000n)),
    right: withFactor(tree, Rational.of(3n)),
  },
  {
    title: 'a tree in L2 with the constant of its leaves',
    wrong: treeL2,
    right: withFactor(treeL2, Rational.of(3n)),
  },
  {
    title: 'a tree in L2 with a map that is linear in the number of rows',
    wrong: withFactor(treeL2, Rational.of(3n), 'linear'),
    right: withFactor(treeL2, Rational.of(3n)),
  },
  {
    title: 'pairs of rows that are counted as rows',
    wrong: fromAllRows(howMany, (rows) => [BigInt((rows.length * (rows.length - 1)) / 2)]),
    right: howMany,
  },
  {
    title: 'different words of persons with two rows, each counted for one',
    wrong: withFactor(
      fromAllRows(twoEach, (rows) => [BigInt(new Set(rows).size)]),
      one,
    ),
    right: fromAllRows(twoEach, (rows) => [BigInt(new Set(rows).size)]),
  },
];
