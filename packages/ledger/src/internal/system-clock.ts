/** The clock of the machine. It stands in histories for people to read; nothing that privacy depends on is decided by it. */
export function systemClock(): Date {
  return new Date();
}
