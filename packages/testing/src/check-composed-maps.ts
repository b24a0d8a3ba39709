import type { Distance } from '@discreet/core';
import type { Rational } from '@discreet/numeric';
import { law, type Law, tryLaws } from './internal/law.ts';
import { wholeDistances } from './internal/spellings.ts';
import type { MetamorphicOptions, MetamorphicReport } from './metamorphic-report.ts';

/** every way to put brackets around maps in a row, up to five of them */
const nestings = <M>(maps: readonly M[], compose: (first: M, second: M) => M): readonly M[] => {
  const [only] = maps;
  if (only !== undefined && maps.length === 1) return [only];
  return maps
    .slice(1)
    .flatMap((_, i) =>
      nestings(maps.slice(0, i + 1), compose).flatMap((first) =>
        nestings(maps.slice(i + 1), compose).map((second) => compose(first, second)),
      ),
    );
};

/**
 * Checks that the map of steps in a row is each map after the other, however they are bracketed: composed = map of composed, nested = flat.
 *
 * **Contract** `maps` stand in the order in which data pass through them; at most five. `compose(first, second)` is the map of first, then second.
 * **Errors** It throws for options that are none, never because of what it finds: what `compose` throws is a violation.
 *
 * @example
 * import { chain, clamp, laplace, real, sum, symmetricDistance, values } from 'discreet';
 * import { composeMaps, distanceMap } from '@discreet/core';
 * import { Rational } from '@discreet/numeric';
 * import { checkComposedMaps } from '@discreet/testing';
 * const rows = values(real, symmetricDistance({ contributions: 3 }));
 * const factor = Rational.of(1n, 7n);
 * const noise = distanceMap({ kind: 'linear', factor, from: 'absoluteDistance', to: 'maxDivergence' });
 * checkComposedMaps(composeMaps, [chain(rows, clamp(0, 9), sum()).map, noise]).holds; // => true
 */
export function checkComposedMaps<M extends (dIn: Distance) => Rational>(
  compose: (first: M, second: M) => M,
  maps: readonly M[],
  options: MetamorphicOptions = {},
): MetamorphicReport {
  const through = (d: Rational): Rational => maps.reduce((at, map) => map(at), d);
  const one = (name: string, bracketed: () => readonly M[]): Law =>
    law(
      name,
      wholeDistances,
      (d) => d.toString(),
      (d) => {
        const expected = through(d);
        const other = bracketed()
          .map((map) => map(d))
          .find((result) => !result.equals(expected));
        return other === undefined
          ? undefined
          : `gives ${other.toString()}, one after the other ${expected.toString()}`;
      },
    );
  const [first, ...rest] = maps;
  const flat = (): readonly M[] =>
    first === undefined ? [] : [rest.reduce((before, map) => compose(before, map), first)];
  return tryLaws(
    'checkComposedMaps',
    [
      one('the composed map is one map after the other', flat),
      one('nested maps are flat ones', () => nestings(maps.slice(0, 5), compose)),
    ],
    options,
  );
}
