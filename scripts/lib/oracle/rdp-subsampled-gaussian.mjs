// @ts-check
/**
 * Rényi divergences and what follows from them, against truth: sampled Gaussians at whole and fractional orders, sampling without replacement, mixed events. The other
 * fields of a record only judge: what is computed comes from its parameters alone.
 */
import {
  discreteGaussianEvent,
  epsilonDeltaEvent,
  gaussianEvent,
  laplaceEvent,
  poissonSampledEvent,
  rdpAccountant,
  sampledWithoutReplacementEvent,
  zeroConcentratedEvent,
} from '@discreet/accounting';
import { Rational, rationalFromDecimal, rationalFromDouble } from '@discreet/numeric';

/** @typedef {import('@discreet/accounting').PrivacyEvent} PrivacyEvent */
/** @typedef {import('@discreet/accounting').RdpAccountant} RdpAccountant */
/** @typedef {Readonly<Record<string, unknown>>} Fields */

/** @typedef {import('./check-records.mjs').Verdict} Verdict */

/** @param {unknown} value @returns {Fields} */
const fieldsOf = (value) => {
  if (typeof value !== 'object' || value === null) throw new TypeError('expected an object');
  return /** @type {Fields} */ (value);
};

/** The exact value of a number in a record: a double, or a decimal in text. @param {unknown} value @returns {Rational} */
const exact = (value) => {
  const read =
    typeof value === 'number'
      ? rationalFromDouble(value)
      : typeof value === 'string'
        ? rationalFromDecimal(value)
        : undefined;
  if (read === undefined || read._tag === 'None')
    throw new TypeError(`no number: ${String(value)}`);
  return read.value;
};

const truthSlack = Rational.of(1n, 10n ** 10n);
const boundSlack = Rational.of(1n, 10n ** 9n);
/** At a fractional order the peer stops its series at e^-30 of terms of size 1, which is more than 1e-9 of a small divergence: its value may be below the truth. */
const seriesSlack = Rational.of(1n, 10n ** 6n);

/** ours / reference - 1 @param {number} ours @param {Rational} reference */
const ratioOf = (ours, reference) => {
  if (!Number.isFinite(ours)) return ours;
  if (reference.sign() === 0) return ours === 0 ? 0 : Infinity;
  return exact(ours).div(reference).sub(Rational.one).toNumber();
};

/**
 * truth <= ours <= truth (1 + slack), and the lower end at most the truth.
 * @param {string} what
 * @param {import('@discreet/numeric').Enclosure} ours
 * @param {unknown} truth
 * @param {Rational} [slack]
 * @returns {Verdict}
 */
const isTruth = (what, { lower, upper }, truth, slack = truthSlack) => {
  const value = exact(truth);
  const ratio = ratioOf(upper, value);
  const miss =
    Number.isNaN(upper) || ratio < 0
      ? 'below the truth'
      : value.lessThan(exact(lower))
        ? 'the lower end is above the truth'
        : isAbove(upper, value, slack)
          ? 'too far above the truth'
          : undefined;
  return { what, ratio, miss: miss && `${what}: ${miss}: ${upper} for ${String(truth)}` };
};

/** whether ours > reference (1 + slack) and is no rounding of it @param {number} ours @param {Rational} reference @param {Rational} slack */
const isAbove = (ours, reference, slack) => {
  if (!Number.isFinite(ours)) return true;
  if (ours === Number.MIN_VALUE) return reference.sign() === 0;
  return reference.mul(Rational.one.add(slack)).lessThan(exact(ours));
};

/**
 * ours <= bound (1 + slack).
 * @param {string} what
 * @param {number} ours
 * @param {unknown} bound
 * @param {Rational} [slack]
 * @returns {Verdict}
 */
const isBelow = (what, ours, bound, slack = boundSlack) => {
  if (bound === 'Infinity') return { what, ratio: -1, miss: undefined };
  const value = exact(bound);
  const miss = isAbove(ours, value, slack);
  return {
    what,
    ratio: ratioOf(ours, value),
    miss: miss ? `${what}: ${ours} is above the bound ${String(bound)}` : undefined,
  };
};

/** the orders that the peer takes: 1.1 to 10.9 in steps of 0.1, 11 to 63, and a few more */
const peerOrders = [
  ...Array.from({ length: 99 }, (_, i) => exact(1 + (i + 1) / 10)),
  ...Array.from({ length: 53 }, (_, i) => Rational.of(BigInt(i + 11))),
  ...[128n, 256n, 512n, 1024n].map((order) => Rational.of(order)),
];
const wholeOrders = [
  ...Array.from({ length: 63 }, (_, i) => Rational.of(BigInt(i + 2))),
  ...[128n, 256n, 512n, 1024n].map((order) => Rational.of(order)),
];

/** @param {Fields} params @returns {PrivacyEvent} */
const poisson = (params) =>
  poissonSampledEvent({
    samplingProbability: exact(params['sampling_prob']),
    event: gaussianEvent({ noiseMultiplier: exact(params['noise_multiplier']) }),
  });

/** The events that a mixed record may name. @type {Readonly<Record<string, (fields: Fields) => PrivacyEvent>>} */
const events = {
  gaussian: (fields) => gaussianEvent({ noiseMultiplier: exact(fields['noise_multiplier']) }),
  laplace: (fields) => laplaceEvent({ noiseMultiplier: exact(fields['noise_multiplier']) }),
  discrete_gaussian: (fields) =>
    discreteGaussianEvent({
      sigma: exact(fields['sigma']),
      sensitivity: exact(fields['sensitivity']),
    }),
  zcdp: (fields) => zeroConcentratedEvent({ rho: exact(fields['rho']) }),
  epsilon_delta: (fields) =>
    epsilonDeltaEvent({ epsilon: exact(fields['epsilon']), delta: exact(fields['delta']) }),
  poisson_gaussian: poisson,
};

