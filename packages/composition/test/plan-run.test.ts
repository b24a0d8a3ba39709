import {
  type AnyMeasurement,
  chain,
  DiscreetError,
  proved,
  real,
  symmetricDistance,
} from '@discreet/core';
import { laplace } from '@discreet/measurements';
import { clamp, column, count, ingest, sum, table, values } from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Overspent, plan } from '../src/index.ts';

/** How many vectors of noise were drawn: the sampler is the real one, and is watched. */
const drawn = vi.hoisted(() => ({ laplace: 0 }));
vi.mock('@discreet/random/samplers', async (original) => {
  const real = await original<Record<string, unknown>>();
  const addNoise = real['addNoise'];
  return {
    ...real,
    addNoise: (...given: readonly unknown[]): unknown => {
      drawn.laplace += 1;
      return typeof addNoise === 'function' ? Reflect.apply(addNoise, undefined, given) : undefined;
    },
  };
});
afterEach(() => {
  drawn.laplace = 0;
});

type Answers = Readonly<Record<string, unknown>>;
type Outcome = E.Either<Overspent, Answers>;
interface Loose {
  readonly ask: (name: unknown, query: unknown) => Loose;
  readonly follow: (name: unknown, make: (answers: Answers) => unknown) => Loose;
  readonly run: (data: unknown) => Answers;
  readonly tryRun: (data: unknown) => Outcome;
}
const reals = values(real, symmetricDistance());
const open = (budget: number): Loose =>
  proved<(source: unknown, budget: unknown) => Loose>(plan)(reals, { epsilon: budget });
const cost = (epsilon: number): AnyMeasurement =>
  proved<AnyMeasurement>(
    chain(
      reals,
      count(),
      proved<ReturnType<typeof laplace<{ epsilon: 1 }>>>(
        proved<(p: object) => unknown>(laplace)({ epsilon }),
      ),
    ),
  );
const right = (outcome: Outcome): Answers => {
  if (E.isLeft(outcome)) throw outcome.left;
  return outcome.right;
};
const left = (outcome: Outcome): Overspent => {
  if (E.isRight(outcome)) throw new Error('was not refused');
  return outcome.left;
};
const later = (outcome: unknown): Promise<Outcome> => proved<Promise<Outcome>>(outcome);

/** Rows that count how often they are opened and read. */
const watched = (
  rows: readonly unknown[],
): Iterable<unknown> & { readonly opened: () => number; readonly read: () => number } => {
  let [opened, read] = [0, 0];
  return {
    opened: () => opened,
    read: () => read,
    [Symbol.iterator]() {
      opened += 1;
      let i = 0;
      return {
        next: () => {
          if (i >= rows.length) return { done: true, value: undefined };
          read += 1;
          return { done: false, value: rows[i++] };
        },
      };
    },
  };
};

describe('one pass', () => {
  it('serves all static queries: each row is read once, and each query draws once', () => {
    const rows = watched([1, 2, 3]);
    right(open(1).ask('a', cost(0.1)).ask('b', cost(0.1)).ask('c', cost(0.1)).tryRun(rows));
    expect([rows.opened(), rows.read(), drawn.laplace]).toEqual([1, 3, 3]);
  });

  it('is made anew for what follows, and each query still draws once', () => {
    const rows = [{ age: 1 }, { age: 2 }];
    let reads = 0;
    const counting = rows.map((row) => ({
      get age() {
        reads += 1;
        return row.age;
      },
    }));
    const people = table({ age: real }, symmetricDistance());
    const total = chain(people, column('age'), clamp(0, 10), sum(), laplace({ epsilon: 0.25 }));
    const answers = plan(people, { epsilon: 1 })
      .ask('a', total)
      .follow('b', () => total)
      .ask('c', total)
      .run(counting);
    expect(Object.keys(answers)).toEqual(['a', 'b', 'c']);
    expect([reads, drawn.laplace]).toEqual([6, 3]);
  });

  it('takes a generator once where nothing follows', () => {
    const rows = (function* () {
      yield 1;
      yield 2;
    })();
    right(open(1000).ask('a', cost(500)).ask('b', cost(500)).tryRun(rows));
    expect(drawn.laplace).toBe(2);
  });

  it('takes a stream of batches, and answers with a promise', async () => {
    const stream = (async function* () {
      yield [1, 2];
      await Promise.resolve();
      yield Float64Array.of(3);
      yield [];
    })();
    const promise = open(2000).ask('a', cost(1000)).ask('b', cost(1000)).tryRun(stream);
    expect(promise).toBeInstanceOf(Promise);
    // at epsilon 1000 the noise is 0 but with probability 1e-434
    expect(right(await later(promise))).toEqual({ a: 3, b: 3 });
  });

  it('reads an ingested dataset as often as it needs', () => {
    const outcome = ingest(reals, [1, 2, 3], { version: 'a' });
    if (E.isLeft(outcome)) throw outcome.left;
    const answers = right(
      open(3000)
        .ask('a', cost(1000))
        .follow('b', () => cost(1000))
        .follow('c', () => cost(1000))
        .tryRun(outcome.right.dataset),
    );
    expect(answers).toEqual({ a: 3, b: 3, c: 3 });
  });
});

