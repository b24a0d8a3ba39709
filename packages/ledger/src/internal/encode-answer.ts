import { canonicalJson, type JsonValue } from './canonical-json.ts';

/** An answer as JSON: numbers, names and lists. What JSON has no word for cannot be kept, and no measurement answers it. */
const jsonOf = (answer: unknown): JsonValue => {
  if (typeof answer === 'number') {
    if (!Number.isFinite(answer)) throw new RangeError('an answer must be finite');
    return answer;
  }
  if (typeof answer === 'string' || typeof answer === 'boolean' || answer === null) return answer;
  if (Array.isArray(answer)) return answer.map(jsonOf);
  if (typeof answer === 'object')
    return Object.fromEntries(
      Object.entries(answer).map(([name, value]: readonly [string, unknown]) => [
        name,
        jsonOf(value),
      ]),
    );
  throw new TypeError('an answer must be made of numbers, texts and lists');
};

/** The bytes that an answer is kept and released as. */
export function encodeAnswer(answer: unknown): string {
  return canonicalJson(jsonOf(answer));
}

const frozen = (value: unknown): unknown => {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
};

/** The answer that kept bytes stand for; what is released is always read back from what was kept. */
export function decodeAnswer(bytes: string): unknown {
  const value: unknown = JSON.parse(bytes);
  return frozen(value);
}
