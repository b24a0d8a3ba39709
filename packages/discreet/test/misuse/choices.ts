// Wrong literals, choices between two, and objects that only look right. Each statement must not compile; what the compiler says is in the golden file.
import {
  type AnyMeasurement,
  chain,
  changeOneDistance,
  clamp,
  column,
  compose,
  count,
  gaussian,
  laplace,
  type Measurement,
  plan,
  type Positive,
  Rational,
  real,
  type Step,
  sum,
  symmetricDistance,
  values,
} from 'discreet';

const ages = values(real, symmetricDistance());
const total = chain(ages, clamp(0, 100), sum());
const howMany = chain(ages, count(), laplace({ epsilon: 0.4 }));
const census = plan(ages, { epsilon: 1 });
declare const cond: boolean, x: number, positive: Positive, anything: any, steps: AnyStep[];
declare const measurement: AnyMeasurement;
type AnyStep = Step<any>;
enum Level {
  low = 1,
  none = -1,
}
class Both {
  readonly epsilon = 1;
  readonly scale = 1;
}

// 1 a sensitivity of one of two
census.ask('a', chain(ages, cond ? clamp(0, 1) : clamp(0, 100), sum(), laplace({ scale: 1000 })));
// 2 a loss of one of two
census.ask('a', chain(total, cond ? laplace({ epsilon: 0.1 }) : laplace({ epsilon: 0.9 })));
// 3 a step that fits or one that does not
chain(ages, cond ? clamp(0, 1) : column('age'), sum());
// 4 a step that claims to be another
export const narrow: ReturnType<typeof clamp<0, 1>> = clamp(0, 100);
// 5 composed steps that claim to be others
export const cheap = (): ReturnType<typeof one> => compose(count(), laplace({ epsilon: 9 }));
const one = () => compose(count(), laplace({ epsilon: 0.1 }));
// 6 a bigint for a number
laplace({ epsilon: 1n });
// 7 text for a number
gaussian({ rho: '1' });
// 8 a rational where the compiler wants a literal
laplace({ epsilon: Rational.one });
// 9 a number or nothing
laplace({ epsilon: cond ? positive : undefined });
// 10 a parameter that may be left out
laplace({ epsilon: 1 } as { epsilon?: 1 });
// 11 a record of parameters
laplace({ epsilon: 1 } as Record<string, 1>);
// 12 a member of an enumeration that is negative
laplace({ scale: Level.none });
// 13 one of the members of an enumeration
laplace({ scale: cond ? Level.low : Level.none });
// 14 an object of a class with both parameters
chain(total, laplace(new Both()));
// 15 a scale beyond the doubles
laplace({ scale: 1e400 });
// 16 NaN
laplace({ epsilon: NaN });
// 17 a negative exponent literal
laplace({ epsilon: -1e-7 });
// 18 bounds that differ beyond the digits of a double
clamp(0.1234567890123456789, 0.12345678901234568);
// 19 bounds of text
clamp('0', '100');
// 20 bigint bounds
clamp(0n, 100n);
// 21 bounds from an array
clamp([0, 100]);
// 22 a size of a bigint
changeOneDistance({ size: 10n });
// 23 a budget of a bigint
plan(ages, { epsilon: 1n });
// 24 a budget of text
plan(ages, { rho: '1' });
// 25 a budget of nothing
plan(ages, { epsilon: undefined });
// 26 a budget that is no object
plan(ages, 1);
// 27 a negative budget
plan(ages, { epsilon: -1 });
// 28 a budget beyond the doubles
plan(ages, { epsilon: 1e400 });
// 29 a budget of a number that nobody has parsed
plan(ages, { epsilon: x });
// 30 run under a budget known only at run time
plan(ages, { epsilon: positive }).ask('a', howMany).run([]);
// 31 run of a measurement that was read from JSON
census.ask('a', measurement).run([]);
// 32 run of a query of type any
census.ask('a', chain(ages, clamp(0, 1), anything)).run([]);
// 33 a step after one of type any
chain(ages, anything, laplace({ epsilon: 1 }));
// 34 steps in an array of unknown length
chain(ages, ...steps);
// 35 a plan as a query
census.ask('a', census);
// 36 a step as a query
census.ask('a', laplace({ epsilon: 0.1 }));
// 37 a plan as a pipeline
chain(census, sum());
// 38 a name that is no text
census.ask(1, howMany);
// 39 a choice of names of which one is taken
census.ask('a', howMany).ask(cond ? 'a' : 'b', howMany);
// 40 an answer that nobody asked for
census.ask('a', howMany).run([]).b;
// 41 a follower of an answer that nobody asked for
census.ask('a', howMany).follow('b', ({ c }) => howMany);
// 42 a follower that answers later
census.ask('a', howMany).follow('b', async () => howMany);
// 43 more rho than there is
plan(ages, { rho: 0.1 }).ask('a', chain(total, gaussian({ rho: 0.05 }))).ask('b', chain(total, gaussian({ rho: 0.06 })));
// 44 epsilon spent from a budget in rho
plan(ages, { rho: 1 }).ask('a', howMany);
// 45 a measurement put together by hand
census.ask('a', { kind: 'measurement', map: howMany.map, invoke: howMany.invoke });
// 46 a copy of a measurement with another loss
census.ask('a', { ...howMany, '~loss': 0.1 as const });
export const copy: Measurement<(typeof howMany)['inputDomain'], (typeof howMany)['inputMetric'], number, (typeof howMany)['outputMeasure'], 0.1> = { ...howMany };
