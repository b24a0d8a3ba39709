import { DiscreetError, print } from '@discreet/core';
import { handleParts } from './internal/handle.ts';
import { operatorParts } from './internal/operator-parts.ts';

/** What the operator's log is told about a failure besides its cause. */
export interface FailureNote {
  /** the query, as its canonical description where it has one */
  readonly query: string;
}

/**
 * Whoever runs a session: not its analysts. They get the session, and never this object.
 *
 * **Contract** A mechanism that fails after it was charged suspends all that stands under the same budget. `resume` lets it go on; what was
 * charged stays charged.
 */
export interface Operator {
  readonly kind: 'operator';
  /** Lets a session, or a compositor, go on after a failure; `StepMismatch` for one that was opened with another operator. */
  readonly resume: (handle: object) => void;
  /** the handle's state, for the operator */
  readonly isSuspended: (handle: object) => boolean;
}

/**
 * Makes the capability of an operator, and the log that causes of failures go to.
 *
 * **Contract** `report` is the only place that sees a cause, which may depend on data. What it throws, or a promise of it that fails, changes
 * nothing.
 *
 * @example
 * import { operator } from 'discreet';
 * const causes: unknown[] = [];
 * operator((cause) => causes.push(cause)).kind; // => 'operator'
 */
export function operator(report?: (cause: unknown, note: FailureNote) => unknown): Operator {
  if (report !== undefined && typeof report !== 'function')
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'operator',
      rule: 'report must be a function',
      received: print(report),
    });
  const own = (handle: unknown): NonNullable<ReturnType<typeof handleParts.of>> => {
    const part = handleParts.of(handle);
    if (part?.operator !== self)
      throw new DiscreetError({
        tag: 'StepMismatch',
        where: 'operator',
        rule: 'needs a session or a compositor that was opened with this operator',
        received: print(handle),
      });
    return part;
  };
  const self: Operator = {
    kind: 'operator',
    resume: (handle) => {
      const { account } = own(handle);
      account.tree.notWhileReading();
      account.tree.resume();
    },
    isSuspended: (handle) => own(handle).account.tree.blocked() !== undefined,
  };
  operatorParts.put(self, {
    tell: (cause, query) => {
      try {
        Promise.resolve(report?.(cause, Object.freeze({ query }))).catch(() => undefined);
      } catch {
        // a log that fails must not show in what the analyst sees
      }
    },
  });
  return Object.freeze(self);
}
