// @ts-check
/**
 * Conversions between privacy curves against truth: 15 kinds of records, one formula each. What is judged comes from the parameters alone; the other
 * fields only judge it. An upper bound must not be below the truth, and at most 1e-9 above it (1e-10 for probabilities); a lower bound likewise from below.
 */
import { Rational, rationalFromDecimal } from '@discreet/numeric';
import { exactly, formulas } from './conversion-formulas.mjs';

/** @typedef {import('./conversion-formulas.mjs').Answer} Answer */
/** @typedef {import('./conversion-formulas.mjs').ConversionRecord} ConversionRecord */

/**
 * How far an answer is from the truth.
 * @typedef {object} Verdict
 * @property {string} what which value
 * @property {number} ratio the upper end over the truth, less 1
 * @property {string | undefined} miss why it does not pass
 */

/** @param {unknown} value @returns {Readonly<Record<string, unknown>>} */
const record = (value) => {
  if (typeof value !== 'object' || value === null) throw new TypeError('expected an object');
  return /** @type {Readonly<Record<string, unknown>>} */ (value);
};

/**
 * Reads a record. Parameters are the exact values of the doubles that stand there.
 * @param {unknown} json
 * @returns {ConversionRecord}
 */
export function readConversion(json) {
  const { id, kind, params, values } = record(json);
  const all = Object.entries(record(params));
  return {
    id: String(id),
    kind: String(kind),
    numbers: Object.fromEntries(
      all.flatMap(([name, x]) => (Array.isArray(x) ? [] : [[name, exactly(x)]])),
    ),
    lists: Object.fromEntries(
      all.flatMap(([name, x]) => (Array.isArray(x) ? [[name, x.map(exactly)]] : [])),
    ),
    values: Object.fromEntries(
      Object.entries(record(values)).map(([name, x]) => [
        name,
        typeof x === 'boolean' ? x : String(x),
      ]),
    ),
  };
}

/** Values that a record tells for orientation; nothing of ours corresponds to them. */
const unjudged = new Set([
  // where the infimum is, and how far the closed form's precondition reaches
  'optimal_alpha_at_eps_query',
  'epsilon0_max',
]);

/** Names of probabilities, which are judged more strictly. */
const isChance = (/** @type {string} */ name) => /pmf|tail|delta/.test(name);

const smallest = Rational.of(1n, 1n << 1074n);

/** the printed truth: exact to 40 digits */
const printed = Rational.of(1n, 10n ** 38n);

/**
 * @param {string} name
 * @param {Answer} answer
 * @param {string | boolean} value
 * @returns {Verdict}
 */
function judge(name, answer, value) {
  /** @param {string | undefined} miss @param {number} [ratio] @returns {Verdict} */
  const say = (miss, ratio = 0) => ({ what: name, ratio, miss });
  if (typeof value === 'boolean') return say(answer === value ? undefined : `must be ${value}`);
  if (answer === 'refused')
    return say(['not_applicable', 'Infinity'].includes(value) ? undefined : 'must not be refused');
  if (value === 'not_applicable') return say('must be refused');
  const read = rationalFromDecimal(value.replace(/e-[0-9]{4,}$/, 'e-1000'));
  if (typeof answer === 'boolean') return say(`cannot judge ${value}`);
  if (typeof answer === 'bigint')
    return say(`${answer}` === value ? undefined : `must be ${value}, got ${answer}`);
  // a parameter that was rounded up has no lower end
  const isOneSided = answer instanceof Rational;
  const { lower, upper } = isOneSided ? { lower: 0, upper: answer.toNumberUp() } : answer;
  if (value === 'Infinity')
    return say(upper === Infinity ? undefined : `must be Infinity, got ${upper}`);
  if (read._tag === 'None') return say(`cannot judge ${value}`);
  if (!Number.isFinite(upper)) return say(`must be ${value}, got ${upper}`, upper);
  // a theorem that gives less than 0 gives 0
  const truth = Rational.max(read.value, Rational.zero);
  const [low, high] = [exactly(lower), exactly(upper)];
  if (truth.lessThan(smallest))
    return say(
      upper <= Number.MIN_VALUE && lower <= 0 ? undefined : `must be 0 or so, got ${upper}`,
    );
  const error = truth.mul(printed);
  const ratio = high.div(truth).sub(Rational.one).toNumber();
  const shortfall = isOneSided ? 0 : Rational.one.sub(low.div(truth)).toNumber();
  const allowed = isChance(name) && truth.toNumber() > 1e-300 ? 1e-10 : 1e-9;
  if (high.lessThan(truth.sub(error)))
    return say(`upper ${upper} is below the truth ${value}`, ratio);
  if (truth.add(error).lessThan(low))
    return say(`lower ${lower} is above the truth ${value}`, ratio);
  // below the normal doubles one unit in the last place is all there is
  const isSubnormal = truth.toNumber() < 2.3e-308;
  if (!isSubnormal && !(ratio <= allowed && shortfall <= allowed))
    return say(`[${lower}, ${upper}] is not tight around ${value}`, ratio);
  return say(undefined, isSubnormal ? 0 : ratio);
}

/** @param {ConversionRecord} read @returns {readonly Verdict[]} */
function verdictsOf(read) {
  const { kind, values } = read;
  const known = Object.hasOwn(formulas, kind) ? formulas[kind] : undefined;
  if (known === undefined) return [{ what: 'kind', ratio: NaN, miss: `unknown kind ${kind}` }];
  const answers = known(read);
  // the classical theorem says nothing from epsilon 1 on, and ours refuses there
  const isBeyond = (/** @type {string} */ name) =>
    values['classical_valid'] === false && /^classical_sigma$|^delta_of_classical/.test(name);
  return Object.entries(values).flatMap(([what, given]) => {
    if (unjudged.has(what)) return [];
    const answer = Object.hasOwn(answers, what) ? answers[what] : undefined;
    if (answer === undefined) return [{ what, ratio: NaN, miss: `unknown value ${what}` }];
    return [judge(what, answer(), isBeyond(what) ? 'not_applicable' : given)];
  });
}

/**
 * Every comparison that a record asks for. A kind or a value that is not known, and a record that cannot be read, are a miss.
 * @param {unknown} json
 * @returns {{ readonly id: string, readonly verdicts: readonly Verdict[] }}
 */
export function checkConversionRecord(json) {
  const id = String(record(json)['id']);
  try {
    return { id, verdicts: verdictsOf(readConversion(json)) };
  } catch (error) {
    const miss = error instanceof Error ? error.message : 'cannot be read';
    return { id, verdicts: [{ what: 'record', ratio: NaN, miss }] };
  }
}
