import { DiscreetError } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import { proved } from './any-pipeline.ts';
import type { Category } from './domain.ts';
import { isArray } from './is-array.ts';
import { print } from './print.ts';
import type { Gate, Needs } from './refusal.ts';

/** Labels that `categories` has checked at run time. */
export type Labels = readonly string[] & { readonly '~parsed': 'categories' };

/** Why a list of labels cannot be a category; `unknown` when it can. */
type LabelsCheck<K> = [K] extends [Labels]
  ? unknown
  : K extends readonly []
    ? Needs<'category() needs at least one label'>
    : K extends readonly string[]
      ? true extends RunTime<string, K[number]> | RunTime<number, K['length']>
        ? Needs<'the labels are known only at run time: parse them first with categories(labels)'>
        : Twice<K> extends infer D extends string
          ? [D] extends [never]
            ? unknown
            : Needs<`the label '${D}' stands in category() twice`>
          : unknown
      : Needs<'category() needs an array of labels'>;
type RunTime<Wide, X> = [Wide] extends [X] ? true : false;
/** the labels that stood in the list before; tail recursive, for lists of up to a thousand */
type Twice<K, Seen = never, Found = never> = K extends readonly [infer A extends string, ...infer R]
  ? Twice<R, Seen | A, A extends Seen ? Found | A : Found>
  : Found;

/** the labels, read once into an array of our own: a list may give another label when it is asked again */
const readLabels = (where: string, given: unknown): E.Either<DiscreetError, Labels> => {
  const refuse = (rule: string, received: string): E.Either<DiscreetError, never> =>
    E.left(new DiscreetError({ tag: 'InvalidParameter', where, rule, received }));
  const list = 'labels must be an array of strings';
  if (!isArray(given)) return refuse(list, print(given));
  const read = new Set<string>();
  try {
    for (const label of given) {
      if (typeof label !== 'string') return refuse('every label must be a string', print(label));
      if (read.has(label)) return refuse('labels must differ', `${print(label)} twice`);
      read.add(label);
    }
  } catch {
    return refuse(list, 'one that cannot be read');
  }
  if (read.size === 0) return refuse('labels must not be empty', '[]');
  return E.right(proved<Labels>(Object.freeze([...read])));
};

/**
 * Labels that are known only at run time, checked: strings, at least one, no two the same.
 *
 * **Contract** Right when they are; what is kept is a copy.
 * **Errors** Anything else in a `Left`; it never throws.
 *
 * The labels must be public: a list collected from the data would tell who is in them.
 *
 * @example
 * categories(['Oslo', 'Oslo'])._tag; // => 'Left'
 */
export function categories(labels: readonly string[]): E.Either<DiscreetError, Labels> {
  return readLabels('categories', labels);
}

/**
 * The domain of public labels.
 *
 * **Contract** Its members are the labels and nothing else. A value in the data that is no label is missing: it counts nowhere.
 * **Errors** Literal labels that repeat or are none at all do not compile; the run time refuses the same.
 *
 * @example
 * category(['Oslo', 'Bergen']).labels.length; // => 2
 */
export function category<const K extends readonly unknown[]>(
  labels: Gate<K, LabelsCheck<K>>,
): Category<Extract<K[number], string>> {
  const read = readLabels('category', labels);
  if (E.isLeft(read)) throw read.left;
  return proved<Category<Extract<K[number], string>>>(
    Object.freeze({ kind: 'category', labels: read.right }),
  );
}