/**
 * Whether the peer's own divergences show that it lost digits: below the truth by more than 1e-6 at a whole order, so that its epsilon is no bound.
 * @param {Fields} peer
 * @param {Fields} truth
 * @param {Rational} steps
 */
const peerIsLow = (peer, truth, steps) => {
  const after = fieldsOf(peer['rdp_after_steps_at_order']);
  return Object.entries(fieldsOf(truth['rdp_one_step_at_order'])).some(([order, value]) => {
    const theirs = after[`${order}.0`];
    if (typeof theirs !== 'number' || !Number.isFinite(theirs)) return false;
    const least = exact(value).mul(steps).mul(Rational.of(999_999n, 1_000_000n));
    return exact(theirs).lessThan(least);
  });
};

/** @param {Fields} record @returns {readonly Verdict[]} */
const poissonVerdicts = (record) => {
  const params = fieldsOf(record['params']);
  const truth = fieldsOf(record['mpmath']);
  const peer = fieldsOf(record['dp_accounting']);
  const event = poisson(params);
  const once = rdpAccountant().compose(event);
  const all = rdpAccountant().compose(event, exact(params['steps']));
  const delta = exact(params['delta']);
  const atOrders = Object.entries(fieldsOf(truth['rdp_one_step_at_order'])).map(([order, value]) =>
    isTruth(`order ${order}`, once.divergence(exact(Number(order))), value),
  );
  const overWhole = all.epsilon(delta, wholeOrders);
  const overPeers = all.epsilon(delta, peerOrders);
  const best = all.epsilon(delta);
  const peerRule = isBelow(
    'epsilon over the orders of the peer',
    overPeers.upper,
    peer['epsilon'],
    Number.isInteger(peer['optimal_order']) ? boundSlack : seriesSlack,
  );
  const least = isBelow('epsilon', best.upper, overPeers.upper);
  return [
    ...atOrders,
    isTruth('epsilon over whole orders', overWhole, truth['epsilon_integer_orders'], boundSlack),
    peerRule.miss !== undefined && peerIsLow(peer, truth, exact(params['steps']))
      ? { ...peerRule, miss: undefined }
      : peerRule,
    least,
  ];
};

/** @param {Fields} record @returns {readonly Verdict[]} */
const fractionalVerdicts = (record) => {
  const params = fieldsOf(record['params']);
  const accountant = rdpAccountant().compose(poisson(params), exact(params['steps']));
  const truth = fieldsOf(fieldsOf(record['mpmath'])['rdp_at_order']);
  return Object.entries(truth).map(([order, value]) =>
    isTruth(`order ${order}`, accountant.divergence(exact(Number(order))), value),
  );
};

/** @param {RdpAccountant} accountant @param {Fields} record @param {string} rdp @returns {readonly Verdict[]} */
const peerVerdicts = (accountant, record, rdp) => {
  const peer = fieldsOf(record['dp_accounting']);
  const delta = exact(fieldsOf(record['params'])['delta']);
  return [
    isBelow('epsilon', accountant.epsilon(delta).upper, peer['epsilon']),
    ...Object.entries(fieldsOf(peer[rdp])).map(([order, bound]) =>
      isBelow(`order ${order}`, accountant.divergence(exact(Number(order))).upper, bound),
    ),
  ];
};

/** @param {Fields} record @returns {readonly Verdict[]} */
const withoutReplacementVerdicts = (record) => {
  const params = fieldsOf(record['params']);
  const event = sampledWithoutReplacementEvent({
    datasetSize: exact(params['dataset_size']),
    sampleSize: exact(params['sample_size']),
    event: gaussianEvent({ noiseMultiplier: exact(params['noise_multiplier']) }),
  });
  const accountant = rdpAccountant('replaceOne').compose(event, exact(params['steps']));
  return peerVerdicts(accountant, record, 'rdp_after_steps_at_order');
};

/** @param {Fields} record @returns {readonly Verdict[]} */
const mixedVerdicts = (record) => {
  const list = fieldsOf(record['params'])['events'];
  if (!Array.isArray(list)) throw new TypeError('expected a list of events');
  const accountant = list.map(fieldsOf).reduce((account, fields) => {
    const type = String(fields['type']);
    const make = Object.hasOwn(events, type) ? events[type] : undefined;
    if (make === undefined) throw new TypeError(`unknown event: ${type}`);
    return account.compose(make(fields), exact(fields['count']));
  }, rdpAccountant());
  return peerVerdicts(accountant, record, 'rdp_at_order');
};

/** @type {Readonly<Record<string, (record: Fields) => readonly Verdict[]>>} */
const kinds = {
  poisson_random: poissonVerdicts,
  poisson_extreme: poissonVerdicts,
  poisson_fractional_order_rdp: fractionalVerdicts,
  wor_replace_one: withoutReplacementVerdicts,
  rdp_mixed: mixedVerdicts,
};

/**
 * Every comparison that a record asks for. A kind that is not known, and a record that cannot be read, are a miss.
 * @param {unknown} json
 * @returns {{ readonly id: string, readonly verdicts: readonly Verdict[] }}
 */
export function checkRdpRecord(json) {
  const record = fieldsOf(json);
  const id = String(record['id']);
  const kind = String(record['kind']);
  const check = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (check === undefined) {
    const miss = `unknown kind ${kind}`;
    return { id, verdicts: [{ what: 'kind', ratio: NaN, miss }] };
  }
  try {
    return { id, verdicts: check(record) };
  } catch (error) {
    const miss = error instanceof Error ? error.message : String(error);
    return { id, verdicts: [{ what: 'record', ratio: NaN, miss }] };
  }
}
