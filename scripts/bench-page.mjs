// @ts-check
/**
 * Writes docs/benchmarks.md from benchmarks/results.json, which `npm run bench -- --json benchmarks/results.json` writes.
 *
 * The page and the JSON are committed together: a figure in the documentation is a figure of that run.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchSection } from './lib/bench-section.mjs';
import { readJson, repositoryRoot } from './lib/repository.mjs';

/** @import { BenchTable } from '../benchmarks/bench-table.ts' */

/** @type {{ machine: { cpu: string, cores: number, node: string }, tables: Record<string, BenchTable> }} */
const { machine, tables } = readJson(join(repositoryRoot, 'benchmarks', 'results.json'));

const page = `# Benchmarks

One run of \`npm run bench\` on ${machine.cores} cores of ${machine.cpu}, Node ${machine.node}. Machines are noisy and differ:
only ratios within a run mean anything, and each ratio is to a reference that is measured in the same run.

${Object.values(tables).map(benchSection).join('\n')}`;
writeFileSync(join(repositoryRoot, 'docs', 'benchmarks.md'), page);
