import { CommandError } from '../command-error.ts';

/** What a command was called with. */
export class Given {
  readonly #values: ReadonlyMap<string, string | true>;
  readonly #positionals: readonly string[];

  constructor(values: ReadonlyMap<string, string | true>, positionals: readonly string[]) {
    this.#values = values;
    this.#positionals = positionals;
  }

  /** the text of an option, or undefined where it was not given */
  text(option: string): string | undefined {
    const value = this.#values.get(option);
    if (value === '') throw new CommandError('Usage', `--${option} must not be empty`);
    return value === true ? undefined : value;
  }

  required(option: string): string {
    const value = this.text(option);
    if (value === undefined) throw new CommandError('Usage', `--${option} must be given`);
    return value;
  }

  flag(option: string): boolean {
    return this.#values.get(option) === true;
  }

  /** a whole number >= 0 */
  whole(option: string, otherwise: number): number {
    const value = this.text(option);
    if (value === undefined) return otherwise;
    const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN;
    if (!Number.isSafeInteger(number))
      throw new CommandError('Usage', `--${option} must be a whole number`);
    return number;
  }

  positional(index: number): string {
    return this.#positionals[index] ?? '';
  }

  optional(index: number): string | undefined {
    return this.#positionals[index];
  }
}
