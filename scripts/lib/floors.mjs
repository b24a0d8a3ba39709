// @ts-check
/** The floor plan: what the sources of each package may import. */

/** From the ground up. Packages that share a floor do not import one another. */
const floors = [
  ['numeric'],
  ['core', 'random'],
  ['accounting'],
  ['transformations', 'measurements'],
  ['composition'],
  ['discreet'],
  ['ledger', 'charts'],
  ['cli'],
];

/** @type {Readonly<Record<string, readonly string[]>>} */
const asideFromFloors = { testing: ['numeric', 'random', 'core'] };

/** These run in a browser, so nothing of `node:` may stand in them. */
const runsInBrowser = new Set(
  floors
    .slice(
      0,
      floors.findIndex((f) => f[0] === 'ledger'),
    )
    .flat(),
);

/** Subpaths that hold sharp tools, and who may open them. */
/** @type {Readonly<Record<string, readonly string[]>>} */
export const restrictedSubpaths = {
  '@discreet/random/samplers': ['measurements', 'testing'],
  '@discreet/core/construction': ['transformations', 'measurements'],
};

/** The whole run-time dependency of the front door: what an auditor reads besides our own sources. */
export const trustedDependencies = ['fp-ts'];

/**
 * The folders whose packages this package may import, or undefined for a package that the plan does not know.
 * @param {string} folder
 * @returns {readonly string[] | undefined}
 */
export function allowedBelow(folder) {
  const aside = asideFromFloors[folder];
  if (aside !== undefined) return aside;
  const floor = floors.findIndex((names) => names.includes(folder));
  return floor < 0 ? undefined : floors.slice(0, floor).flat();
}

/** @param {string} folder */
export function mayUseNode(folder) {
  return !runsInBrowser.has(folder) && folder !== 'testing';
}
