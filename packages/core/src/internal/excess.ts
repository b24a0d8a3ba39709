/** How often keys stand in x more often than in y, and the other way round. */
export function excess(x: Iterable<string>, y: Iterable<string>): readonly [number, number] {
  const times = new Map<string, number>();
  for (const key of x) times.set(key, (times.get(key) ?? 0) + 1);
  for (const key of y) times.set(key, (times.get(key) ?? 0) - 1);
  let [more, less] = [0, 0];
  for (const n of times.values()) {
    if (n > 0) more += n;
    else less -= n;
  }
  return [more, less];
}
