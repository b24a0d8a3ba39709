import type { Rational } from '@discreet/numeric';

/** An outcome of a mechanism that gives one of a few answers: its chances under the two datasets. */
export type Atom = readonly [first: Rational, second: Rational];
