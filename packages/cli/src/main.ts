#!/usr/bin/env node
/** The command. It looks at the version of Node before it loads what an older one does not have. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 13)) {
  const { runProcess } = await import('./internal/run-process.ts');
  await runProcess();
} else {
  console.error(`discreet needs Node 22.13 or later, this is ${process.version}`);
  process.exitCode = 9;
}

export {};
