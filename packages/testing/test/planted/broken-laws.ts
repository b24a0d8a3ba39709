// Maps, accountants and families that break one law each.
import {
  chain,
  composeMaps,
  DiscreetError,
  type Distance,
  type DistanceMap,
  distanceMap,
  parseDistance,
  type Positive,
  proved,
  real,
  symmetricDistance,
} from '@discreet/core';
import { laplace } from '@discreet/measurements';
import { Rational, rationalFromDecimal, rationalFromDouble } from '@discreet/numeric';
import { clamp, count, sum, values } from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import {
  type Account,
  type Accountant,
  checkAccountantLaws,
  checkComposedMaps,
  checkMapLaws,
  checkNoiseFamily,
  type LawfulMap,
  lawfulMap,
  type MetamorphicReport,
  type NoiseFamily,
} from '../../src/index.ts';
import type { PlantedBug } from './planted-bug.ts';

const rows = values(real, symmetricDistance({ contributions: 3 }));
/** of whole distances, linear: 300 d */
const whole: LawfulMap<Rational> = lawfulMap(chain(rows, clamp(0, 100), sum()).map);
/** of fractions, linear: d / 7 */
const noise = distanceMap({
  kind: 'linear',
  factor: Rational.of(1n, 7n),
  from: 'absoluteDistance',
  to: 'maxDivergence',
});
const fractions: LawfulMap<Rational> = lawfulMap(noise);
/** of whole distances, quadratic */
const squares: LawfulMap<Rational> = lawfulMap(
  distanceMap({
    kind: 'quadratic',
    factor: Rational.of(1n, 8n),
    from: 'symmetricDistance',
    to: 'zeroConcentratedDivergence',
  }),
);

const exact = (d: Distance): Rational => {
  const parsed = parseDistance(d, 'absoluteDistance', 'planted');
  if (E.isLeft(parsed)) throw parsed.left;
  return parsed.right;
};
/** the map with other results, `evaluate` with them */
const giving = (
  right: LawfulMap<Rational>,
  at: (dIn: Distance) => Rational,
): LawfulMap<Rational> => ({
  ...right,
  at,
  evaluate: (dIn) => {
    try {
      return E.right(at(dIn));
    } catch (error) {
      return E.left(proved<DiscreetError>(error));
    }
  },
  copy: () => giving(right, at),
});
/** the map that takes some inputs besides those that it should */
const taking = (
  right: LawfulMap<Rational>,
  also: (dIn: unknown) => Rational | undefined,
): LawfulMap<Rational> => giving(right, (dIn) => also(dIn) ?? right.at(dIn));

const ten = Rational.of(10n);

