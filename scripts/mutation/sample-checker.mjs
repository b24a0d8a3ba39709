// @ts-check
/**
 * The plugin with which Stryker runs a sample of the mutants. Its `mutate` option takes places, and a place contains the mutants within it;
 * a checker is asked about each mutant by itself, and one that it refuses is not run.
 */
import { relative, sep } from 'node:path';
import { drawSample, mutantKey } from './sample.mjs';

/** @import { Placed } from './sample.mjs' */
/** @typedef {Placed & { readonly id: string }} Identified */

/** Why a mutant was not run: not because it does not compile, which is what Stryker calls it. */
export const notDrawn = 'not in the sample';

class SampleChecker {
  /** the identities of those that were drawn */
  #drawn = new Set();

  init() {
    return Promise.resolve();
  }

  /**
   * Stryker asks for groups once, with all mutants: here they are drawn. The script that runs it counts them afterwards.
   * @param {readonly Identified[]} mutants
   */
  group(mutants) {
    const size = Number(process.env['DISCREET_MUTATION_SAMPLE']);
    const seed = Number(process.env['DISCREET_MUTATION_SEED']);
    const keyOf = (/** @type {Identified} */ mutant) =>
      mutantKey(relative(process.cwd(), mutant.fileName).split(sep).join('/'), mutant);
    const drawn = drawSample(mutants.map(keyOf), size, seed);
    for (const mutant of mutants) if (drawn.has(keyOf(mutant))) this.#drawn.add(mutant.id);
    return Promise.resolve([mutants.map(({ id }) => id)]);
  }

  /** @param {readonly Identified[]} mutants */
  check(mutants) {
    return Promise.resolve(
      Object.fromEntries(
        mutants.map(({ id }) => [
          id,
          this.#drawn.has(id) ? { status: 'passed' } : { status: 'compileError', reason: notDrawn },
        ]),
      ),
    );
  }
}

export const strykerPlugins = [{ kind: 'Checker', name: 'sample', injectableClass: SampleChecker }];
