// @ts-check
/**
 * Privacy loss distributions against truth: compositions of mechanisms, with the epsilon at given deltas and the delta at given epsilons. What is computed comes from
 * the parameters alone; the other values only judge it.
 */
import {
  discreteGaussianEvent,
  discreteLaplaceEvent,
  epsilonDeltaEvent,
  gaussianEvent,
  laplaceEvent,
  pldAccountant,
  poissonSampledEvent,
  randomizedResponseEvent,
} from '@discreet/accounting';
import { Rational, rationalFromDecimal, rationalFromDouble } from '@discreet/numeric';

/** @typedef {import('@discreet/accounting').NeighbouringRelation} NeighbouringRelation */
/** @typedef {import('@discreet/accounting').PrivacyEvent} PrivacyEvent */
/** @typedef {import('@discreet/numeric').Enclosure} Enclosure */
/** @typedef {import('@discreet/accounting').PldAccountant} PldAccountant */
/** @typedef {import('./check-records.mjs').Verdict} Verdict */
/** @typedef {Readonly<Record<string, unknown>>} Fields */

/**
 * A question, and what its answer must be.
 * @typedef {object} Query
 * @property {'epsilon' | 'delta'} asked
 * @property {Rational} at
 * @property {number | undefined} optimistic
 * @property {number} pessimistic
 * @property {Rational | 'Infinity' | undefined} exact
 */

/**
 * What was composed, and the least delta that the peer's arithmetic resolves.
 * @typedef {object} Composition
 * @property {PldAccountant} accountant
 * @property {Rational} floor
 */

/** @param {unknown} value @returns {Fields} */
const fieldsOf = (value) => {
  if (typeof value !== 'object' || value === null) throw new TypeError('expected an object');
  return /** @type {Fields} */ (value);
};

/** The rational that a double is, exactly. @param {unknown} value @returns {Rational} */
const exactly = (value) => {
  const read = typeof value === 'number' ? rationalFromDouble(value) : undefined;
  if (read?._tag !== 'Some') throw new TypeError(`no number: ${String(value)}`);
  return read.value;
};

/** The truth, printed to 30 digits. @param {unknown} value @returns {Rational | 'Infinity' | undefined} */
const truthOf = (value) => {
  const text = String(value);
  if (value === undefined || value === 'Infinity') return value;
  // what is far below every double need not be written out
  const read = rationalFromDecimal(text.replace(/e-[0-9]{4,}$/, 'e-999'));
  if (typeof value !== 'string' || read._tag === 'None' || read.value.sign() < 0)
    throw new TypeError(`no truth: ${text}`);
  return read.value;
};

/** An end of the peer's bracket. @param {unknown} value @returns {number} */
const endOf = (value) => {
  if (value === 'Infinity') return Infinity;
  return exactly(value).toNumber();
};

/** One use of each type of mechanism: the fields that it takes, and how it is made. @type {Readonly<Record<string, readonly [names: readonly string[], make: (fields: Fields) => PrivacyEvent]>>} */
const types = {
  gaussian: [
    ['sigma', 'sensitivity'],
    (fields) => gaussianEvent({ noiseMultiplier: multiplierOf(fields, 'sigma') }),
  ],
  laplace: [
    ['scale', 'sensitivity'],
    (fields) => laplaceEvent({ noiseMultiplier: multiplierOf(fields, 'scale') }),
  ],
  discrete_laplace: [
    ['a', 'sensitivity'],
    (fields) =>
      discreteLaplaceEvent({
        scale: exactly(fields['a']).inverse(),
        sensitivity: sensitivityOf(fields),
      }),
  ],
  discrete_gaussian: [
    ['sigma', 'sensitivity'],
    (fields) =>
      discreteGaussianEvent({
        sigma: exactly(fields['sigma']),
        sensitivity: sensitivityOf(fields),
      }),
  ],
  randomized_response: [
    ['noise_parameter', 'num_buckets'],
    (fields) =>
      randomizedResponseEvent({
        noise: exactly(fields['noise_parameter']),
        buckets: exactly(fields['num_buckets']),
      }),
  ],
  epsilon_delta: [
    ['epsilon', 'delta'],
    (fields) =>
      epsilonDeltaEvent({ epsilon: exactly(fields['epsilon']), delta: exactly(fields['delta']) }),
  ],
};

/** @param {Fields} fields */
const sensitivityOf = (fields) =>
  fields['sensitivity'] === undefined ? Rational.one : exactly(fields['sensitivity']);

