import { DiscreetError, type Json, ownFields, print } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import type { PrivacyEvent } from './event.ts';
import { eventFromFields } from './internal/event-registry.ts';
import { readEvent } from './internal/read-event.ts';

/** An event as JSON, with the name and the version of the format. */
export interface EventJson {
  readonly format: 'discreet-event';
  readonly version: 1;
  readonly event: Json;
}

const toJson = (value: unknown): Json => {
  if (value instanceof Rational || typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(toJson);
  const fields = ownFields(value);
  return fields === undefined
    ? String(value)
    : Object.fromEntries([...fields].map(([name, field]) => [name, toJson(field)]));
};

/**
 * The JSON of an event: numbers as exact fractions in text, events within events.
 *
 * **Contract** `eventFromJson` reads it back to an event with the same numbers, in this and every later version.
 * **Errors** A value that no constructor of events made.
 *
 * @example
 * import { eventToJson, gaussianEvent } from '@discreet/accounting';
 * JSON.stringify(eventToJson(gaussianEvent({ noiseMultiplier: 1.1 })).event); // => '{"kind":"gaussian","noiseMultiplier":"11/10"}'
 */
export function eventToJson(event: PrivacyEvent): EventJson {
  return { format: 'discreet-event', version: 1, event: toJson(readEvent('eventToJson', event)) };
}

/**
 * The event that JSON describes, read by the constructors: what they refuse is refused.
 *
 * **Errors** Another format or version, a kind that is not in the closed registry, fields that are missing, too many or out of range: all in a `Left`.
 *
 * @example
 * import { eventFromJson } from '@discreet/accounting';
 * eventFromJson({ format: 'discreet-event', version: 1, event: { kind: 'gaussian', noiseMultiplier: '0' } })._tag; // => 'Left'
 */
export function eventFromJson(json: unknown): E.Either<DiscreetError, PrivacyEvent> {
  const where = 'eventFromJson';
  const fields = ownFields(json);
  if (fields?.get('format') !== 'discreet-event' || fields.get('version') !== 1)
    return E.left(
      new DiscreetError({
        tag: 'InvalidJson',
        where,
        rule: 'format must be "discreet-event" and version 1',
        received: print(fields?.get('version')),
      }),
    );
  return E.tryCatch(
    () => eventFromFields(where, fields.get('event')),
    (error) =>
      error instanceof DiscreetError
        ? error
        : new DiscreetError({ tag: 'InvalidJson', where, rule: 'the event must be readable' }),
  );
}
