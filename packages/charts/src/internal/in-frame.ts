import type { Axis, Picture, Point } from './picture.ts';

/** The points that have a place on their axes, and the ends of these. */
export interface Framed {
  readonly points: readonly Point[];
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

const hasPlace = ({ scale }: Axis, x: number): boolean =>
  Number.isFinite(x) && (scale === 'linear' || x > 0);

const ends = (axis: Axis, numbers: readonly number[]): readonly [number, number] => {
  if (axis.domain !== undefined) return axis.domain;
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  if (axis.scale === 'log') return low < high ? [low, high] : [low / 2, high * 2];
  return [Math.min(0, low), high > 0 ? high : low < 0 ? 0 : 1];
};

/**
 * Leaves out the points whose line has no place, as at an infinite epsilon, and cuts bands off where the axis ends: an unknown lower end of 0 reaches the bottom of a
 * logarithmic axis. Undefined where no point is left.
 */
export function inFrame({ points, x, y, values }: Picture): Framed | undefined {
  const [ofValues, ofPlaces] = values === 'x' ? [x, y] : [y, x];
  const shown = points.filter(({ at, line }) => hasPlace(ofPlaces, at) && hasPlace(ofValues, line));
  if (shown.length === 0) return undefined;
  const lines = shown.map(({ line }) => line);
  // a lower end far below all lines must not squeeze these together
  const least = ofValues.scale === 'log' ? Math.min(...lines) / 10 : -Infinity;
  const numbers = shown
    .flatMap(({ low, high }) => [low, high])
    .filter((value) => Number.isFinite(value) && value >= least);
  const along = ends(ofValues, [...lines, ...numbers]);
  const places = ends(
    ofPlaces,
    shown.map(({ at }) => at),
  );
  const [first, last] = along;
  const cut = (value: number): number => Math.min(Math.max(value, first), last);
  return {
    points: shown.map((point) => ({ ...point, low: cut(point.low), high: cut(point.high) })),
    ...(values === 'x' ? { x: along, y: places } : { x: places, y: along }),
  };
}
