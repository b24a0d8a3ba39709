import { advancedFilter, pureFilter } from '@discreet/composition';
import { DiscreetError } from '@discreet/core';
import { type Enclosure, rationalFromDouble } from '@discreet/numeric';
import { Decimal } from 'decimal.js';
import { isLeft } from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  composedEvent,
  deltaAt,
  discreteLaplaceEvent,
  epsilonAt,
  epsilonDeltaEvent,
  exponentialMechanismEvent,
  gaussianCurve,
  gaussianEvent,
  laplaceEvent,
  type Parameter,
  pldAccountant,
  poissonSampledEvent,
  type PrivacyEvent,
  randomizedResponseEvent,
  rdpAccountant,
  repeatAndSelectEvent,
  selfComposedEvent,
} from '../src/index.ts';

const gaussian = (noiseMultiplier: Parameter) => gaussianEvent({ noiseMultiplier });
const laplace = (noiseMultiplier: Parameter) => laplaceEvent({ noiseMultiplier });
const sampled = (samplingProbability: Parameter, event: PrivacyEvent) =>
  poissonSampledEvent({ samplingProbability, event });
const one = (event: PrivacyEvent) => pldAccountant().compose(event);

/** a hundred digits, in a copy of the class that nothing else sees */
const D = Decimal.clone({ precision: 100, toExpNeg: -9e15 });
/** the exact value of a double: the class itself would read the decimal that it prints as */
const exactly = (x: number): Decimal => {
  const read = rationalFromDouble(x);
  if (read._tag === 'None') throw new TypeError(String(x));
  return new D(read.value.numerator.toString()).div(read.value.denominator.toString());
};

/** The privacy loss after all uses: losses and their chances under the first dataset. */
type Outcomes = readonly (readonly [loss: Decimal, chance: Decimal])[];

/** What `uses` uses with two losses, a and -a, come to: of each, how often the first occurs. */
const binomial = (a: Decimal, uses: number): Outcomes => {
  const yes = new D(1).div(a.neg().exp().add(1));
  const no = new D(1).sub(yes);
  let ways = 1n;
  return Array.from({ length: uses + 1 }, (_, k) => {
    if (k > 0) ways = (ways * BigInt(uses - k + 1)) / BigInt(k);
    const chance = yes
      .pow(k)
      .mul(no.pow(uses - k))
      .mul(ways.toString());
    return [a.mul(2 * k - uses), chance] as const;
  });
};

const product = (xs: Outcomes, ys: Outcomes): Outcomes =>
  xs.flatMap(([x, p]) => ys.map(([y, q]) => [x.add(y), p.mul(q)] as const));

/** E (1 - e^(epsilon - loss))+ */
const deltaOf = (outcomes: Outcomes, epsilon: number): Decimal => {
  const at = exactly(epsilon);
  return outcomes.reduce(
    (sum, [loss, chance]) =>
      loss.gt(at) ? sum.add(chance.mul(new D(1).sub(at.sub(loss).exp()))) : sum,
    new D(0),
  );
};

/** The claims that an interval around epsilon makes are true, by the outcomes themselves. */
const isTrue = (outcomes: Outcomes, delta: number, { lower, upper }: Enclosure): void => {
  const aim = exactly(delta);
  expect(deltaOf(outcomes, upper).lte(aim), `delta ${delta}: ${upper} is too low`).toBe(true);
  if (lower > 0)
    expect(deltaOf(outcomes, lower).gte(aim), `delta ${delta}: ${lower} is too high`).toBe(true);
};

