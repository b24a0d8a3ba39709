// @ts-check
/** The program on Node, Bun and Deno: one line on stdout, or an uncaught error. */
import { smoke } from './program.mjs';

console.log(`ok: ${smoke()}`);