const wrongMaps: readonly (readonly [
  title: string,
  broken: string,
  wrong: () => LawfulMap<Rational>,
  right: LawfulMap<Rational>,
])[] = [
  [
    'a map that falls where distances are large',
    'monotone',
    () => giving(whole, (d) => (ten.lessThan(whole.at(d)) ? ten : whole.at(d)).sub(exact(d))),
    whole,
  ],
  [
    'a map that is not zero at zero',
    'zero at zero',
    () => giving(whole, (d) => whole.at(d).add(Rational.one)),
    whole,
  ],
  [
    'a map that saturates and calls itself linear',
    'at k d what its shape says',
    () =>
      giving(whole, (d) => {
        const most = Rational.of(3000n);
        return most.lessThan(whole.at(d)) ? most : whole.at(d);
      }),
    whole,
  ],
  [
    'group privacy of zCDP that is linear in the group',
    'at k d what its shape says',
    () => giving(squares, (d) => exact(d).div(Rational.of(8n))),
    squares,
  ],
  [
    'a double that is read through its bits, so that 0.1 is not one tenth',
    'every spelling of a number gives the same',
    () =>
      taking(fractions, (d) => {
        const read = typeof d === 'number' ? rationalFromDouble(d) : O.none;
        return O.isSome(read) && d !== 0 ? fractions.at(read.value.abs()) : undefined;
      }),
    fractions,
  ],
  [
    'a map that takes NaN for 0',
    'what is no distance is refused',
    () => taking(fractions, (d) => (Number.isNaN(d) ? Rational.zero : undefined)),
    fractions,
  ],
  [
    'a map that takes Infinity for 0',
    'what is no distance is refused',
    () => taking(whole, (d) => (d === Infinity ? Rational.zero : undefined)),
    whole,
  ],
  [
    'a map that squares before it looks at the sign',
    'what is no distance is refused',
    () =>
      taking(squares, (d) =>
        typeof d === 'number' && d < 0 && Number.isInteger(d) ? squares.at(-d) : undefined,
      ),
    squares,
  ],
  [
    'a map that reads texts as parseFloat does',
    'what is no distance is refused',
    () =>
      taking(whole, (d) =>
        typeof d === 'string' && Number.parseFloat(d) >= 0 && !/[/.e]/.test(d)
          ? whole.at(Math.floor(Math.min(1e15, Number.parseFloat(d))))
          : undefined,
      ),
    whole,
  ],
  [
    'a map that refuses with an error of another kind',
    'what is no distance is refused',
    () =>
      giving(fractions, (d) => {
        if (!(Number(d) >= 0) && typeof d === 'number') throw new RangeError('no distance');
        return fractions.at(d);
      }),
    fractions,
  ],
  [
    'a map that refuses -0',
    'every spelling of a number gives the same',
    () =>
      giving(fractions, (d) => {
        if (Object.is(d, -0))
          throw new DiscreetError({ tag: 'InvalidDistance', where: 'map', rule: 'no -0' });
        return fractions.at(d);
      }),
    fractions,
  ],
  [
    'a map that rounds one and a half persons down',
    'a fraction of a person is refused',
    () =>
      taking(whole, (d) =>
        typeof d === 'number' && d > 0 && !Number.isInteger(d) && Number.isFinite(d)
          ? whole.at(Math.floor(d))
          : undefined,
      ),
    whole,
  ],
  [
    'an evaluate that takes what the call refuses',
    'what is no distance is refused',
    () => ({ ...whole, evaluate: () => E.right(Rational.zero) }),
    whole,
  ],
  [
    'an explanation that halves the map when it is read',
    'reading changes nothing',
    () => {
      let readings = 0n;
      const at = (d: Distance): Rational => whole.at(d).div(Rational.of(1n + readings));
      return { ...giving(whole, at), reads: [() => (readings += 1n) > 0n] };
    },
    whole,
  ],
  [
    'an explanation that counts how often it is read',
    'reading changes nothing',
    () => {
      let readings = 0;
      return { ...whole, reads: [() => `read ${(readings += 1)} times`] };
    },
    whole,
  ],
  [
    'JSON that writes the factor as a double',
    'JSON gives it back',
    () => ({
      ...fractions,
      copy: () => giving(fractions, (d) => exact(d).mul(exact(1 / 7))),
    }),
    fractions,
  ],
  [
    'an inverse that is rounded up',
    'its inverse is the greatest distance that will do',
    () => ({
      ...whole,
      invert: (dOut) => O.some(Rational.of(dOut.div(Rational.of(300n)).ceil())),
    }),
    whole,
  ],
  [
    'an inverse that gives one person away',
    'its inverse is the greatest distance that will do',
    () => ({
      ...whole,
      invert: (dOut) =>
        O.map((d: Rational) => (d.sign() > 0 ? d.sub(Rational.one) : d))(
          whole.invert?.(dOut) ?? O.none,
        ),
    }),
    whole,
  ],
  [
    'an inverse that has nothing to say',
    'its inverse is the greatest distance that will do',
    () => ({ ...squares, invert: () => O.none }),
    squares,
  ],
  [
    'an inverse that takes NaN',
    'its inverse refuses what is no result',
    () => ({
      ...whole,
      invert: (dOut) => (Number.isNaN(dOut) ? O.none : (whole.invert?.(dOut) ?? O.none)),
    }),
    whole,
  ],
  [
    'a map that anybody can alter',
    'nobody can alter it',
    () => ({ ...whole, object: Object.assign((d: Distance) => whole.at(d), { kind: 'linear' }) }),
    whole,
  ],
];

const square = distanceMap({
  kind: 'quadratic',
  factor: Rational.of(1n, 2n),
  from: 'absoluteDistance',
  to: 'zeroConcentratedDivergence',
});
const total = chain(rows, clamp(0, 100), sum()).map;

