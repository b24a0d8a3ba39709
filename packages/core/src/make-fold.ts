import { DiscreetError } from '@discreet/numeric';
import type { Accumulator } from './aggregator.ts';
import { proved } from './any-pipeline.ts';
import { fieldOf } from './field-of.ts';
import type { PipelineRun } from './run.ts';
import type { Fold } from './transformation.ts';

const refused = (where: string, rule: string): DiscreetError =>
  new DiscreetError({ tag: 'InvalidParameter', where, rule });

/** What a fold is made of. */
export interface FoldParts {
  readonly run: PipelineRun;
  /** what `finish` gives */
  readonly read: () => unknown;
  /** the same object for all folds of one pipeline: only they merge */
  readonly token: object;
  /** whether `finish` draws noise, so that it may be called once only */
  readonly once: boolean;
}

/** Builds a fold around a pass over data. */
export function makeFold(parts: FoldParts): Fold<unknown, unknown> {
  const { run, read, token, once } = parts;
  const state = { open: true };
  const stillOpen = (where: string): void => {
    if (!state.open)
      throw refused(where, 'this fold is closed: it was merged or released, or its source failed');
  };
  const take = (): Accumulator => {
    stillOpen('merge');
    state.open = false;
    return run.accumulator;
  };
  const fold: Fold<unknown, unknown> = Object.freeze({
    step: (data: unknown) => {
      stillOpen('step');
      // closed while data are read: a source that calls back finds nothing, and one that fails leaves rows that a second try would count twice
      state.open = false;
      run.add(data);
      state.open = true;
      return fold;
    },
    merge: (part: Fold<unknown, unknown>) => {
      stillOpen('merge');
      const other = fieldOf(part, '~part');
      const taken = fieldOf(other, 'token') === token && part !== fold && fieldOf(other, 'take');
      if (typeof taken !== 'function')
        throw refused('merge', 'a part must be another fold of the same pipeline');
      run.accumulator.merge(proved<() => Accumulator>(taken)());
      return fold;
    },
    finish: () => {
      stillOpen('finish');
      if (once) state.open = false;
      return read();
    },
    '~part': Object.freeze({ token, take }),
  });
  return fold;
}
