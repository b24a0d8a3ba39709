import {
  type Curve,
  curveFromJson,
  type EventAccountant,
  eventFromJson,
  type NeighbouringRelation,
  pldAccountant,
  type PrivacyEvent,
  rdpAccountant,
} from '@discreet/accounting';
import { fieldOf } from '@discreet/core';
import { basename } from 'node:path';
import { CommandError } from '../command-error.ts';
import type { CommandOption } from './command.ts';
import type { Given } from './given.ts';
import { oneLine } from './one-line.ts';
import { readJson } from './read-text.ts';
import { parsedAt } from './refused.ts';

/** What a file of JSON describes: a guarantee as it is, or an event, and how it is accounted. */
export type GuaranteeFile =
  | { readonly kind: 'curve'; readonly file: string; readonly curve: Curve }
  | {
      readonly kind: 'event';
      readonly file: string;
      readonly event: PrivacyEvent;
      readonly accountant: EventAccountant;
    };

const accountants: Readonly<Record<string, (relation: NeighbouringRelation) => EventAccountant>> = {
  rdp: rdpAccountant,
  pld: pldAccountant,
};

const relations: readonly NeighbouringRelation[] = [
  'addOrRemoveOne',
  'replaceOne',
  'replaceSpecial',
];

/** The options that say how an event is accounted. */
export const accountantOptions: Readonly<Record<string, CommandOption>> = {
  accountant: {
    value: 'WHICH',
    says: 'for events: rdp, by Rényi divergences, or pld, by loss distributions: tighter, slower; rdp unless given',
  },
  relation: {
    value: 'WHICH',
    says: `for events: which data are neighbours; ${relations.join(', ')}; the first unless given`,
  },
};

const accountantOf = (given: Given): EventAccountant => {
  const [first = ''] = Object.keys(accountants);
  const name = given.text('accountant') ?? first;
  const make = Object.hasOwn(accountants, name) ? accountants[name] : undefined;
  if (make === undefined)
    throw new CommandError(
      'Usage',
      `--accountant must be ${Object.keys(accountants).join(' or ')}`,
    );
  const asked = given.text('relation') ?? 'addOrRemoveOne';
  const relation = relations.find((each) => each === asked);
  if (relation === undefined)
    throw new CommandError('Usage', `--relation must be ${relations.join(' or ')}`);
  return make(relation);
};

/** Reads the file. An event that the accountant has no theorem for is refused here. */
export function readGuarantee(file: string, given: Given): GuaranteeFile {
  const json = readJson(file);
  const format = fieldOf(json, 'format');
  if (format === 'discreet/curve')
    return { kind: 'curve', file, curve: parsedAt(file, curveFromJson(json)) };
  if (format !== 'discreet-event')
    throw new CommandError('Usage', `${file}: format must be discreet-event or discreet/curve`);
  const accountant = accountantOf(given);
  const event = parsedAt(file, accountant.supports(parsedAt(file, eventFromJson(json))));
  return { kind: 'event', file, event, accountant };
}

/** The names under which files stand in rows and charts: those of the files, unless two are the same. */
export function labelsOf(files: readonly string[]): readonly string[] {
  const short = files.map((file) => oneLine(basename(file).replace(/\.json$/i, '')));
  if (new Set(short).size === files.length) return short;
  const long = files.map(oneLine);
  if (new Set(long).size === files.length) return long;
  throw new CommandError('Usage', 'the files must be two');
}
