import { fieldOf } from '@discreet/core';
import type { EventAccountant } from '../event-accountant.ts';
import { refusal } from './read-parameter.ts';

/** Whether a value does what an accountant does. */
export function isAccountant(value: unknown): value is EventAccountant {
  return ['compose', 'epsilon', 'delta'].every(
    (name) => typeof fieldOf(value, name) === 'function',
  );
}

/** The value as an accountant. */
export function readAccountant(where: string, value: unknown): EventAccountant {
  if (!isAccountant(value)) throw refusal(where, 'accountant must be an accountant', value);
  return value;
}
