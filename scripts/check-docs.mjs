// @ts-check
/** Fails when an example in README.md, in docs/, in a package's README or in a docstring does not do what it says. */
import { docProblems } from './lib/doc-rules.mjs';
import { finish } from './lib/problems.mjs';
import { repositoryRoot } from './lib/repository.mjs';

const { problems, count } = await docProblems(repositoryRoot);
finish(`documentation (${count} example${count === 1 ? '' : 's'})`, problems);