describe('a count that is not counted', () => {
  it('counts every use of an exponential mechanism', () => {
    for (const fresh of [rdpAccountant, pldAccountant]) {
      const event = exponentialMechanismEvent({ epsilon: 0.1 });
      const byCount = fresh().compose(event, 100).epsilon(1e-5);
      let account: ReturnType<typeof fresh> = fresh();
      for (let i = 0; i < 100; i += 1) account = account.compose(event);
      expect(account.epsilon(1e-5)).toEqual(byCount);
      expect(fresh().compose(selfComposedEvent(event, 100)).epsilon(1e-5)).toEqual(byCount);
      // one use costs 0.1 at most
      expect(byCount.upper).toBeGreaterThan(1.5);
      expect(byCount.upper).toBeLessThan(4.7746);
    }
  });

  it('counts every use of randomized response, to its last bit', () => {
    // losses of ln 3 with chance 3/4: the greatest is 10 ln 3 = 10.986
    const event = randomizedResponseEvent({ noise: 0.5, buckets: 2 });
    const account = pldAccountant('replaceOne').compose(event, 10);
    const outcomes = binomial(new D(3).ln(), 10);
    for (const delta of [0.1, 1e-5, 1e-12, 1e-30, 1e-300]) {
      const found = account.epsilon(delta);
      isTrue(outcomes, delta, found);
      expect(found.upper - found.lower).toBeLessThan(1e-13);
    }
    expect(account.epsilon(1e-300).upper).toBeCloseTo(10.986122886681098, 13);
    expect(account.epsilon(1e-5).lower).toBeGreaterThan(10.98);
  });

  it('adds up the failures of a million uses, and never less for more', () => {
    const event = epsilonDeltaEvent({ epsilon: '1e-9', delta: 1e-5 });
    const deltas = [1, 10, 1e3, 1e5, 1e6, 1e9].map(
      (count) => pldAccountant().compose(event, count).delta(1).lower,
    );
    deltas.slice(1).forEach((delta, i) => expect(delta).toBeGreaterThan(deltas[i] ?? 1));
    // 1 - (1 - 1e-5)^1e6
    expect(deltas[4]).toBeCloseTo(0.9999546, 6);
  });
});

describe('a composition inside a sample that is dropped', () => {
  it('is kept, whatever kind of number the noise is', () => {
    const whole = epsilonAt(gaussianCurve({ mu: 10 }), { delta: 1e-5 });
    for (const noise of [1, '1', '1.0', 1n, '2/2']) {
      const account = one(sampled(1, selfComposedEvent(gaussian(noise), 100)));
      expect(account.epsilon(1e-5)).toEqual(whole);
    }
  });

  it('is that of all its parts', () => {
    const account = one(sampled('0.1', composedEvent([gaussian(10), gaussian(0.5)])));
    // the profile of the whole at z = 1 + (e^epsilon - 1)/q, times q; mu^2 = 4.01
    const inner = Math.log(1 + Math.expm1(2) / 0.1);
    const whole = deltaAt(gaussianCurve({ mu: Math.sqrt(4.01) }), { epsilon: inner });
    expect(account.delta(2).upper / (0.1 * whole.upper)).toBeCloseTo(1, 12);
    expect(account.epsilon(1e-5).lower).toBeGreaterThan(
      one(sampled('0.1', gaussian(0.5))).epsilon(1e-5).upper,
    );
  });
});

describe('the failures of a repeated event that count once', () => {
  it('are refused where no theorem gives the losses', () => {
    const run = epsilonDeltaEvent({ epsilon: 0.1, delta: 1e-3 });
    const event = repeatAndSelectEvent({ event: run, mean: 1000, shape: 1 });
    expect(isLeft(pldAccountant().supports(event))).toBe(true);
    expect(() => pldAccountant().compose(event, 5)).toThrow(DiscreetError);
  });
});

describe('NaN that makes everything free', () => {
  it('is refused, and leaves what was spent as it was', () => {
    const account = one(gaussian(1));
    const spent = account.epsilon(1e-5);
    for (const bad of [NaN, 'NaN', Infinity, -1, 0]) {
      expect(() => account.compose(gaussian(bad))).toThrow(DiscreetError);
      expect(() => account.compose(gaussian(1), bad)).toThrow(DiscreetError);
      expect(() => account.epsilon(bad)).toThrow(DiscreetError);
    }
    expect(() => account.delta(NaN)).toThrow(DiscreetError);
    expect(() => exponentialMechanismEvent({ epsilon: 0 })).toThrow('epsilon must be > 0');
    expect(account.epsilon(1e-5)).toEqual(spent);
    expect(account.compose(gaussian(0.01)).epsilon(1e-5).lower).toBeGreaterThan(5000);
  });

  it('is no epsilon: a negative one neither', () => {
    for (const epsilon of [NaN, -1, '-1', Infinity])
      expect(() => epsilonDeltaEvent({ epsilon })).toThrow('epsilon must be a finite number >= 0');
  });
});

