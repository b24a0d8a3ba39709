// Compiled with `isolatedDeclarations`, as a user's module may be: an exported pipeline carries its type, and the type is checked.
import {
  type AbsoluteDistance,
  category,
  type Category,
  chain,
  clamp,
  column,
  countBy,
  type Grid,
  laplace,
  type MaxDivergence,
  type Measurement,
  plan,
  type Plan,
  type Real,
  real,
  type Row,
  sum,
  symmetricDistance,
  type SymmetricDistance,
  table,
  type Transformation,
  type Vector,
} from '../src/index.ts';

type Columns = { readonly age: Real; readonly city: Category<'Oslo' | 'Bergen'> };
export type People = Vector<Row<Columns>>;

export const people: Transformation<People, SymmetricDistance, People, SymmetricDistance, 1> =
  table({ age: real, city: category(['Oslo', 'Bergen']) }, symmetricDistance());

export const totalAge: Transformation<People, SymmetricDistance, Grid, AbsoluteDistance, 100> =
  chain(people, column('age'), clamp(0, 100), sum());

export const noisyAge: Measurement<People, SymmetricDistance, number, MaxDivergence, 0.5> = chain(
  totalAge,
  laplace({ epsilon: 0.5 }),
);

export const cities: Measurement<
  People,
  SymmetricDistance,
  { readonly Oslo: number; readonly Bergen: number },
  MaxDivergence,
  0.25
> = chain(people, column('city'), countBy(), laplace({ scale: 4 }));

export const census: Plan<
  People,
  SymmetricDistance,
  MaxDivergence,
  0.25,
  {
    readonly age: number;
    readonly cities: { readonly Oslo: number; readonly Bergen: number };
  }
> = plan(people, { epsilon: 1 }).ask('age', noisyAge).ask('cities', cities);
