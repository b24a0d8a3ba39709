/** The reason why something does not fit, as a string literal type: the compiler prints it as it stands. */
export type Needs<Message extends string> = Message;

/** The reason why a method cannot be called here; as its type, so that the call is what does not compile. */
export interface NotHere<Why extends string> {
  readonly '~why': Why;
}

/**
 * X where R holds no reason against it, else the reasons.
 *
 * A parameter is typed `Gate<X, check of X>`: TypeScript infers X through the true branch. One bad member of a union is
 * enough, so a check must never distribute: `unknown | 'reason'` is `unknown`, and would pass.
 */
export type Gate<X, R> = [Extract<R, string>] extends [never] ? X : Extract<R, string>;