describe('divergences of fractional orders', () => {
  it.each([
    ['0.5', 2, 1.7, '0.05718767430602901980918'],
    ['0.1', 1, 1.5, '0.01173459219668523568055'],
  ])(
    'are finite where a series of magnitudes diverges: q %s, sigma %d, order %d',
    (q, s, order, truth) => {
      const { lower, upper } = rdpAccountant()
        .compose(sampled(q, gaussian(s)))
        .divergence(order);
      expect(exactly(lower).lte(truth)).toBe(true);
      expect(exactly(upper).gte(truth)).toBe(true);
      expect(upper / Number(truth)).toBeLessThan(1 + 1e-10);
    },
  );

  it('are not below the truth, nor free, for rare samples', () => {
    for (const q of [1e-6, 1e-9, 1e-12])
      for (const order of [1.1, 2, 32]) {
        const { lower, upper } = rdpAccountant()
          .compose(sampled(q, gaussian(5)))
          .divergence(order);
        // order q^2 (e^(1/sigma^2) - 1)/2 to first order in q
        const first = (order * q * q * Math.expm1(1 / 25)) / 2;
        expect(upper / first).toBeGreaterThan(1 - 1e-3);
        expect(upper / first).toBeLessThan(1 + 1e-3);
        expect(lower).toBeGreaterThan(0);
      }
    const account = rdpAccountant().compose(sampled(1e-9, gaussian(5)), 1e6);
    expect(account.epsilon(1e-12).upper).toBeGreaterThan(0);
  });
});

describe('an upper bound that is below the truth by the rounding of a Fourier transform', () => {
  const a = new D('0.2291');

  it('is not for discrete Laplace noise used a hundred times', () => {
    const account = pldAccountant().compose(discreteLaplaceEvent({ scale: '10000/2291' }), 100);
    const outcomes = binomial(a, 100);
    for (const delta of [1e-3, 7.7e-10, 1.8e-8, 1e-12, 1e-13, 1e-15, 1e-20, 1e-30]) {
      const found = account.epsilon(delta);
      isTrue(outcomes, delta, found);
      expect(found.upper - found.lower).toBeLessThan(1e-13);
    }
  });

  it('is not for two kinds of noise, whose losses do not share a lattice', () => {
    const account = pldAccountant()
      .compose(discreteLaplaceEvent({ scale: '10000/2291' }), 60)
      .compose(discreteLaplaceEvent({ scale: '10000/1373' }), 40);
    const outcomes = product(binomial(a, 60), binomial(new D('0.1373'), 40));
    for (const delta of [1e-5, 1e-12, 1e-13, 1e-20, 1e-30]) {
      const found = account.epsilon(delta);
      isTrue(outcomes, delta, found);
      // a hundred-thousandth less would be too little
      expect(deltaOf(outcomes, found.upper * (1 - 1e-5)).gt(exactly(delta))).toBe(true);
      expect(found.upper / found.lower).toBeLessThan(1 + 2e-3);
    }
    for (const epsilon of [0, 2, 8, 14, 18]) {
      const truth = deltaOf(outcomes, epsilon);
      const { lower, upper } = account.delta(epsilon);
      expect(exactly(lower).lte(truth)).toBe(true);
      expect(exactly(upper).gte(truth)).toBe(true);
      expect(upper).toBeLessThan(truth.toNumber() * (1 + 1e-4));
      expect(lower).toBeGreaterThan(truth.toNumber() * (1 - 2e-2));
    }
  });

  it('is not for samples, whose deltas never rise nor turn negative', () => {
    const account = pldAccountant().compose(sampled(0.01, gaussian(1)), 500);
    let before = 1;
    for (const epsilon of [0, 0.5, 1, 2, 3, 4, 6, 8, 12, 20]) {
      const { lower, upper } = account.delta(epsilon);
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(upper).toBeGreaterThan(0);
      expect(lower).toBeLessThanOrEqual(upper);
      expect(lower).toBeLessThanOrEqual(before);
      before = upper;
    }
    expect(before).toBeLessThan(1e-20);
  });
});

