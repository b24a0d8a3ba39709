// @ts-check
import { join } from 'node:path';
import { workspacePackages } from './repository.mjs';
import { runCommand } from './run-command.mjs';

/** @import { WorkspacePackage } from './repository.mjs' */

/** @typedef {WorkspacePackage & { tarball: string }} PackedPackage */

/**
 * Packs every package that is not private, as `npm publish` would.
 * @param {string} root
 * @param {string} folder where the tarballs go
 * @returns {Promise<PackedPackage[]>}
 */
export async function packAll(root, folder) {
  const packages = workspacePackages(root).filter(({ manifest }) => manifest.private !== true);
  const names = packages.flatMap(({ manifest }) => ['--workspace', manifest.name]);
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder, ...names];
  const { status, stderr } = await runCommand('npm', args, { cwd: root });
  if (status !== 0) throw new Error(`npm pack failed:\n${stderr}`);
  return packages.map((each) => {
    const stem = each.manifest.name.replace(/^@/, '').replace('/', '-');
    return { ...each, tarball: join(folder, `${stem}-${each.manifest.version}.tgz`) };
  });
}
