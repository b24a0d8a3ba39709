import { contains, type DatasetDomain, type DatasetMetric, proved } from '@discreet/core';
import type { Rational } from '@discreet/numeric';
import * as fc from 'fast-check';
import * as O from 'fp-ts/lib/Option.js';
import {
  checkMechanismExactly,
  type Mechanism,
  type MechanismReport,
  type MechanismWitness,
  type PrivacyClaim,
} from '../check-mechanism-exactly.ts';
import { checkPrivacyStatistically } from '../check-privacy-statistically.ts';
import { ClaimRefuted } from '../claim-refuted.ts';
import type { MechanismCheck } from '../mechanism-check.ts';
import { type NeighbourPair, neighbours } from '../neighbours.ts';
import { shrinkPair } from './shrink-pair.ts';

type Rows = readonly unknown[];

/** what is left undecided above this is sampled as well */
const little = 1 / 16;
/** how many pairs are sampled, and how often */
const [sampledPairs, samples] = [3, 10_000];

const unitOf = (claim: PrivacyClaim): string =>
  'rho' in claim
    ? 'rho'
    : claim.delta === undefined
      ? 'epsilon'
      : `delta at epsilon ${claim.epsilon.toString()}`;

/** about, and on the safe side */
const down = (x: Rational): string => String(Math.floor(x.toNumberDown() * 1e6) / 1e6);
const up = (x: Rational): string => String(Math.ceil(x.toNumberUp() * 1e6) / 1e6);

const foundIn = (
  unit: string,
  { loss, event }: MechanismWitness<Rows>,
  flipped: boolean,
): string => {
  const [more, less] = flipped ? ['y', 'x'] : ['x', 'y'];
  const outcomes = event.outcomes.slice(0, 6).join(' or ');
  const others = event.outcomes.length - 6;
  const answers = others > 0 ? `${outcomes} or ${others} more` : outcomes;
  const least = O.isNone(loss.lower) ? 'is infinite' : `>= ${down(loss.lower.value)}`;
  return `${unit} ${least}: the answer is ${answers} with probability >= ${down(event.atLeast)} on ${more}, <= ${up(event.atMost)} on ${less}`;
};

/** `checkMeasurement` for a mechanism. */
export function checkMechanism(
  where: string,
  mechanism: Mechanism<Rows>,
  check: MechanismCheck<unknown, unknown>,
): MechanismReport<Rows> {
  const {
    source,
    pairs: numRuns = 40,
    runs = 3000,
    seed = 1,
    wordBits = 2,
    near = [],
    words = [],
  } = check;
  const domain = proved<DatasetDomain>(source.inputDomain);
  const metric = proved<DatasetMetric>(source.inputMetric);
  const claim: PrivacyClaim = 'rho' in check ? { rho: check.rho } : check;
  const drawn = fc.sample(neighbours(domain, metric, 1, { near, words }), { seed, numRuns });
  const lookAt = (pairs: readonly NeighbourPair[], most: number): MechanismReport<Rows> =>
    checkMechanismExactly(mechanism, {
      claim,
      wordBits,
      runs: most,
      pairs: pairs.map(({ x, y }) => [x, y] as const),
    });
  const unit = unitOf(claim);
  const refused = (pair: NeighbourPair, claimed: Rational, found: string): ClaimRefuted =>
    new ClaimRefuted({
      where,
      claim: `the claim of ${unit.split(' ')[0] ?? unit}`,
      ...pair,
      metric: metric.kind,
      claimed: `${unit} <= ${claimed.toDecimalString()}`,
      found,
      seed,
    });

  const report = lookAt(drawn, runs);
  const { worst } = report;
  if (worst === undefined) return report;
  const suspect: NeighbourPair = { x: worst.x, y: worst.y, distance: 1 };
  const violation = report.violation ?? lookAt([suspect], 10 * runs).violation;
  if (violation !== undefined) {
    const most = report.violation === undefined ? 10 * runs : runs;
    const smallest = shrinkPair(
      suspect,
      { pair: suspect, witness: violation },
      {
        metric,
        sized: domain.size !== undefined,
        allowed: (row) => contains(domain.element, row),
        simple: [...near, ...words],
        most: 1,
        tries: 80,
        refute: (pair) => {
          const witness = lookAt([pair], most).violation;
          return witness === undefined ? undefined : { pair, witness };
        },
      },
    );
    const { pair, witness } = smallest;
    throw refused(pair, witness.claimed, foundIn(unit, witness, witness.x !== pair.x));
  }
  if (worst.residual.toNumber() > little)
    for (const pair of [suspect, ...drawn.slice(0, sampledPairs - 1)]) {
      const sampled = checkPrivacyStatistically(mechanism, pair, claim, { seed, samples });
      const event = sampled.violation;
      if (event !== undefined)
        throw refused(
          pair,
          sampled.claimed,
          `${sampled.measure} >= ${down(event.lower)} but for a chance of ${sampled.falseAlarm}: ${event.event}, ${event.counts.x} times on x, ${event.counts.y} times on y`,
        );
    }
  return report;
}
