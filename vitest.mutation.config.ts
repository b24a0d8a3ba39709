import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// The tests that mutants of one package are run against; scripts/mutation.mjs names the package.
const mutated = process.env['DISCREET_MUTATION'] ?? '';
if (mutated === '') throw new RangeError('DISCREET_MUTATION must name a package');

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<
    Record<string, { readonly '@discreet/source'?: string } | string | null>
  >;
}

const root = import.meta.dirname;
const packages = join(root, 'packages');
// The mutants lie in a copy of this tree whose node_modules is the tree's own: by its links our packages would be found
// where no mutant is. So each is named by its place beside this file.
const alias = readdirSync(packages).flatMap((folder) => {
  const manifest = JSON.parse(
    readFileSync(join(packages, folder, 'package.json'), 'utf8'),
  ) as Manifest;
  return Object.entries(manifest.exports ?? {}).flatMap(([entry, target]) =>
    target === null || typeof target === 'string' || target['@discreet/source'] === undefined
      ? []
      : [
          {
            find: new RegExp(`^${manifest.name}${entry.slice(1)}$`),
            replacement: join(packages, folder, target['@discreet/source']),
          },
        ],
  );
});

/** The first failure ends a mutant: the package's own tests are the fast ones. */
class OwnTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isAttack = ({ moduleId }: TestSpecification): boolean =>
      moduleId.endsWith('attack.test.ts');
    return [...sorted.filter((file) => !isAttack(file)), ...sorted.filter(isAttack)];
  }
}

export default defineConfig({
  resolve: { alias },
  test: {
    testTimeout: 120_000,
    setupFiles: ['./scripts/test/fixed-seed.ts'],
    include: [`packages/${mutated}/test/**/*.test.ts`, 'scripts/mutation/attack.test.ts'],
    sequence: { sequencer: OwnTestsFirst },
    exclude: ['**/*.stat.test.ts'],
  },
});
