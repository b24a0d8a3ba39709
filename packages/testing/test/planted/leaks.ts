// Programs that show more of their data than their mechanisms release. Each comes with a twin that does the same job rightly.
import { plan } from '@discreet/composition';
import {
  type AnyMeasurement,
  category,
  chain,
  changeOneDistance,
  type Positive,
  proved,
  real,
  type ReleaseMechanism,
  symmetricDistance,
  type Via,
} from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
import { Rational } from '@discreet/numeric';
import { clamp, count, countBy, mean, sum, values } from '@discreet/transformations';
import {
  type PlaySource,
  type Program,
  recordPlay,
  releases,
  type RowsOf,
} from '../../src/index.ts';
import { withFactor } from './build.ts';
import type { PlantedBug } from './planted-bug.ts';

const rows = values(real, symmetricDistance());
const sized = values(real, changeOneDistance({ size: 4 }));
const cities = values(category(['Oslo', 'Bergen', 'Bod\u00f8']), symmetricDistance());
const whole = clamp(0, 100, { resolution: 1 });

const exactTotal = chain(rows, whole, sum());
const total = chain(exactTotal, laplace({ scale: 100 }));
const again = chain(exactTotal, laplace({ scale: 200 }));
const coarse = (scale: number) => chain(exactTotal, laplace({ scale: proved<Positive>(scale) }));
const howMany = chain(rows, count(), laplace({ epsilon: 0.5 }));
const byCity = chain(cities, countBy(), laplace({ epsilon: 0.5 }));

type Numbers = readonly number[];
const sumOf = (data: Numbers): number =>
  exactTotal.invoke(data.filter((x) => typeof x === 'number'));
const most = (data: Numbers): number =>
  data.reduce((top, x) => (typeof x === 'number' && x > top ? x : top), 0);

const leak = <DI, MI>(
  title: string,
  source: PlaySource<DI, MI>,
  wrong: Program<RowsOf<DI>>,
  right: Program<RowsOf<DI>>,
): PlantedBug => ({
  title,
  tester: 'record-play',
  caught: (seed) => recordPlay(source, wrong, { seed }).violation !== undefined,
  twinPasses: (seed) => recordPlay(source, right, { seed }).holds,
});

/** A measurement that says in its explanation what it last counted: the twin says what it released. */
const talkative = (what: 'exact' | 'released'): AnyMeasurement => {
  const real: AnyMeasurement = howMany;
  return proved<AnyMeasurement>({
    ...real,
    '~simulate': (mechanism: ReleaseMechanism) => {
      let last = 'nothing';
      const watched: ReleaseMechanism = {
        release: (call) => {
          const released = mechanism.release(call);
          last = String(what === 'exact' ? call.counts[0] : released[0]);
          return released;
        },
      };
      return {
        ...real['~simulate'](watched),
        explain: () => `${real.explain()}\nlast count   ${last}`,
      };
    },
  });
};

/** the sum with a map that allows half of what a row can do */
const understated = chain(
  proved<typeof exactTotal>(withFactor(exactTotal, Rational.of(50n))),
  laplace({ scale: 100 }),
);
const understatedSquare = chain(
  proved<typeof exactTotal>(withFactor(exactTotal, Rational.of(99n))),
  gaussian({ rho: 0.5 }),
);

const log = (say: (line: string) => void, data: Numbers): void => {
  say(`read ${data.length} rows`);
};

