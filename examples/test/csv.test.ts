import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { oneLine } from '../csv/bad-input.ts';
import { release } from '../csv/release.ts';
import { readSchema } from '../csv/schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'discreet-csv-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const columns = {
  age: { integer: [0, 110] },
  x: { real: [0, 10] },
  c: { category: ['a', 'b'] },
};
const head = 'age,x,c\n';
let files = 0;

function write(content: string | Uint8Array): string {
  files += 1;
  const path = join(folder, `${files}`);
  writeFileSync(path, content);
  return path;
}
const schemaFile = (change: object = {}): string =>
  write(JSON.stringify({ version: 'v1', columns, ...change }));

/** What the owner reads, without the name of the file in front; undefined where the file is taken. */
async function refusal(
  content: string | Uint8Array,
  schema: object = {},
  epsilon = '4',
): Promise<string | undefined> {
  const path = write(content);
  try {
    await release(path, readSchema(schemaFile(schema)), epsilon);
    return undefined;
  } catch (error) {
    return oneLine(error).replace(path, '').replace(/^, /, '');
  }
}
const schemaRefusal = (text: string | Uint8Array): string => {
  const path = write(text);
  try {
    readSchema(path);
    return 'taken';
  } catch (error) {
    return oneLine(error)
      .replace(path, '')
      .replace(/^[,:] /, '');
  }
};

describe('a CSV file', () => {
  it.each([
    ['with LF', `${head}1,2,a\n2,3,b\n`],
    ['with CRLF', 'age,x,c\r\n1,2,a\r\n'],
    ['with CR', 'age,x,c\r1,2,a\r'],
    ['without a last line end', `${head}1,2,a`],
    ['with a byte order mark', `\uFEFF${head}1,2,a\n`],
    ['with a quoted header after the mark', '\uFEFF"age",x,c\n1,2,a\n'],
    ['with nothing but a header', head],
    ['with a column that is not declared', 'z,age,x,c\nanything,1,2,a\n'],
    ['with exponents, signs and spaces around numbers', `${head}1e2,+2.5e-1,a\n 12 , 3 ,b\n`],
    ['with line breaks in quotes', 'age,x,c,note\n1,2,a,"two\nlines, ""quoted"""\n'],
    ['with empty lines', `${head}\n1,2,a\n\n\n`],
  ])('is taken %s', async (_, content) => {
    expect(await refusal(content)).toBeUndefined();
  });

  it.each([
    [
      'a text',
      `${head}1,2,a\nold,2,a\n`,
      "line 3, column 'age': the value must be a member of integer",
    ],
    [
      'a fraction',
      `${head}1.5,2,a\n`,
      "line 2, column 'age': the value must be a member of integer",
    ],
    [
      'a whole number past 2^53',
      `${head}9007199254740993,2,a\n`,
      "line 2, column 'age': the value must be a member of integer",
    ],
    [
      'a number past all doubles',
      `${head}1,1e309,a\n`,
      "line 2, column 'x': the value must be a member of real",
    ],
    ['NaN', `${head}1,NaN,a\n`, "line 2, column 'x': the value must be a member of real"],
    [
      'hexadecimal digits',
      `${head}0x10,2,a\n`,
      "line 2, column 'age': the value must be a member of integer",
    ],
    [
      'another label',
      `${head}1,2,å\n`,
      "line 2, column 'c': the value must be one of the declared labels",
    ],
    ['nothing', `${head}1,,a\n`, "line 2, column 'x': a value is missing"],
    [
      'more than one misfit',
      `${head}q,w,e\n`,
      "line 2, column 'age': the value must be a member of integer (and 2 more)",
    ],
    [
      'a misfit below quoted line breaks',
      'age,x,c,n\r\n1,2,a,"1\r\n2"\r\nq,2,a,\r\n',
      "line 4, column 'age': the value must be a member of integer",
    ],
    ['a field too few', `${head}1,2,a\n1,2\n`, 'line 3: 2 fields, the header has 3'],
    ['a field too many', `${head}1,2,a,4\n`, 'line 2: 4 fields, the header has 3'],
    ['no such column', 'age,c\n1,a\n', "line 1: no column 'x', the header has age, c"],
    ['a column twice', 'age,age,x,c\n', "line 1: the column 'age' stands in the header twice"],
    ['no line', '', ': the file is empty, its first line must name the columns'],
    [
      'an open quote',
      `${head}"1,2,a\n`,
      "record that begins on line 2, column 'age': a quote is opened and never closed",
    ],
    [
      'a quote inside a field',
      `${head}1"2,2,a\n`,
      "record that begins on line 2, column 'age': a quote may only open a field, close it, or stand doubled inside a quoted one",
    ],
    ['Latin-1', Buffer.from(`${head}1,2,a\n1,2,\xE5\n`, 'latin1'), 'line 3: not UTF-8 text'],
    [
      'half a character at its end',
      Buffer.from([...Buffer.from(`${head}1,2,`), 0xe2, 0x82]),
      'line 2: not UTF-8 text',
    ],
    [
      'codes for a terminal',
      'a\u001B[31mge,x,c\n',
      "line 1: no column 'age', the header has a [31mge, x, c",
    ],
  ])('with %s is refused, by line and column', async (_, content, message) => {
    expect(await refusal(content)).toBe(message);
  });

  it('keeps missing values where its owner says so', async () => {
    expect(await refusal(`${head},,\n`, { missing: 'keep' })).toBeUndefined();
  });

  it('gives its answers: near the exact ones at a large epsilon, with a budget that is spent', async () => {
    const rows = Array.from(
      { length: 1000 },
      (_, i) => `${i % 100},${i % 10},${i % 4 ? 'a' : 'b'}`,
    );
    const path = write(`${head}${rows.join('\n')}\n`);
    const { answers } = await release(path, readSchema(schemaFile()), '40000');
    const values = answers.flatMap(({ estimates }) => estimates.map(({ value }) => value));
    // the widest noise, that of the sum of ages, has scale 0.011: it is no zero with probability 10^-39
    const exact = [1000, 49_500, 49.5, 4500, 4.5, 750, 250];
    expect(values).toHaveLength(exact.length);
    for (const [i, value] of values.entries()) expect(value).toBeCloseTo(exact[i]!, 0);
    expect(answers.map(({ left }) => left.toString())).toEqual([
      '30000',
      '20000',
      '20000',
      '10000',
      '10000',
      '0',
    ]);
  });
});

