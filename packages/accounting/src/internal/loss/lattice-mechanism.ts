import { Interval } from '@discreet/numeric';
import { type Lattice, latticeDelta, latticeEpsilon } from './lattice.ts';
import { latticeCells } from './lattices.ts';
import { atomsLaw, type Law } from './law.ts';
import { exactLoss } from './loss.ts';
import type { Mechanism } from './mechanism.ts';

/** A mechanism whose loss has a lattice, the same in both orders; of few outcomes unless a law is given. */
export function latticeMechanism(key: string, lattice: Lattice, law?: Law): Mechanism {
  const made = law ?? atomsLaw(() => latticeCells(lattice));
  const gap = lattice.base(64).mul(Interval.integer(lattice.stride, 64)).toEnclosure().upper;
  return {
    key,
    losses: () => [exactLoss(made)],
    gap,
    lattice,
    profile: (x) => latticeDelta(lattice, 1, x),
    epsilon: (x) => latticeEpsilon(lattice, 1, x),
  };
}
