import type { PrivacyEvent } from '../event.ts';
import { isSealedEvent } from './event-seal.ts';
import { refusal } from './read-parameter.ts';

/** Only the constructors of events set the seal. */
const isEvent = (value: unknown): value is PrivacyEvent => isSealedEvent(value);

/** The value as an event, if a constructor made it. */
export function readEvent(where: string, value: unknown): PrivacyEvent {
  if (!isEvent(value)) throw refusal(where, 'needs an event from one of the constructors', value);
  return value;
}
