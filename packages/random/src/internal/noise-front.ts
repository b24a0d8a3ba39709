import type { Rational } from '@discreet/numeric';
import { systemEntropy } from '../system-entropy.ts';
import { arrayKind, fillArray, type NoiseArray } from './fill-array.ts';
import { refusal } from './noise-argument.ts';
import type { PreparedNoise } from './prepared-noise.ts';

/** How many written parameters are remembered with their prepared noise. */
const MOST_REMEMBERED = 16;
/** Scales up to 2^45 keep single numbers below 2^53 but for a probability below exp(-255). */
const NUMBER_EXPONENT = 45;

/** Noise of one law from the platform's entropy. */
export interface NoiseFront<Argument> {
  /** One value: a number for scales up to 2^45, an exact bigint for larger ones. The scale alone decides, never the value. */
  sample(argument: Argument): number | bigint;
  /** One value as an exact integer, for any scale. */
  sampleBigInt(argument: Argument): bigint;
  /** Independent values in every element of the array, which is returned; a scale too large for its type is refused. */
  fill<A extends NoiseArray>(array: A, argument: Argument): A;
}

/** What differs between the laws: their names and how their argument is read. */
export interface NoiseWords<Argument> {
  /** The object's name in messages. */
  readonly where: string;
  /** `scale` or `sigma`, as a message about its size names it. */
  readonly name: string;
  /** The positive parameter that the argument means, or a refusal. */
  read(where: string, argument: Argument): Rational;
  /** The cache of the law. */
  prepare(parameter: Rational): PreparedNoise;
}

/** The public object of a law. */
export function createNoiseFront<Argument>(words: NoiseWords<Argument>): NoiseFront<Argument> {
  interface Entry {
    readonly argument: Argument;
    readonly noise: PreparedNoise;
  }
  const remembered = new Map<Argument, Entry>();
  let latest: Entry | undefined;

  function prepared(method: string, argument: Argument): PreparedNoise {
    if (latest !== undefined && latest.argument === argument) return latest.noise;
    // Objects are not kept: their owner may change them.
    const lasting = typeof argument !== 'object';
    const known = lasting ? remembered.get(argument) : undefined;
    if (known !== undefined) {
      latest = known;
      return known.noise;
    }
    const noise = words.prepare(words.read(`${words.where}.${method}`, argument));
    if (lasting) {
      const oldest = remembered.size >= MOST_REMEMBERED ? remembered.keys().next() : undefined;
      if (oldest?.done === false) remembered.delete(oldest.value);
      latest = { argument, noise };
      remembered.set(argument, latest);
    }
    return noise;
  }

  return Object.freeze({
    sample: (argument: Argument): number | bigint => {
      const noise = prepared('sample', argument);
      return noise.isAtMost(NUMBER_EXPONENT)
        ? noise.sample(systemEntropy)
        : noise.sampleBigInt(systemEntropy);
    },
    sampleBigInt: (argument: Argument): bigint =>
      prepared('sampleBigInt', argument).sampleBigInt(systemEntropy),
    fill: <A extends NoiseArray>(array: A, argument: Argument): A => {
      const where = `${words.where}.fill`;
      const { name, largestExponent } = arrayKind(where, array);
      const noise = prepared('fill', argument);
      if (largestExponent !== undefined && !noise.isAtMost(largestExponent)) {
        const rule = `${words.name} must be at most 2^${largestExponent} for ${name}; bigint[] takes any`;
        throw refusal(where, rule, noise.describe());
      }
      fillArray(array, noise, systemEntropy);
      return array;
    },
  });
}
