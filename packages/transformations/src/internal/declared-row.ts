import { type Columns, elementAt, type Encoder, fieldOf, makeEncoder } from '@discreet/core';

/**
 * A reader of rows as their schema declares them: a fresh object with the declared columns and nothing else.
 *
 * A value of another type than its column's is a missing one, as everywhere: NaN among numbers, `undefined` elsewhere. The caller's own row
 * is neither shown nor open to change, and each of its fields is read once.
 */
export function declaredRow(columns: Columns): (row: unknown) => Readonly<Record<string, unknown>> {
  const readers = Object.entries(columns).map(
    ([name, atom]) => [name, atom, makeEncoder(atom, 1)] as const,
  );
  const one = (encoder: Encoder, value: unknown): ReturnType<Encoder['batch']> => {
    encoder.put(0, value);
    return encoder.batch(1);
  };
  return (row) =>
    Object.freeze(
      Object.fromEntries(
        readers.map(([name, atom, encoder]) => [
          name,
          elementAt(one(encoder, fieldOf(row, name)), 0, atom),
        ]),
      ),
    );
}