describe('what is not affordable', () => {
  it('is refused before a row is read, before a draw, and before any function of the caller runs', () => {
    const rows = watched([1, 2, 3]);
    expect(left(open(1).ask('a', cost(0.5)).ask('c', cost(0.6)).tryRun(rows)).query).toBe('c');
    expect([rows.opened(), drawn.laplace]).toEqual([0, 0]);
    const make = vi.fn(() => cost(0.1));
    const getter = vi.fn(() => 1);
    const refused = left(
      open(1)
        .ask('a', cost(0.5))
        .follow('b', make)
        .ask('c', cost(0.6))
        .tryRun(Object.defineProperty([1], '0', { get: getter })),
    );
    expect(refused.query).toBe('c');
    expect(refused.answers).toEqual({});
    expect([getter.mock.calls.length, drawn.laplace, make.mock.calls.length]).toEqual([0, 0, 0]);
  });

  it('touches the source in no way at all where nothing follows', () => {
    const touched = vi.fn((): never => {
      throw new Error('touched');
    });
    const source = new Proxy([1], {
      get: touched,
      ownKeys: touched,
      getOwnPropertyDescriptor: touched,
    });
    expect(left(open(1).ask('a', cost(2)).tryRun(source)).query).toBe('a');
    expect(touched).not.toHaveBeenCalled();
    // the watch is right: a plan that can be paid does touch it
    expect(() => open(1).ask('a', cost(1)).tryRun(source)).toThrow('the source of the data failed');
    expect(drawn.laplace).toBe(0);
  });

  it('of a stream is refused in a promise, without opening the stream', async () => {
    let opened = 0;
    const stream = {
      [Symbol.asyncIterator]() {
        opened += 1;
        return { next: () => Promise.resolve({ done: true, value: undefined }) };
      },
    };
    const asked = open(1).ask('a', cost(2));
    expect(left(await later(asked.tryRun(stream))).query).toBe('a');
    await expect(asked.run(stream)).rejects.toThrow("plan: 'a' costs epsilon 2, only 1 is left");
    expect([opened, drawn.laplace]).toEqual([0, 0]);
  });
});