describe('a delta that is smaller than what is cut off', () => {
  it('has a finite epsilon', () => {
    const accounts = [
      one(gaussian(1)),
      one(laplace(1)).compose(laplace(2)),
      one(sampled(0.01, gaussian(1))).compose(sampled(0.01, gaussian(1)), 9),
      one(discreteLaplaceEvent({ scale: 3 })).compose(gaussian(2), 3),
    ];
    for (const account of accounts) {
      let before = 0;
      for (const delta of [1e-10, 1e-15, 1e-16, 1e-20, 1e-30, 1e-60]) {
        const { lower, upper } = account.epsilon(delta);
        expect(upper).toBeLessThan(200);
        expect(upper).toBeGreaterThanOrEqual(before);
        before = lower;
      }
    }
  });

  it('has epsilon 2 for Laplace noise of epsilon 1 used twice', () => {
    // the greatest loss, 2, has chance 1/4: epsilon = 2 - 4 delta to first order
    const account = pldAccountant().compose(laplace(1), 2);
    for (const delta of [1e-9, 1e-16, 1e-20, 1e-100, 1e-300]) {
      const { lower, upper } = account.epsilon(delta);
      expect(upper).toBeGreaterThanOrEqual(2 - 4 * delta);
      expect(upper).toBeLessThan(2 + 1e-13);
      expect(lower).toBeLessThanOrEqual(2);
      expect(lower).toBeGreaterThan(2 - 5e-3);
    }
  });
});

describe('orders of the two datasets', () => {
  /** Uses of randomized response on samples: the record's value has losses a and -a, without it the chances are those of -a and a. */
  const sampledResponse = (a: Decimal, rate: Decimal, uses: number, isAdded: boolean): Outcomes => {
    const yes = new D(1).div(a.neg().exp().add(1));
    const [without, within] = [new D(1).sub(yes), yes];
    const mixed = without.mul(new D(1).sub(rate)).add(within.mul(rate));
    // of the two outcomes under the dataset with the record, and the one without it
    const [p, q] = isAdded ? [without, mixed] : [mixed, without];
    const losses = [p.div(q).ln(), new D(1).sub(p).div(new D(1).sub(q)).ln()] as const;
    let ways = 1n;
    return Array.from({ length: uses + 1 }, (_, k) => {
      if (k > 0) ways = (ways * BigInt(uses - k + 1)) / BigInt(k);
      const chance = p
        .pow(k)
        .mul(new D(1).sub(p).pow(uses - k))
        .mul(ways.toString());
      return [losses[0].mul(k).add(losses[1].mul(uses - k)), chance] as const;
    });
  };

  it('are composed on their own, and the worse of the two is told', () => {
    const account = pldAccountant()
      .compose(sampled('0.3', discreteLaplaceEvent({ scale: 1 })), 6)
      .compose(sampled('0.7', discreteLaplaceEvent({ scale: '1/2' })), 3);
    const [removed, added] = [false, true].map((isAdded) =>
      product(
        sampledResponse(new D(1), new D('0.3'), 6, isAdded),
        sampledResponse(new D(2), new D('0.7'), 3, isAdded),
      ),
    ) as [Outcomes, Outcomes];
    for (const epsilon of [0, 0.1, 0.5, 1, 2, 4]) {
      const truth = D.max(deltaOf(removed, epsilon), deltaOf(added, epsilon));
      const { lower, upper } = account.delta(epsilon);
      expect(exactly(lower).lte(truth)).toBe(true);
      expect(exactly(upper).gte(truth)).toBe(true);
      expect(upper).toBeLessThan(truth.toNumber() * (1 + 1e-3));
    }
  });
});

describe('a distribution of losses that stops queries', () => {
  it('is no charge, and makes no filter', () => {
    const account = one(gaussian(1));
    const pure = pureFilter({ epsilon: 10 });
    const advanced = advancedFilter({ epsilon: 10, deltaPrime: 1e-6, deltaDoublePrime: 1e-6 });
    for (const value of [account, account.epsilon(1e-5), account.history()]) {
      expect(pure.parseCharge(value)._tag).toBe('Left');
      expect(advanced.parseCharge(value)._tag).toBe('Left');
      expect(() => pureFilter(value as never)).toThrow(DiscreetError);
    }
  });
});