/** @param {Fields} fields @param {string} noise */
const multiplierOf = (fields, noise) => exactly(fields[noise]).div(sensitivityOf(fields));

/**
 * The event of one use. A type or a field that is not known is an error: it may change the cost.
 * @param {Fields} row
 * @returns {PrivacyEvent}
 */
const eventOf = ({ type, count: _count, neighboring: _relation, sampling_prob: rate, ...rest }) => {
  const name = String(type);
  const known = Object.hasOwn(types, name) ? types[name] : undefined;
  if (known === undefined) throw new TypeError(`unknown event: ${name}`);
  const [names, make] = known;
  const other = Object.keys(rest).find((field) => !names.includes(field));
  if (other !== undefined) throw new TypeError(`unknown field of ${name}: ${other}`);
  const event = make(rest);
  return rate === undefined
    ? event
    : poissonSampledEvent({ samplingProbability: exactly(rate), event });
};

/** @type {Readonly<Record<string, NeighbouringRelation>>} */
const relations = {
  add_or_remove_one: 'addOrRemoveOne',
  replace_one: 'replaceOne',
  replace_special: 'replaceSpecial',
};

/** @param {Fields} row */
const neighboursOf = (row) =>
  String('neighboring' in row ? row['neighboring'] : 'add_or_remove_one');

/**
 * The accountant after all events of a record.
 *
 * The peer adds 1e-15 to its deltas, the optimistic ones too, for the tails that it cuts off: once where an event is composed with itself, once where with the others. The
 * coefficients of its transforms are off by a unit in the last place, so their n-th powers, and the tails that these add up to, by n units.
 * @param {unknown} params
 * @returns {Composition}
 */
const compositionOf = (params) => {
  const { events } = fieldsOf(params);
  if (!Array.isArray(events) || events.length === 0) throw new TypeError('expected events');
  const rows = events.map(fieldsOf);
  const names = [...new Set(rows.map(neighboursOf))];
  const [name = ''] = names;
  const relation = Object.hasOwn(relations, name) ? relations[name] : undefined;
  if (relation === undefined || names.length > 1)
    throw new TypeError(`unknown neighbours: ${names.join(', ')}`);
  let accountant = pldAccountant(relation);
  let uses = Rational.zero;
  for (const row of rows) {
    const count = row['count'] === undefined ? Rational.one : exactly(row['count']);
    accountant = accountant.compose(eventOf(row), count);
    uses = uses.add(count);
  }
  const tails = Rational.of(2n * BigInt(rows.length), 10n ** 15n);
  return { accountant, floor: uses.mul(Rational.of(1n, 1n << 53n)).add(tails) };
};

/**
 * @param {unknown} rows
 * @param {'epsilon' | 'delta'} asked
 * @returns {Query[]}
 */
const queriesOf = (rows, asked) => {
  if (!Array.isArray(rows)) throw new TypeError('expected a list of questions');
  return rows.map((row) => {
    const fields = fieldsOf(row);
    const optimistic = fields[`${asked}_optimistic`];
    return {
      asked,
      at: exactly(fields[asked === 'epsilon' ? 'delta' : 'epsilon']),
      optimistic: optimistic === undefined ? undefined : endOf(optimistic),
      pessimistic: endOf(fields[`${asked}_pessimistic`]),
      exact: truthOf(fields[`${asked}_exact`]),
    };
  });
};

/** how much worse than the peer's an end may be, relatively; and absolutely, for an epsilon */
const RELATIVE = 1e-6;
const ABSOLUTE = 1e-9;

/**
 * Why an answer does not hold the truth.
 * @param {Query} query
 * @param {Enclosure} ours
 * @returns {string | undefined}
 */
function untrue({ exact }, { lower, upper }) {
  if (!(lower >= 0 && lower <= upper)) return 'no interval';
  if (exact === undefined) return undefined;
  if (exact === 'Infinity') return upper < Infinity ? 'below the truth, Infinity' : undefined;
  // the last of the 30 digits that are printed is rounded
  const unit = exact.mul(Rational.of(1n, 10n ** 29n));
  if (upper < Infinity && exactly(upper).lessThan(exact.sub(unit)))
    return `the upper end is below the truth, ${exact.toNumber()}`;
  if (lower === Infinity || exact.add(unit).lessThan(exactly(lower)))
    return `the lower end is above the truth, ${exact.toNumber()}`;
  return undefined;
}