export const leaks: readonly PlantedBug[] = [
  leak(
    'a branch on the exact sum',
    rows,
    (via, data) => {
      const noisy = via(total).invoke(data);
      return sumOf(data) > 150 ? noisy : Math.max(0, noisy);
    },
    (via, data) => {
      const noisy = via(total).invoke(data);
      return noisy > 150 ? noisy : Math.max(0, noisy);
    },
  ),
  leak(
    'a second question that is asked where the exact sum is large',
    rows,
    (via, data) => [via(total).invoke(data), sumOf(data) > 150 && via(again).invoke(data)],
    (via, data) => {
      const noisy = via(total).invoke(data);
      return [noisy, noisy > 150 && via(again).invoke(data)];
    },
  ),
  leak(
    'an answer with the exact count beside the noisy one',
    rows,
    (via, data) => ({ total: via(total).invoke(data), rows: data.length }),
    (via, data) => ({ total: via(total).invoke(data), rows: via(howMany).invoke(data) }),
  ),
  leak(
    'as many questions as there are rows',
    rows,
    (via, data) => data.map(() => via(howMany).invoke(data)).slice(0, 1),
    (via, data) => [1, 2, 3].map(() => via(howMany).invoke(data)).slice(0, 1),
  ),
  leak(
    'questions in an order that the data decide',
    rows,
    (via, data) => {
      const queries = sumOf(data) > 150 ? [total, again] : [again, total];
      return queries.map((query) => via(query).invoke(data)).length;
    },
    (via, data) => [total, again].map((query) => via(query).invoke(data)).length,
  ),
  leak(
    'bounds for clamping that are taken from the data',
    rows,
    (via, data) => {
      const upper = Math.min(1000, Math.ceil(most(data)) + 1);
      const steps = [clamp(0, proved<100>(upper), { resolution: 1 }), sum()] as const;
      return via(chain(rows, ...steps, laplace({ epsilon: 1 }))).invoke(data);
    },
    (via, data) => {
      const upper = 100;
      const steps = [clamp(0, upper, { resolution: 1 }), sum()] as const;
      return via(chain(rows, ...steps, laplace({ epsilon: 1 }))).invoke(data);
    },
  ),
  leak(
    'more noise where there are more rows',
    rows,
    (via, data) => {
      const scale = proved<100>(100 + data.length);
      return via(chain(exactTotal, laplace({ scale }))).invoke(data);
    },
    (via, data) => {
      const scale = proved<100>(100 + Math.abs(via(howMany).invoke(data)));
      return via(chain(exactTotal, laplace({ scale }))).invoke(data);
    },
  ),
  leak(
    'labels that are taken from the data',
    cities,
    (via, data) => {
      const labels = ['', ...new Set(data.filter((city) => typeof city === 'string'))].sort();
      const found = values(category(proved<['']>(labels)), symmetricDistance());
      return via(chain(found, countBy(), laplace({ epsilon: 1 }))).invoke(proved(data));
    },
    (via, data) => via(byCity).invoke(data),
  ),
  leak(
    'an exception where a row is out of bounds',
    rows,
    (via, data) => {
      if (data.some((x) => x > 100)) throw new RangeError('a row is out of bounds');
      return via(total).invoke(data);
    },
    (via, data) => {
      const noisy = via(total).invoke(data);
      if (noisy > 100) throw new RangeError('the answer is out of bounds');
      return noisy;
    },
  ),
  leak(
    'an exception whose message names a row',
    rows,
    (via, data) => {
      via(total).invoke(data);
      throw new RangeError(`stopped at ${String(most(data))}`);
    },
    (via, data) => {
      throw new RangeError(`stopped at ${String(via(total).invoke(data))}`);
    },
  ),
  leak(
    'an answer that is cut at the true maximum of the sum',
    rows,
    (via, data) => Math.min(via(total).invoke(data), 100 * data.length),
    (via, data) => Math.min(via(total).invoke(data), 100 * Math.abs(via(howMany).invoke(data))),
  ),
  leak(
    'an answer that is cut at the largest row',
    sized,
    (via, data) =>
      Math.min(via(chain(sized, whole, mean(), laplace({ epsilon: 1 }))).invoke(data), most(data)),
    (via, data) =>
      Math.min(via(chain(sized, whole, mean(), laplace({ epsilon: 1 }))).invoke(data), 100),
  ),
  leak(
    'a noisy sum that is divided by the true count',
    rows,
    (via, data) => via(total).invoke(data) / data.length,
    (via, data) => via(total).invoke(data) / Math.max(1, via(howMany).invoke(data)),
  ),
  leak('a sensitivity that is understated by half', rows, releases(understated), releases(total)),
  leak(
    'a sensitivity that is understated by one in a hundred, under zCDP',
    rows,
    releases(understatedSquare),
    releases(chain(exactTotal, gaussian({ rho: 0.5 }))),
  ),
  leak(
    'rows that are counted twice before the question',
    rows,
    (via, data) => via(howMany).invoke([...data, ...data]),
    (via, data) => via(howMany).invoke([...data, 0, 0]),
  ),
  leak(
    'a sample of the first rows, which an added row moves along',
    cities,
    (via, data) => via(byCity).invoke(data.slice(0, 4)),
    (via, data) => via(byCity).invoke(data.filter((city) => city !== 'Oslo')),
  ),
  leak(
    'a log line with the number of rows',
    rows,
    (via, data) => {
      const lines: string[] = [];
      log((line) => lines.push(line), data);
      return [via(total).invoke(data), lines];
    },
    (via, data) => {
      const lines: string[] = [];
      log((line) => lines.push(line), []);
      return [via(total).invoke(data), lines];
    },
  ),
  leak(
    'an explanation that says what was counted last',
    rows,
    releases(talkative('exact')),
    releases(talkative('released')),
  ),
  leak(
    'keys in the order in which the data first show them',
    cities,
    (via, data) => {
      const noisy: Readonly<Record<string, number>> = via(byCity).invoke(data);
      return Object.fromEntries(
        [...new Set([...data, ...Object.keys(noisy)])].map((city) => [city, noisy[city]]),
      );
    },
    (via, data) => {
      const noisy: Readonly<Record<string, number>> = via(byCity).invoke(data);
      return Object.fromEntries(Object.entries(noisy).sort(([, a], [, b]) => b - a));
    },
  ),
  leak(
    'a zero whose sign is that of the exact sum',
    rows,
    (via, data) => {
      via(total).invoke(data);
      return sumOf(data) > 0 ? 0 : -0;
    },
    (via, data) => (via(total).invoke(data) > 0 ? 0 : -0),
  ),
  leak(
    'a plan whose second question looks at the data',
    rows,
    (via, data) => {
      const choice = plan(rows, { epsilon: 5 })
        .ask('rows', howMany)
        .follow('total', () => coarse(sumOf(data) > 150 ? 100 : 200));
      return via(choice).tryRun(data);
    },
    (via, data) => {
      const choice = plan(rows, { epsilon: 5 })
        .ask('rows', howMany)
        .follow('total', (answers) => coarse(answers.rows > 3 ? 100 : 200));
      return via(choice).tryRun(data);
    },
  ),
  leak(
    'a release past the mechanism under test',
    rows,
    (_via: Via, data) => howMany.invoke(data),
    (via, data) => via(howMany).invoke(data),
  ),
];
