// More wrong steps and plans, one a line. Each statement must not compile; what the compiler says is in the golden file beside this one.
import {
  boolean,
  cast,
  category,
  chain,
  changeOneDistance,
  clamp,
  column,
  compose,
  count,
  countBy,
  edges,
  filter,
  gaussian,
  histogram,
  impute,
  integer,
  l1Distance,
  l2Distance,
  laplace,
  mean,
  type Measurement,
  pipe,
  plan,
  real,
  sum,
  symmetricDistance,
  table,
  text,
  values,
} from 'discreet';

const ages = values(real, symmetricDistance());
const names = values(text, symmetricDistance());
const years = values(integer, symmetricDistance());
const flags = values(boolean, symmetricDistance());
const towns = values(category(['Oslo', 'Bergen']), symmetricDistance());
const members = values(real, changeOneDistance({ size: 1000 }));
const people = table({ age: real, city: category(['Oslo', 'Bergen']) }, symmetricDistance());
const onlyAges = table({ age: real }, symmetricDistance());
const wages = table({ age: real, wage: real }, symmetricDistance());
const total = chain(ages, clamp(0, 100), sum());
const howMany = chain(ages, count(), laplace({ epsilon: 0.4 }));
declare const cond: boolean, labels: string[], numbers: number[], step: number, anything: any, nothing: unknown;

// 1 text for missing numbers
chain(ages, impute('none'));
// 2 a number for missing text
chain(names, impute(0));
// 3 a fraction for missing whole numbers
chain(years, impute(0.5));
// 4 a label that is none
chain(towns, impute('Paris'));
// 5 a number for missing truth values
chain(flags, impute(0));
// 6 impute after clamp
chain(ages, clamp(0, 100), impute(40));
// 7 impute on rows
chain(people, impute(40));
// 8 cast after clamp
chain(ages, clamp(0, 100), cast(integer));
// 9 cast of rows
chain(people, cast(real));
// 10 edges that fall
chain(ages, histogram([0, 65, 18]));
// 11 edges that repeat
chain(ages, histogram([0, 18, 18]));
// 12 one edge
chain(ages, histogram([0]));
// 13 edges that nobody has parsed
chain(ages, histogram(numbers));
// 14 a histogram of labels
chain(towns, histogram([0, 1]));
// 15 a filter for rows of another type
chain(people, filter((row: { wage: number }) => row.wage > 0));
// 16 a filter for rows on values
chain(ages, filter((row: { age: number }) => row.age > 0));
// 17 a filter after the aggregate
chain(total, filter((x: number) => x > 0));
// 18 a mean after filter
chain(members, filter((age: number) => age > 18), clamp(0, 100), mean());
// 19 both parameters of gaussian
chain(total, gaussian({ sigma: 1, rho: 1 }));
// 20 no parameter of laplace
chain(total, laplace({}));
// 21 a parameter of another mechanism
chain(total, laplace({ sigma: 1 }));
// 22 a delta that nobody reads
chain(total, gaussian({ rho: 1, delta: 1e-6 }));
// 23 epsilon 0
chain(total, laplace({ epsilon: 0 }));
// 24 epsilon known only at run time
chain(total, laplace({ epsilon: step }));
// 25 Laplace noise on counts in L2
chain(towns, countBy(l2Distance), laplace({ epsilon: 1 }));
// 26 noise on noise
chain(total, laplace({ epsilon: 1 }), laplace({ epsilon: 1 }));
// 27 a category without labels
category([]);
// 28 labels that nobody has parsed
category(labels);
// 29 labels that are no strings
category([1, 2]);
// 30 counts of numbers
chain(ages, countBy());
// 31 one of two metrics
chain(towns, countBy(cond ? l1Distance : l2Distance));
// 32 a metric of rows for counts
chain(towns, countBy(symmetricDistance()));
// 33 no contributions
symmetricDistance({ contributions: 0 });
// 34 contributions and a half
symmetricDistance({ contributions: 1.5 });
// 35 a size known only at run time
changeOneDistance({ size: step });
// 36 one of two neighbour relations
chain(values(real, cond ? symmetricDistance() : changeOneDistance({ size: 10 })), clamp(0, 1));
// 37 one of two domains
chain(cond ? ages : names, clamp(0, 1));
// 38 a sum of clamped or free values
chain(cond ? ages : chain(ages, clamp(0, 1)), sum());
// 39 a resolution known only at run time
chain(ages, clamp(0, 100, { resolution: step }));
// 40 a bound that is not finite
chain(ages, clamp(0, 1e400));
// 41 a chain of no source
chain({ age: 41 }, clamp(0, 1));
// 42 a chain of data
chain([20, 30], sum());
// 43 a chain of anything
chain(anything, sum());
// 44 a query made of something unknown
plan(ages, { epsilon: 1 }).ask('a', chain(nothing, sum(), laplace({ epsilon: 1 })));
// 45 a step that is none
chain(ages, (x: number) => x);
// 46 a wrong step inside compose
chain(ages, compose(sum(), laplace({ epsilon: 1 })));
// 47 a wrong step in pipe
pipe(ages, sum());
// 48 a column of values
chain(ages, column('age'));
// 49 no budget
plan(ages, {});
// 50 two budgets
plan(ages, { epsilon: 1, rho: 1 });
// 51 a budget with a delta that nobody reads
plan(ages, { epsilon: 1, delta: 1e-6 });
// 52 a budget of 0
plan(ages, { epsilon: 0 });
// 53 a query of another table
plan(onlyAges, { epsilon: 1 }).ask('a', chain(wages, count(), laplace({ epsilon: 0.1 })));
// 54 a query of one of two costs
plan(ages, { epsilon: 1 }).ask('a', cond ? howMany : chain(ages, count(), laplace({ epsilon: 0.1 })));
// 55 a follower that costs too much
plan(ages, { epsilon: 0.5 }).ask('a', howMany).follow('b', () => howMany);
// 56 a follower of one of two costs
plan(ages, { epsilon: 1 }).ask('a', howMany).follow('b', ({ a }) => (a > 100 ? howMany : chain(ages, count(), laplace({ epsilon: 0.1 }))));
// 57 a loss that is annotated too low
export const cheap: Measurement<(typeof howMany)['inputDomain'], (typeof howMany)['inputMetric'], number, (typeof howMany)['outputMeasure'], 0.3> = howMany;
// 58 edges that were parsed with too little
chain(ages, histogram(edges([0, 1])));