/**
 * Why an answer is not within the peer's bracket where the truth is known, or does not meet it where not. With no optimistic value the upper end alone is judged. The
 * answer is given twice, for the optimistic end and for the pessimistic one.
 * @param {Query} query
 * @param {Enclosure} low
 * @param {Enclosure} [high]
 * @returns {string | undefined}
 */
function outside({ asked, optimistic, pessimistic, exact }, low, high = low) {
  const slack = asked === 'epsilon' ? ABSOLUTE : 0;
  const most = pessimistic * (1 + RELATIVE) + slack;
  const least =
    optimistic === undefined
      ? -Infinity
      : asked === 'epsilon'
        ? optimistic - ABSOLUTE
        : optimistic * (1 - RELATIVE);
  const isKnown = exact !== undefined;
  const below = isKnown ? low.lower : low.upper;
  if (below < least) return `${below} is below the bracket, from ${optimistic}`;
  const above = isKnown || optimistic === undefined ? high.upper : high.lower;
  // 2^-1074 stands for whatever is less
  const isLeast = above === Number.MIN_VALUE && most >= 0;
  return above > most && !isLeast ? `${above} is above the bracket, to ${pessimistic}` : undefined;
}

/**
 * Whether the bracket is off by no more than the floor of the peer's arithmetic: were its deltas off by that, the answer would be right. This excuses nothing that the truth itself,
 * where it is known, shows to be possible.
 * @param {Query} query
 * @param {Enclosure} ours
 * @param {Composition} composition
 * @returns {boolean}
 */
function isBelowFloor(query, ours, { accountant, floor }) {
  const { asked, at, exact } = query;
  if (exact !== undefined) {
    const value = exact === 'Infinity' ? Infinity : exact.toNumber();
    if (outside(query, { lower: value, upper: value }) === undefined) return false;
  }
  /** the answer, were the peer's deltas higher by a little; or lower @param {Rational} by @returns {Enclosure} */
  const moved = (by) => {
    if (asked === 'delta') {
      const shift = by.toNumber();
      return { lower: ours.lower + shift, upper: ours.upper + shift };
    }
    const delta = at.sub(by);
    if (delta.sign() <= 0) return { lower: Infinity, upper: Infinity };
    return delta.lessThan(Rational.one) ? accountant.epsilon(delta) : { lower: 0, upper: 0 };
  };
  return outside(query, moved(floor), moved(floor.negate())) === undefined;
}

/**
 * @param {Query} query
 * @param {Composition} composition
 * @returns {Verdict}
 */
function judge(query, composition) {
  const { asked, at, exact, pessimistic } = query;
  const ours = composition.accountant[asked](at);
  const what = `${asked} at ${at.toNumber()}`;
  const reference = exact instanceof Rational ? exact.toNumber() : pessimistic;
  const wrong = untrue(query, ours);
  const far = wrong ?? outside(query, ours);
  const verdict = {
    what,
    ratio: reference > 0 ? ours.upper / reference - 1 : NaN,
    miss: undefined,
  };
  if (far === undefined) return verdict;
  if (wrong === undefined && isBelowFloor(query, ours, composition))
    return { ...verdict, ratio: NaN, excuse: `${what}: ${far}` };
  return { ...verdict, miss: `${what}: [${ours.lower}, ${ours.upper}]: ${far}` };
}

/** the kinds of records that are known */
const kinds = new Set([
  'discrete_gaussian',
  'discrete_laplace',
  'extreme',
  'gaussian',
  'laplace',
  'mixed',
  'mixed_with_epsilon_delta',
  'randomized_response',
  'subsampled_gaussian',
  'subsampled_gaussian_one_step',
  'subsampled_gaussian_replace_one',
  'subsampled_other',
]);

/**
 * Every comparison that a record asks for. A kind or an event that is not known, and a record that cannot be read, are a miss.
 * @param {unknown} json
 * @returns {{ readonly verdicts: readonly Verdict[] }}
 */
export function checkPldRecord(json) {
  try {
    const { kind, params, epsilon_at_delta: epsilons, delta_at_epsilon: deltas } = fieldsOf(json);
    if (typeof kind !== 'string' || !kinds.has(kind))
      throw new TypeError(`unknown kind ${String(kind)}`);
    const composition = compositionOf(params);
    const queries = [...queriesOf(epsilons, 'epsilon'), ...queriesOf(deltas, 'delta')];
    return { verdicts: queries.map((query) => judge(query, composition)) };
  } catch (error) {
    const miss = error instanceof Error ? error.message : String(error);
    return { verdicts: [{ what: 'record', ratio: NaN, miss }] };
  }
}
