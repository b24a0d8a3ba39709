import {
  category,
  chain,
  column,
  count,
  countBy,
  laplace,
  plan,
  real,
  symmetricDistance,
  table,
} from 'discreet';
import { describe, expectTypeOf, it } from 'vitest';

const people = table({ age: real, city: category(['Oslo', 'Bergen']) }, symmetricDistance());
const howMany = chain(people, count(), laplace({ epsilon: 0.1 }));
const cities = chain(people, column('city'), countBy(), laplace({ epsilon: 0.1 }));
type Cities = { readonly Oslo: number; readonly Bergen: number };
declare const names: readonly string[];
declare const cond: boolean;

describe('names of questions that are known only at run time', () => {
  it('may be asked in a loop, and each may have the answer of any', () => {
    const first = plan(people, { epsilon: 1 }).ask<string, typeof howMany>('first', howMany);
    const [, ...rest] = names;
    const asked = first.ask(rest.join(), howMany).ask(rest.join('-'), cities);

    const answers = asked.run([]);

    expectTypeOf(answers).toEqualTypeOf<{ readonly [name: string]: number | Cities }>();
  });

  it('do not hide the type of an answer that was asked before by a literal name', () => {
    const asked = plan(people, { epsilon: 1 }).ask('cities', cities).ask(names.join(), howMany);

    const answers = asked.run([]);

    expectTypeOf(answers['cities']).toEqualTypeOf<number | Cities | undefined>();
  });

  it('of a choice between two are sure to be neither', () => {
    const name = cond ? 'a' : 'b';
    const asked = plan(people, { epsilon: 1 }).ask('first', howMany).ask(name, cities);

    const answers = asked.run([]);

    expectTypeOf(answers.first).toEqualTypeOf<number>();
    expectTypeOf(answers.a).toEqualTypeOf<Cities | undefined>();
    expectTypeOf(answers.b).toEqualTypeOf<Cities | undefined>();
    // @ts-expect-error 'a' may be asked already
    asked.ask('a', cities);
    // @ts-expect-error one of the two is asked already
    plan(people, { epsilon: 1 }).ask('a', cities).ask(name, cities);
  });

  it('leave literal names as they are: precise, and refused when taken', () => {
    const asked = plan(people, { epsilon: 1 }).ask('cities', cities);

    expectTypeOf(asked.run([]).cities).toEqualTypeOf<Cities>();
    // @ts-expect-error 'cities' is asked already
    asked.ask('cities', cities);
  });
});
