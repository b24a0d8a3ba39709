// Wrong budgets, sessions, compositors and filters. Each statement must not compile; what the compiler says is in the golden file beside this one.
import {
  adaptive,
  approximate,
  approximateFilter,
  batch,
  category,
  chain,
  clamp,
  column,
  count,
  countBy,
  fDP,
  fullyAdaptive,
  gaussian,
  gaussianDP,
  gaussianFilter,
  laplace,
  maxDivergence,
  odometer,
  openSession,
  privacyFilter,
  privacyLossDistribution,
  pureFilter,
  real,
  renyiDivergence,
  sum,
  symmetricDistance,
  table,
  values,
  zeroConcentratedFilter,
} from 'discreet';

const ages = values(real, symmetricDistance());
const people = table({ age: real, city: category(['Oslo', 'Bergen']) }, symmetricDistance());
const total = chain(ages, clamp(0, 100), sum());
const pure = chain(total, laplace({ epsilon: 0.5 }));
const zcdp = chain(total, gaussian({ rho: 0.1 }));
const cities = chain(people, column('city'), countBy());
const session = openSession({ data: [31, 45], unit: ages, budget: { epsilon: 1 } });
const concentrated = openSession({ data: [], unit: people, budget: { rho: 1 } });
const queryable = fullyAdaptive(ages, pureFilter({ epsilon: 1 })).invoke([31, 45]);

// 1 a stop rule on privacy loss distributions
privacyFilter(privacyLossDistribution, { epsilon: 1, delta: 1e-6 });
// 2 a stop rule on trade-off functions
privacyFilter(fDP, { epsilon: 1, delta: 1e-6 });
// 3 a session that stops on privacy loss distributions
openSession({ data: [31, 45], unit: ages, budget: privacyLossDistribution });
// 4 a measure as a budget
openSession({ data: [31, 45], unit: ages, budget: maxDivergence });
// 5 a filter with the capacity of another measure
privacyFilter(maxDivergence, { rho: 1 });
// 6 an approximate measure of what has none
approximate(gaussianDP);
// 7 rho asked of a session in epsilon
session.ask(zcdp);
// 8 a discrete Gaussian asked of a filter of mu
fullyAdaptive(ages, gaussianFilter({ mu: 1 })).invoke([]).ask(zcdp);
// 9 a query of another table
session.ask(chain(people, count(), laplace({ epsilon: 0.1 })));
// 10 another number of rows a person
session.ask(chain(values(real, symmetricDistance({ contributions: 2 })), count(), laplace({ epsilon: 0.1 })));
// 11 rows as a query
session.ask(chain(ages, clamp(0, 100)), { share: 0.5 });
// 12 an aggregate without noise where nothing says what it may cost
queryable.ask(total);
// 13 noise in L1 where the budget is in rho
concentrated.ask(cities, { share: 0.5 });
// 14 rho for an aggregate of a session in epsilon
session.ask(total, { rho: 0.1 });
// 15 a cost that is none
session.ask(total, { mu: 0.1 });
// 16 a session whose budget is in both
openSession({ data: [31, 45], unit: ages, budget: { epsilon: 1, rho: 1 } });
// 17 a budget in mu by its number
openSession({ data: [31, 45], unit: ages, budget: { mu: 1 } });
// 18 data of another table
openSession({ data: [{ town: 'Oslo' }], unit: people, budget: { epsilon: 1 } });
// 19 a metric as the unit of rows that nobody has checked
openSession({ data: [31, 45], unit: symmetricDistance(), budget: { epsilon: 1 } });
// 20 a child that has no capacity
session.launch(odometer(ages, maxDivergence));
// 21 a child whose loss does not add up here
session.launch(fullyAdaptive(ages, zeroConcentratedFilter({ rho: 0.5 })));
// 22 a pure budget for an approximate child
session.launch(fullyAdaptive(ages, approximateFilter({ epsilon: 0.5, delta: 1e-9 })));
// 23 a child of another table
session.launch(fullyAdaptive(people, pureFilter({ epsilon: 0.5 })));
// 24 an odometer of privacy loss distributions
odometer(ages, privacyLossDistribution);
// 25 a Rényi odometer without an order
odometer(ages, renyiDivergence);
// 26 a batch in two measures
batch(ages, { pure, zcdp });
// 27 a batch of two tables
batch(ages, { pure, rows: chain(people, count(), laplace({ epsilon: 0.1 })) });
// 28 a batch with an aggregate without noise
batch(ages, { total });
// 29 a query that protects nobody
session.ask(pure['~simulate']({ release: ({ counts }) => counts }));
// 30 losses in two shapes
adaptive(ages, [{ epsilon: 1 }, { rho: 1 }]).invoke([31]).ask(pure);
// 31 a filter made by hand
fullyAdaptive(ages, { kind: 'pure', capacity: {} });
// 32 the answer of a batch under a name that it does not have
session.ask(batch(ages, { pure })).then(({ other }) => other);