const wrongCompositions: readonly (readonly [
  title: string,
  compose: (first: DistanceMap, second: DistanceMap) => DistanceMap,
  maps: readonly DistanceMap[],
])[] = [
  [
    'a quadratic map after a linear one whose factor is not squared',
    (first, second) =>
      distanceMap({
        kind: first.kind === 'quadratic' ? first.kind : second.kind,
        factor: first.factor.mul(second.factor),
        from: first.from,
        to: second.to,
      }),
    [total, square],
  ],
  [
    'a composed map that forgets the first',
    (first, second) =>
      distanceMap({ kind: second.kind, factor: second.factor, from: first.from, to: second.to }),
    [total, noise],
  ],
];

/** the right accountant: exact sums */
const sumUp = (spent: Rational): Account<Rational, Rational> => ({
  add: (charge) => sumUp(spent.add(charge)),
  read: () => spent,
  reads: [() => `spent ${spent.toString()}`],
});
const exactly: Accountant<Rational, Rational> = {
  open: () => sumUp(Rational.zero),
  charge: exact,
  le: (a, b) => a.lessThanOrEqual(b),
  print: String,
  times: (charge, k) => charge.mul(Rational.of(BigInt(k))),
  nest: (charges) => charges.reduce((a, b) => a.add(b), Rational.zero),
};
/** an accountant by what it reads after a list of charges */
const reading = (
  read: (charges: readonly Rational[]) => Rational,
): Accountant<Rational, Rational> => {
  const after = (charges: readonly Rational[]): Account<Rational, Rational> => ({
    add: (charge) => after([...charges, charge]),
    read: () => read(charges),
  });
  return { ...exactly, open: () => after([]) };
};
const add = (charges: readonly Rational[]): Rational =>
  charges.reduce((a, b) => a.add(b), Rational.zero);
const double = (x: number): Rational => O.getOrElse(() => Rational.zero)(rationalFromDouble(x));

const wrongAccountants: readonly (readonly [
  title: string,
  broken: string,
  wrong: () => Accountant<Rational, Rational>,
])[] = [
  [
    'an accountant that ignores how often a mechanism is run',
    'k at once are k one by one',
    () => ({ ...exactly, times: (charge) => charge }),
  ],
  [
    'an accountant that adds doubles',
    'the order of charges is irrelevant',
    () => reading((charges) => double(charges.reduce((spent, c) => spent + c.toNumber(), 0))),
  ],
  [
    'an accountant that saturates after each charge but the last',
    'the order of charges is irrelevant',
    () =>
      reading((charges) =>
        charges.reduce((spent, c) => (ten.lessThan(spent) ? ten : spent).add(c), Rational.zero),
      ),
  ],
  [
    'nested charges of which only the dearest counts',
    'nested charges are flat ones',
    () => ({
      ...exactly,
      nest: (charges) => charges.reduce((a, b) => (a.lessThan(b) ? b : a), Rational.zero),
    }),
  ],
  [
    'a charge of 0.1 that is read through its bits',
    'every spelling of a number costs the same',
    () => ({
      ...exactly,
      charge: (amount) =>
        typeof amount === 'number' && amount > 0 && amount < Infinity
          ? double(amount)
          : exact(amount),
    }),
  ],
  [
    'an accountant that reports epsilon 0 for NaN',
    'what is no loss is refused',
    () => ({
      ...exactly,
      charge: (amount) => (Number.isNaN(amount) ? Rational.zero : exact(amount)),
    }),
  ],
  [
    'a negative charge that gives budget back',
    'what is no loss is refused',
    () => ({
      ...exactly,
      charge: (amount) => {
        const read = amount instanceof Rational ? O.some(amount) : rationalFromDecimal(amount);
        return O.isSome(read) ? read.value : exact(amount);
      },
    }),
  ],
  [
    'a reading that spends',
    'reading changes nothing',
    () => {
      const stateful = (): Account<Rational, Rational> => {
        let spent = Rational.zero;
        const account: Account<Rational, Rational> = {
          add: (charge) => {
            spent = spent.add(charge);
            return account;
          },
          read: () => (spent = spent.mul(Rational.of(2n))),
        };
        return account;
      };
      return { ...exactly, open: stateful };
    },
  ],
  [
    'accounts that share their state',
    'a new account has spent nothing, whatever was spent on others',
    () => {
      let spent = Rational.zero;
      const account: Account<Rational, Rational> = {
        add: (charge) => {
          spent = spent.add(charge);
          return account;
        },
        read: () => spent,
      };
      return { ...exactly, open: () => account };
    },
  ],
  [
    'an account that its successor alters',
    'an account that another came of is as it was',
    () => {
      const sharing = (charges: Rational[]): Account<Rational, Rational> => ({
        add: (charge) => {
          charges.push(charge);
          return sharing(charges);
        },
        read: () => add(charges),
      });
      return { ...exactly, open: () => sharing([]) };
    },
  ],
  [
    'small charges that are rounded away',
    'every charge counts',
    () =>
      reading((charges) =>
        add(charges.map((c) => Rational.of(c.mul(Rational.of(10n ** 9n)).floor(), 10n ** 9n))),
      ),
  ],
  [
    'an odometer that falls',
    'a charge never lowers what is spent',
    () => reading((charges) => add(charges).mul(Rational.of(40n).sub(add(charges)))),
  ],
  [
    'a discount for dear charges',
    'a dearer charge never costs less',
    () => reading((charges) => add(charges.map((c) => (c.lessThan(ten) ? c : Rational.one)))),
  ],
  [
    'a charge of zero that costs something',
    'a charge of zero is refused, or costs nothing',
    () => reading((charges) => add(charges).add(Rational.of(BigInt(charges.length)))),
  ],
];

