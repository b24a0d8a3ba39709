/** The numbers that parameters jump to: those at which formulas change, and those that doubles barely hold. */
const edges: readonly number[] = [
  ...[0, 1, -1, 0.1, -0.1, 10, -10, 100, -1000, 1e-9, 1e9, -1e9],
  ...[2 ** 31, 2 ** 53 - 1, -(2 ** 53 - 1)],
];

/** six digits, so that a grid with the numbers on it stays coarse; a whole number as it is */
const tidy = (x: number): number =>
  Object.is(x, -0) ? 0 : Number.isSafeInteger(x) ? x : Number(x.toPrecision(6));

type Named = readonly (readonly [name: string, value: number])[];

/** one number moved, by itself or to where another is */
const one = (values: Named, pick: (n: number) => number): Named => {
  const at = pick(values.length);
  const value = values[at]?.[1] ?? 0;
  const other = values[pick(values.length)]?.[1] ?? 0;
  const moves = [-value, 2 * value, value / 2, value + 1, value - 1, other + 1, other - 1];
  const edge = edges[pick(edges.length)] ?? 0;
  const moved = moves[pick(moves.length + 2)] ?? edge;
  return values.map(([name, old], i) => [name, i === at ? moved : old]);
};

/** The parameters after one change: a number moves, all of them do, or the line that they stand on is turned round. */
export function nextParameters(
  parameters: Readonly<Record<string, number>>,
  pick: (n: number) => number,
): Readonly<Record<string, number>> {
  const values: Named = Object.entries(parameters);
  if (values.length === 0) return parameters;
  const way = pick(6);
  const shift = edges[pick(edges.length)] ?? 0;
  const changed: Named =
    way === 0
      ? values.map(([name], i) => [name, -(values.at(-1 - i)?.[1] ?? 0)])
      : way === 1
        ? values.map(([name, value]) => [name, value + shift])
        : one(values, pick);
  return Object.fromEntries(changed.map(([name, value]) => [name, tidy(value)]));
}