describe('a budget', () => {
  it.each(['0', '-1', '1e5', 'NaN', '', '0.0000001', ' 1'])('of %j is refused', async (epsilon) => {
    expect(await refusal(`${head}1,2,a\n`, {}, epsilon)).toMatch(/^--epsilon must be /);
  });

  it('is settled before the file is opened', async () => {
    const nowhere = join(folder, 'nowhere');
    await expect(release(nowhere, readSchema(schemaFile()), '0')).rejects.toThrow('--epsilon');
    await expect(release(nowhere, readSchema(schemaFile()), '1')).rejects.toThrow(
      'there is no such file',
    );
  });
});

describe('a schema', () => {
  it('may begin with a byte order mark', () => {
    expect(schemaRefusal(`\uFEFF${JSON.stringify({ version: 'v', columns })}`)).toBe('taken');
  });

  it('with a misspelt name is refused: a default in its place would understate the loss', () => {
    expect(schemaRefusal(JSON.stringify({ version: 'v', columns, contribution: 5 }))).toBe(
      "'contribution' is unknown, the names are version, contributions, missing, columns",
    );
  });

  it('that is not UTF-8 is refused: its labels would be others', () => {
    const text = JSON.stringify({ version: 'v', columns: { c: { category: ['\xE5', 'b'] } } });
    expect(schemaRefusal(Buffer.from(text, 'latin1'))).toBe('not UTF-8 text');
  });

  it.each([
    ['no JSON', '{', /^not JSON, /],
    ['no object', '[]', /^must be an object with 'version' and 'columns'$/],
    ['no version', { columns }, /^version must be a name/],
    ['no column', { version: 'v', columns: {} }, /^there must be at least one column$/],
    [
      'an unknown kind',
      { version: 'v', columns: { a: 'number' } },
      /^column 'a': must be 'real', /,
    ],
    [
      'two kinds',
      { version: 'v', columns: { a: { real: [0, 1], integer: [0, 1] } } },
      /^column 'a': must be /,
    ],
    [
      'bounds in the wrong order',
      { version: 'v', columns: { a: { real: [1, 0] } } },
      /^column 'a': bounds: lower must be < upper/,
    ],
    [
      'bounds that are no doubles',
      '{"version":"v","columns":{"a":{"real":[0,1e400]}}}',
      /^column 'a': bounds: /,
    ],
    [
      'a label twice',
      { version: 'v', columns: { a: { category: ['x', 'x'] } } },
      /^column 'a': categories: labels must differ/,
    ],
    [
      'an empty label',
      { version: 'v', columns: { a: { category: ['', 'x'] } } },
      /^column 'a': '' cannot be a label/,
    ],
    ['no contributions', { version: 'v', columns, contributions: 0 }, /^contributions: size: /],
    [
      'half a contribution',
      { version: 'v', columns, contributions: 0.5 },
      /^contributions: size: /,
    ],
    [
      'a text for contributions',
      { version: 'v', columns, contributions: '3' },
      /^contributions must be a number of rows$/,
    ],
    [
      'an unknown rule for missing values',
      { version: 'v', columns, missing: 'drop' },
      /^missing must be 'refuse' or 'keep'$/,
    ],
  ])('with %s is refused', (_, json, message) => {
    expect(schemaRefusal(typeof json === 'string' ? json : JSON.stringify(json))).toMatch(message);
  });
});
