// A worker as one file, so that a process starts at once; with a mutant's changes to the ledger's sources, where one is given.
import { build, type Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutants.ts';

const sources = fileURLToPath(new URL('../../src/', import.meta.url));

const mutate = ({ edits }: Mutant): Plugin => ({
  name: 'mutate',
  setup: ({ onLoad }) => {
    onLoad({ filter: /ledger[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      let contents = readFileSync(path, 'utf8');
      for (const { file, from, to } of edits) {
        if (join(sources, file) !== path) continue;
        if (contents.split(from).length !== 2)
          throw new RangeError(`a mutant's text must stand once in ${file}: ${from}`);
        contents = contents.replace(from, () => to);
      }
      return { contents, loader: 'ts' };
    });
  },
});

export const bundleWorker = async (folder: string, mutant?: Mutant): Promise<string> => {
  const outfile = join(
    folder,
    `worker${mutant === undefined ? '' : `-${mutant.name.replaceAll(' ', '-')}`}.mjs`,
  );
  await build({
    entryPoints: [fileURLToPath(new URL('worker.ts', import.meta.url))],
    outfile,
    ...{ bundle: true, platform: 'node', format: 'esm', target: 'node22', logLevel: 'silent' },
    conditions: ['@discreet/source'],
    external: ['pg-native', 'node:sqlite'],
    banner: {
      js: "import { createRequire as r__ } from 'node:module'; const require = r__(import.meta.url);",
    },
    plugins: mutant === undefined ? [] : [mutate(mutant)],
  });
  return outfile;
};