const counted = chain(rows, count());
const scaleFamily = (loss: (scale: Rational, d: bigint) => Rational): NoiseFamily<Rational> => ({
  member: (scale) => ({ spread: scale, loss: (d) => loss(scale, d) }),
  le: (a, b) => a.lessThanOrEqual(b),
  print: String,
});
const laplaceFamily: NoiseFamily<Rational> = {
  member: (parameter) => {
    const { noise: law, map } = chain(counted, laplace({ epsilon: proved<Positive>(parameter) }));
    return { spread: law.law === 'discreteLaplace' ? law.scale : Rational.zero, loss: map };
  },
  le: (a, b) => a.lessThanOrEqual(b),
  print: String,
};
const wrongFamilies: readonly (readonly [string, NoiseFamily<Rational>])[] = [
  ['a map that multiplies by the scale', scaleFamily((scale, d) => scale.mul(Rational.of(d)))],
  ['a map that does not look at the scale', scaleFamily((_scale, d) => Rational.of(d))],
  [
    'a calibration that adds more noise for more epsilon',
    {
      ...laplaceFamily,
      member: (parameter) => ({
        spread: parameter.mul(Rational.of(3n)),
        loss: (d) => parameter.mul(Rational.of(d)),
      }),
    },
  ],
  ['a loss of nothing', scaleFamily(() => Rational.zero)],
];

/** A bug counts as caught where the law that it breaks is the one that says so. */
const breaks = (report: MetamorphicReport, broken: string): boolean =>
  report.broken.some(({ law }) => law === broken);

export const brokenLaws: readonly PlantedBug[] = [
  ...wrongMaps.map(([title, broken, wrong, right]): PlantedBug => ({
    title,
    tester: 'metamorphic',
    caught: (seed) => breaks(checkMapLaws(wrong(), { seed }), broken),
    twinPasses: (seed) => checkMapLaws(right, { seed }).holds,
  })),
  ...wrongCompositions.map(([title, compose, maps]): PlantedBug => ({
    title,
    tester: 'metamorphic',
    caught: (seed) => !checkComposedMaps(compose, maps, { seed }).holds,
    twinPasses: (seed) => checkComposedMaps(composeMaps, maps, { seed }).holds,
  })),
  ...wrongAccountants.map(([title, broken, wrong]): PlantedBug => ({
    title,
    tester: 'metamorphic',
    caught: (seed) => breaks(checkAccountantLaws(wrong(), { seed }), broken),
    twinPasses: (seed) => checkAccountantLaws(exactly, { seed }).holds,
  })),
  ...wrongFamilies.map(([title, wrong]): PlantedBug => ({
    title,
    tester: 'metamorphic',
    caught: (seed) => !checkNoiseFamily(wrong, { seed }).holds,
    twinPasses: (seed) => checkNoiseFamily(laplaceFamily, { seed }).holds,
  })),
];
