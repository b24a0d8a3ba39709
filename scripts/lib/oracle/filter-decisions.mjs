// @ts-check
/**
 * Filter decisions against truth: whole sequences of requests, each of which a filter must take or refuse. The expected decisions only judge: what
 * the filter decides comes from the parameters alone.
 */
import {
  advancedFilter,
  approximateFilter,
  approximateZeroConcentratedFilter,
  gaussianFilter,
  pureFilter,
  renyiFilter,
  zeroConcentratedFilter,
} from '@discreet/composition';
import { Rational, rationalFromDecimal, rationalFromDouble } from '@discreet/numeric';

/** @typedef {import('@discreet/composition').FilterKernel} FilterKernel */
/** @typedef {import('@discreet/composition').Amounts} Amounts */
/** @typedef {import('@discreet/composition').AmountsJson} AmountsJson */

/**
 * A sequence of requests for one filter.
 * @typedef {object} Sequence
 * @property {string} id
 * @property {FilterKernel} filter
 * @property {readonly unknown[]} charges as they would be handed to the filter; what is malformed stays so
 * @property {readonly boolean[]} accept what must be decided
 * @property {Readonly<Record<string, string>>} expected the other expected values
 */

/**
 * What an engine made of a sequence.
 * @typedef {object} Outcome
 * @property {readonly boolean[]} accept
 * @property {AmountsJson} spent
 */

/** @param {unknown} value @returns {Readonly<Record<string, unknown>>} */
const record = (value) => {
  if (typeof value !== 'object' || value === null) throw new TypeError('expected an object');
  return /** @type {Readonly<Record<string, unknown>>} */ (value);
};

/**
 * The exact rational that a text means; undefined for what is no finite number.
 * @param {unknown} text
 * @param {boolean} doubles whether it is rounded to a double first
 * @returns {Rational | undefined}
 */
const amount = (text, doubles) => {
  if (typeof text !== 'string') return undefined;
  const read = doubles ? rationalFromDouble(Number(text)) : rationalFromDecimal(text);
  return read._tag === 'Some' ? read.value : undefined;
};

const half = Rational.of(1n, 2n);

/** the name of each measure's filter, what its capacity is called there, and its charge */
/** @type {Readonly<Record<string, {names: Readonly<Record<string, string>>, make: (capacity: never) => FilterKernel}>>} */
const measures = {
  pure: { names: { epsilon: 'epsilon' }, make: pureFilter },
  approx: { names: { epsilon: 'epsilon', delta: 'delta' }, make: approximateFilter },
  zcdp: { names: { rho: 'rho' }, make: zeroConcentratedFilter },
  approx_zcdp: { names: { rho: 'rho', delta: 'delta' }, make: approximateZeroConcentratedFilter },
  gdp: { names: { mu: 'mu' }, make: gaussianFilter },
  rdp_fixed_alpha_gaussian: { names: { alpha: 'order', epsilon: 'epsilon' }, make: renyiFilter },
  wrrw2023: {
    names: {
      epsilon: 'epsilon',
      delta_prime: 'deltaPrime',
      delta_double_prime: 'deltaDoublePrime',
    },
    make: advancedFilter,
  },
};

/**
 * A request as a charge. What is malformed reaches the filter as the text that it was: refusing it is the filter's work.
 * @param {Readonly<Record<string, unknown>>} request
 * @param {boolean} doubles
 * @param {Rational | undefined} order of a Rényi filter, whose requests are Gaussian: order / (2 z^2)
 * @returns {unknown}
 */
const chargeOf = (request, doubles, order) => {
  if (order === undefined)
    return Object.fromEntries(
      Object.entries(request).map(([name, text]) => [name, amount(text, doubles) ?? text]),
    );
  const noise = amount(request['noise_multiplier'], doubles);
  return noise === undefined || noise.sign() <= 0
    ? { epsilon: request['noise_multiplier'] ?? 'none' }
    : { epsilon: order.mul(half).div(noise.square()) };
};

/**
 * Reads a record; undefined for a measure or a semantics that is not known, which is a miss.
 * @param {unknown} json
 * @returns {Sequence | undefined}
 */
export function readSequence(json) {
  const { id, params, expected } = record(json);
  const { measure, number_semantics: semantics, capacity, requests } = record(params);
  const known = typeof measure === 'string' ? measures[measure] : undefined;
  if (known === undefined || !Array.isArray(requests)) return undefined;
  if (semantics !== 'double' && semantics !== 'decimal') return undefined;
  const doubles = semantics === 'double';
  const given = record(capacity);
  const amounts = Object.fromEntries(
    Object.entries(given).map(([name, text]) => [
      known.names[name] ?? name,
      amount(text, doubles) ?? text,
    ]),
  );
  const order =
    measure === 'rdp_fixed_alpha_gaussian' ? amount(given['alpha'], doubles) : undefined;
  const { accept, ...others } = record(expected);
  if (!Array.isArray(accept)) return undefined;
  return {
    id: String(id),
    filter: known.make(/** @type {never} */ (amounts)),
    charges: requests.map((request) => chargeOf(record(request), doubles, order)),
    accept: accept.map((one) => one === true),
    expected: Object.fromEntries(Object.entries(others).map(([name, v]) => [name, String(v)])),
  };
}

/**
 * What the kernel alone decides: the engine in memory.
 * @param {Sequence} sequence
 * @returns {Outcome}
 */
export function decideInMemory({ filter, charges }) {
  let spent = filter.nothing;
  const accept = charges.map((charge) => {
    const parsed = filter.parseCharge(charge);
    if (parsed._tag === 'Left') return false;
    const next = filter.decide(spent, parsed.right);
    if (next._tag === 'None') return false;
    spent = next.value;
    return true;
  });
  return {
    accept,
    spent: Object.fromEntries(
      Object.entries(spent).map(([name, value]) => [name, value.toString()]),
    ),
  };
}

const tolerance = Rational.of(1n, 10n ** 36n);

/** the state that each expected total is about, and how it is had from it */
/** @type {Readonly<Record<string, (spent: Readonly<Record<string, Rational>>, filter: FilterKernel) => Rational | undefined>>} */
const totals = {
  spent: (spent) => spent['epsilon'] ?? spent['rho'],
  spent_delta: (spent) => spent['delta'],
  spent_mu: (spent, filter) => filter.reading(spent)['mu'],
  epsilon_at_end: (spent, filter) => filter.reading(spent)['epsilon'],
};

/**
 * Why an outcome is not the truth; undefined when it is.
 * @param {Sequence} sequence
 * @param {Outcome} outcome
 * @returns {string | undefined}
 */
export function missOf({ filter, accept, expected }, outcome) {
  const index = accept.findIndex((wanted, i) => outcome.accept[i] !== wanted);
  if (index >= 0 || accept.length !== outcome.accept.length)
    return `request ${index}: must be ${accept[index] === true ? 'taken' : 'refused'}`;
  const spent = Object.fromEntries(
    Object.entries(outcome.spent).flatMap(([name, text]) => {
      const value = amount(text, false);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  for (const [name, read] of Object.entries(totals)) {
    const wanted = expected[name] === undefined ? undefined : amount(expected[name], false);
    const got = wanted === undefined ? undefined : read(spent, filter);
    if (wanted === undefined) continue;
    const off = got === undefined ? undefined : got.sub(wanted).abs();
    // the expected values are printed to 40 digits
    const allowed = Rational.max(wanted.abs(), Rational.one).mul(tolerance);
    if (off === undefined || allowed.lessThan(off))
      return `${name}: must be ${expected[name]}, got ${got?.toNumber() ?? 'nothing'}`;
  }
  return undefined;
}
