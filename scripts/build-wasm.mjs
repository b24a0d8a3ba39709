// Compiles the AssemblyScript kernels and embeds their bytes in a TypeScript file.
//   node scripts/build-wasm.mjs           writes the file
//   node scripts/build-wasm.mjs --print   prints what it would write (a test compares)
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = 'packages/transformations/assembly/sum.ts';
const target = 'packages/transformations/src/internal/kernels/sum-wasm-bytes.ts';
const options = ['--enable', 'simd', '-O3', '--noAssert', '--runtime', 'stub'];
const memory = ['--initialMemory', '1', '--maximumMemory', '1'];

async function compile() {
  const folder = mkdtempSync(join(tmpdir(), 'discreet-wasm-'));
  try {
    const out = join(folder, 'sum.wasm');
    const arguments_ = [source, '--baseDir', root, ...options, ...memory, '--outFile', out];
    const { error, stderr } = await asc.main(arguments_);
    if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function render(bytes) {
  const lines = bytes.toString('hex').match(/.{1,96}/g) ?? [];
  return [
    '// Made by scripts/build-wasm.mjs from assembly/sum.ts: do not edit. A test makes it again and compares.',
    `// asc ${[...options, ...memory].join(' ')}; ${bytes.length} bytes, in hexadecimal.`,
    'export const SUM_WASM_BYTES: string =',
    ...lines.map((line, i) => `  '${line}'${i === lines.length - 1 ? ';' : ' +'}`),
    '',
  ].join('\n');
}

const text = render(await compile());
if (process.argv.includes('--print')) process.stdout.write(text);
else writeFileSync(join(root, target), text);
