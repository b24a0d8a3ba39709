// @ts-check
/** Fails when an example in README.md, in docs/, in a package's README or in a docstring does not do what it says, or a page points nowhere. */
import { docProblems } from './lib/doc-rules.mjs';
import { linkProblems } from './lib/link-rules.mjs';
import { finish } from './lib/problems.mjs';
import { repositoryRoot, trackedFiles } from './lib/repository.mjs';

const { problems, count } = await docProblems(repositoryRoot);
const pages = trackedFiles(repositoryRoot).filter((path) => path.endsWith('.md'));
problems.push(...linkProblems(repositoryRoot, pages));
finish(`documentation (${count} example${count === 1 ? '' : 's'})`, problems);
