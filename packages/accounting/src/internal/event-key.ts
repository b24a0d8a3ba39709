import { ownFields } from '@discreet/core';
import { Rational } from '@discreet/numeric';

/** A text that two events share where all their numbers are equal. */
export function eventKey(value: unknown): string {
  if (value instanceof Rational) return value.toString();
  if (Array.isArray(value)) return `[${value.map(eventKey).join()}]`;
  const fields = ownFields(value);
  if (fields === undefined) return String(value);
  return `{${[...fields.values()].map(eventKey).join()}}`;
}
