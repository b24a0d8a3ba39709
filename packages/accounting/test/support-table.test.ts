import { Rational } from '@discreet/numeric';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type EventAccountant, pldAccountant, rdpAccountant } from '../src/index.ts';
import { examples } from './example-events.ts';

const relations = ['addOrRemoveOne', 'replaceOne', 'replaceSpecial'] as const;
const marks = { addOrRemoveOne: 'add', replaceOne: 'replace', replaceSpecial: 'special' };

/** Under which relations an accountant takes the first example of a kind. */
const takes = (
  accountant: (relation: (typeof relations)[number]) => EventAccountant,
  kind: keyof typeof examples,
): string => {
  const event = examples[kind][0].make(Rational.one);
  const taken = relations.filter((one) => accountant(one).supports(event)._tag === 'Right');
  if (taken.length === relations.length) return 'all';
  return taken.length === 0 ? 'none' : taken.map((one) => marks[one]).join(', ');
};

it('the table of what accountants take is that of the README', () => {
  const kinds = Object.keys(examples).filter(
    (kind): kind is keyof typeof examples => kind in examples,
  );
  const rows = kinds.map((kind) => [
    `\`${kind}\``,
    takes(rdpAccountant, kind),
    takes(pldAccountant, kind),
  ]);
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const shown = readme
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(shown).toEqual(rows);
});
