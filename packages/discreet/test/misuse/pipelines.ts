// Wrong pipelines. Each statement must not compile; what the compiler says is in the golden file beside this one.
import {
  category,
  chain,
  changeOneDistance,
  clamp,
  column,
  count,
  countBy,
  gaussian,
  laplace,
  mean,
  plan,
  real,
  sum,
  symmetricDistance,
  table,
  text,
  values,
} from 'discreet';

const ages = values(real, symmetricDistance());
const cities = category(['Oslo', 'Bergen']);
const people = table({ age: real, city: cities, name: text }, symmetricDistance());
const onlyAges = table({ age: real }, symmetricDistance());
const members = values(real, changeOneDistance({ size: 1000 }));
const total = chain(ages, clamp(0, 100), sum(), laplace({ epsilon: 0.5 }));
const howMany = chain(ages, count(), laplace({ epsilon: 0.4 }));
declare const lower: number, upper: number;

// 1 a sum before its bounds
chain(ages, sum(), laplace({ epsilon: 1 }));
// 2 noise on rows
chain(ages, laplace({ epsilon: 1 }));
// 3 Gaussian noise on an output that is measured in L1
chain(people, column('city'), countBy(), gaussian({ rho: 0.1 }));
// 4 a mean of unknown size
chain(ages, clamp(0, 100), mean(), laplace({ epsilon: 1 }));
// 5 a step on data after the noise
chain(ages, clamp(0, 100), sum(), laplace({ epsilon: 1 }), clamp(0, 5));
// 6 bounds the wrong way round
chain(ages, clamp(100, 0), sum());
// 7 a negative scale
chain(ages, clamp(0, 100), sum(), laplace({ scale: -1 }));
// 8 bounds that nobody has parsed
chain(ages, clamp(lower, upper), sum());
// 9 rho spent from a budget in epsilon
plan(ages, { epsilon: 1 }).ask('a', chain(ages, clamp(0, 100), sum(), gaussian({ rho: 0.1 })));
// 10 more spent than there is
plan(ages, { epsilon: 1 }).ask('a', total).ask('b', howMany).ask('c', chain(ages, count(), laplace({ scale: 5 })));
// 11 two neighbour relations in one plan
plan(ages, { epsilon: 1 }).ask('a', chain(members, clamp(0, 100), mean(), laplace({ epsilon: 0.1 })));
// 12 a release without noise
plan(ages, { epsilon: 1 }).ask('a', chain(ages, clamp(0, 100), sum()));
// 13 clamped labels
chain(people, column('city'), clamp(0, 1));
// 14 a column that is not there
chain(onlyAges, column('agee'), clamp(0, 1));
// 15 run of a plan that is not proved affordable
plan(ages, { epsilon: 1 }).ask('a', chain(ages, clamp([lower, upper] as never), sum(), laplace({ scale: 200 }))).run([]);
// 16 noise on a public number
chain(members, count(), laplace({ epsilon: 1 }));
// 17 counts of a column whose labels are not public
chain(people, column('name'), countBy(), laplace({ epsilon: 1 }));
// 18 labels that repeat
category(['Oslo', 'Bergen', 'Oslo']);
// 19 a resolution that is no power of ten
chain(ages, clamp(0, 100, { resolution: 0.25 }));
// 20 bounds that the resolution does not divide
chain(ages, clamp(0.5, 100, { resolution: 1 }));
// 21 both parameters at once
chain(ages, clamp(0, 10), sum(), laplace({ scale: 1, epsilon: 1 }));
// 22 a fractional size
changeOneDistance({ size: 10.5 });
// 23 the eleventh tenth
const tenth = chain(ages, count(), laplace({ epsilon: 0.1 }));
plan(ages, { epsilon: 1 }).ask('1', tenth).ask('2', tenth).ask('3', tenth).ask('4', tenth).ask('5', tenth).ask('6', tenth).ask('7', tenth).ask('8', tenth).ask('9', tenth).ask('10', tenth).ask('11', tenth);
// 24 a name that is taken
plan(ages, { epsilon: 1 }).ask('a', tenth).ask('a', tenth);
// 25 another number of rows a person
plan(ages, { epsilon: 1 }).ask('a', chain(values(real, symmetricDistance({ contributions: 2 })), count(), laplace({ epsilon: 0.1 })));
