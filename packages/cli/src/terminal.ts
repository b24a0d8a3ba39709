/** Where a command writes. */
export interface Terminal {
  /** the answer: standard output */
  readonly out: (text: string) => void;
  /** what is said about it: standard error */
  readonly error: (text: string) => void;
  /** a stream for a progress bar; none where nobody is watching */
  readonly progress?: NodeJS.WritableStream;
}
