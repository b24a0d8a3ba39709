// @ts-check
/** Fails when an import goes against the floor plan, or when a user would install what the plan does not name. */
import { importProblems } from './lib/import-rules.mjs';
import { lockProblems } from './lib/lock-rules.mjs';
import { finish } from './lib/problems.mjs';
import { repositoryRoot } from './lib/repository.mjs';

finish('imports', [...importProblems(repositoryRoot), ...lockProblems(repositoryRoot)]);
