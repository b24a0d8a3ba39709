// @ts-check
/// <reference lib="dom" />
/** The program in a browser: its line goes into the page, where the driver reads it. */
import { smoke } from './program.mjs';

function result() {
  try {
    return `ok: ${smoke()}`;
  } catch (error) {
    return `failed: ${String(error)}`;
  }
}
document.body.textContent = result();