describe('follow', () => {
  it('sees the answers before it and nothing else, and cannot change them', () => {
    const seen: unknown[] = [];
    const answers = right(
      open(3)
        .ask('a', cost(0.5))
        .follow('b', function (this: unknown, ...given: readonly unknown[]) {
          seen.push(this, given.length, given[0]);
          const [before] = given;
          expect(Object.isFrozen(before)).toBe(true);
          expect(Reflect.set(proved<object>(before), 'a', 0)).toBe(false);
          return cost(0.5);
        })
        .ask('c', cost(0.5))
        .follow('d', (before) => {
          seen.push(Object.keys(before));
          return cost(0.5);
        })
        .tryRun([1]),
    );
    expect(seen).toEqual([undefined, 1, { a: answers['a'] }, ['a', 'b', 'c']]);
    expect(Object.keys(answers)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is charged before it draws; what was released before it stays in the refusal', () => {
    const getter = vi.fn(() => 1);
    const rows = Object.defineProperty([1], '0', { get: getter });
    const refused = left(
      open(1)
        .ask('a', cost(0.5))
        .follow('b', () => cost(0.75))
        .follow('c', () => cost(0.1))
        .tryRun(rows),
    );
    expect([refused.query, refused.cost.toString(), refused.left.toString()]).toEqual([
      'b',
      '3/4',
      '1/2',
    ]);
    expect(Object.keys(refused.answers)).toEqual(['a']);
    expect(typeof refused.answers['a']).toBe('number');
    expect(drawn.laplace).toBe(1);
    expect(getter).toHaveBeenCalledTimes(1);
    expect(() =>
      open(1)
        .ask('a', cost(0.5))
        .follow('b', () => cost(0.75))
        .run([1]),
    ).toThrow("plan: 'b' costs epsilon 0.75, only 0.5 is left");
  });

  it('may not spend what static queries behind it need', () => {
    const asked = (x: number): Outcome =>
      open(1)
        .ask('a', cost(0.25))
        .follow('b', () => cost(x))
        .ask('c', cost(0.5))
        .tryRun([1]);
    expect(Object.keys(right(asked(0.25)))).toEqual(['a', 'b', 'c']);
    const refused = left(asked(0.26));
    expect([refused.query, refused.left.toString()]).toEqual(['b', '1/4']);
  });

  it('spends exactly: ten tenths fit, the eleventh does not', () => {
    let ten = open(1);
    for (let i = 0; i < 10; i++) ten = ten.follow(`q${i}`, () => cost(0.1));
    expect(Object.keys(right(ten.tryRun([1]))).length).toBe(10);
    const refused = left(ten.follow('q10', () => cost(0.1)).tryRun([1]));
    expect([refused.query, refused.left.toString(), Object.keys(refused.answers).length]).toEqual([
      'q10',
      '0',
      10,
    ]);
  });

  it('checks what it is given as ask does, before it draws', () => {
    const twos = values(real, symmetricDistance({ contributions: 2 }));
    for (const [made, message] of [
      [undefined, 'a query ends with noise'],
      [chain(reals, count()), 'a query ends with noise'],
      [Promise.resolve(cost(0.1)), 'a query ends with noise'],
      [chain(twos, count(), laplace({ epsilon: 0.1 })), 'counts neighbours in another way'],
    ] as const) {
      drawn.laplace = 0;
      expect(() =>
        open(1)
          .follow('b', () => made)
          .tryRun([1]),
      ).toThrow(message);
      expect(drawn.laplace).toBe(0);
    }
    expect(() =>
      proved<(name: string, make: unknown) => unknown>(open(1).follow)('b', cost(0.1)),
    ).toThrow("plan, 'b': follow needs a function of the answers so far");
  });

  it('that throws passes its own error on: it has seen answers alone', () => {
    const asked = open(1)
      .ask('a', cost(0.5))
      .follow('b', () => {
        throw new RangeError('mine');
      });
    expect(() => asked.tryRun([1])).toThrow(RangeError);
  });

  it('runs a plan inside a plan without disturbing it', () => {
    const outer = right(
      open(3000)
        .ask('a', cost(1000))
        .follow('b', () => {
          expect(right(open(1000).ask('z', cost(1000)).tryRun([1, 2, 3, 4, 5]))).toEqual({ z: 5 });
          return cost(1000);
        })
        .tryRun([1, 2]),
    );
    expect(outer).toEqual({ a: 2, b: 2 });
  });

  it('refuses data that can be read once, before anything is read or drawn', () => {
    let pulled = 0;
    const generator = (function* () {
      pulled += 1;
      yield 1;
    })();
    const stream = (async function* () {
      pulled += 1;
      yield await Promise.resolve([1]);
    })();
    const asked = open(1)
      .ask('a', cost(0.5))
      .follow('b', () => cost(0.5));
    const opened = vi.fn(() => generator);
    const again = { [Symbol.iterator]: opened };
    const map = new Map([[1, 2]]);
    for (const [once, received] of [
      [generator, 'an iterable'],
      [[1].values(), 'an iterable'],
      [new Set([1]).values(), 'an iterable'],
      [again, 'an iterable'],
      [map, 'an iterable'],
      [stream, 'a stream'],
      [{ [Symbol.asyncIterator]: opened }, 'a stream'],
    ] as const)
      expect(() => asked.tryRun(once)).toThrow(
        `plan: a plan with follow() reads its data more than once: give an array or a dataset, got ${received}`,
      );
    expect(opened).not.toHaveBeenCalled();
    expect([pulled, drawn.laplace]).toEqual([0, 0]);
    // a follow alone reads once
    expect(
      Object.keys(
        right(
          open(1)
            .follow('b', () => cost(1))
            .tryRun(generator),
        ),
      ),
    ).toEqual(['b']);
  });

  it('reads arrays, typed arrays and sets again', () => {
    for (const rows of [[1, 2], Float64Array.of(1, 2), Int32Array.of(1, 2), new Set([1, 2])])
      expect(
        right(
          open(2000)
            .ask('a', cost(1000))
            .follow('b', () => cost(1000))
            .tryRun(rows),
        ),
      ).toEqual({ a: 2, b: 2 });
  });

  it('alone takes a stream: it is read once', async () => {
    const stream = (async function* () {
      yield await Promise.resolve([1, 2]);
    })();
    expect(
      right(
        await later(
          open(1000)
            .follow('b', () => cost(1000))
            .tryRun(stream),
        ),
      ),
    ).toEqual({ b: 2 });
  });
});

describe('a source that fails', () => {
  const secret = 'MARKER-of-a-record';
  const failing = (): Iterable<unknown> => ({
    *[Symbol.iterator]() {
      yield 1;
      throw new Error(secret);
    },
  });
  const broken = {
    [Symbol.iterator]: (): never => {
      throw new Error(secret);
    },
  };
  const message = 'invoke: the source of the data failed while it was read';

  it('gives one constant error without its cause, and nothing is drawn for that pass', () => {
    const single = open(1).ask('a', cost(0.5));
    const double = single.follow('b', () => cost(0.5));
    const trap = (): never => {
      throw new Error(secret);
    };
    const arrays = [new Proxy([1], { get: trap }), new Proxy([1], { has: trap })];
    const objects = [
      new Proxy({}, { has: trap }),
      new Proxy({}, { getPrototypeOf: trap, has: trap }),
    ];
    for (const [asked, sources] of [
      [single, [failing(), broken, ...arrays, ...objects]],
      [double, [...arrays, ...objects]],
    ] as const)
      for (const source of sources) {
        let error: unknown;
        try {
          asked.tryRun(source);
        } catch (caught) {
          error = caught;
        }
        expect(error).toBeInstanceOf(DiscreetError);
        expect(error).toMatchObject({ message, _tag: 'SourceFailed' });
        expect(Object.hasOwn(proved<object>(error), 'cause')).toBe(false);
        expect(drawn.laplace).toBe(0);
      }
  });

  it('of batches does the same, in a promise', async () => {
    const asked = open(1).ask('a', cost(1));
    const stream = (async function* () {
      yield await Promise.resolve([1]);
      throw new Error(secret);
    })();
    await expect(later(asked.tryRun(stream))).rejects.toMatchObject({ message });
    await expect(
      later(
        asked.tryRun({
          [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error(secret)) }),
        }),
      ),
    ).rejects.toMatchObject({ message });
    const withBadBatch = (async function* () {
      yield await Promise.resolve(secret);
    })();
    await expect(later(asked.tryRun(withBadBatch))).rejects.toThrow(
      'invoke: every batch of a stream must be',
    );
    expect(drawn.laplace).toBe(0);
  });

  it('in the second pass keeps nothing secret and draws nothing more', () => {
    let reads = 0;
    const rows = new Proxy([1], {
      get: (target, key) => {
        if (key === '0') reads += 1;
        if (reads > 1) throw new Error(secret);
        return proved<unknown>(Reflect.get(target, key));
      },
    });
    const asked = open(1)
      .ask('a', cost(0.5))
      .follow('b', () => cost(0.5));
    expect(() => asked.tryRun(rows)).toThrow(message);
    expect([reads, drawn.laplace]).toEqual([2, 1]);
  });

  it('what is no data is refused before anything is drawn', () => {
    for (const wrong of [undefined, null, 5, secret, { age: secret }])
      expect(() => open(1).ask('a', cost(1)).tryRun(wrong)).toThrow(
        'invoke: data must be an array',
      );
    expect(drawn.laplace).toBe(0);
  });
});
