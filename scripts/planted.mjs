// @ts-check
/**
 * Runs every planted bug against the check that claims its class, and prints one line a bug, `caught N of N` last. A bug counts where every
 * seed catches it and passes its right twin. `--seed S` takes one seed in place of 1, 2 and 3; `--only words` runs bugs with these words in their titles.
 */
import { parseArgs } from 'node:util';
import { importTestSide } from './lib/test-side.mjs';

/** @import { PlantedBug } from '../packages/testing/test/planted/planted-bug.ts' */

const { values: options } = parseArgs({
  options: { seed: { type: 'string' }, only: { type: 'string', default: '' } },
});
const seeds = options.seed === undefined ? [1, 2, 3] : [Number(options.seed)];
if (!seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)) {
  throw new RangeError('--seed must be a whole number >= 0');
}

const { plantedBugs } = await importTestSide('packages/testing/test/planted/all.ts');
const bugs = /** @type {readonly PlantedBug[]} */ (plantedBugs).filter(({ title }) =>
  title.includes(options.only),
);
const width = Math.max(...bugs.map(({ tester }) => tester.length));

/**
 * What a check says, or that it broke: a check that throws catches nothing, and passes nothing.
 * @param {() => boolean} check
 */
const says = (check) => {
  try {
    return check();
  } catch (error) {
    console.error(error);
    return undefined;
  }
};

let caught = 0;
for (const bug of bugs) {
  const tried = bug.seedless === true ? seeds.slice(0, 1) : seeds;
  const missed = tried.filter((seed) => says(() => bug.caught(seed)) !== true);
  const blamed = tried.filter((seed) => says(() => bug.twinPasses(seed)) !== true);
  if (missed.length === 0 && blamed.length === 0) caught += 1;
  const verdict =
    missed.length > 0
      ? `MISSED with seed ${missed.join(', ')}`
      : blamed.length > 0
        ? `RIGHT TWIN BLAMED with seed ${blamed.join(', ')}`
        : 'caught';
  console.log(`${verdict}  ${bug.tester.padEnd(width)}  ${bug.title}`);
}
process.exitCode = caught === bugs.length && bugs.length > 0 ? 0 : 1;
console.log(`caught ${caught} of ${bugs.length}`);
