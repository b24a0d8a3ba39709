// @ts-check
/** What no tracked file may name: a package registry's host, a path of somebody's machine, a secret. */

/** @type {readonly { what: string, pattern: RegExp }[]} */
const leaks = [
  {
    what: 'a registry host',
    pattern: /\bregistry\.[a-z0-9-]+(\.[a-z0-9-]+)*\.(org|com|io|net|dev|cn)\b|\bnpmmirror\./i,
  },
  { what: 'a machine path', pattern: /(^|[\s'"`(=:,[])\/(work|root|tmp|home|Users)\/[\w.@-]/ },
  {
    what: 'a machine path',
    pattern: /file:\/\/\/(work|root|tmp|home|Users)\/|\b[A-Z]:\\\\?Users\\/,
  },
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY/ },
  {
    what: 'a token',
    pattern:
      /\b(npm_[A-Za-z0-9]{36}|gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{40}|glpat-[\w-]{20}|AKIA[A-Z0-9]{16}|xox[abprs]-[\w-]{10})/,
  },
  {
    what: 'a password',
    pattern: /(_authToken|_password|aws_secret_access_key)\s*[=:]\s*['"]?[^\s'"$]/i,
  },
  {
    what: 'a password in an address',
    pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@'"`{}$]+:[^\s/@'"`{}$]+@/i,
  },
];

const lockHost = /"resolved":\s*"[a-z+]*:/;

/**
 * @param {string} path as messages print it
 * @param {string} text
 * @returns {string[]} one line for each leak; the line does not repeat what it found, which may be a secret
 */
export function leakProblems(path, text) {
  /** @type {string[]} */
  const problems = [];
  const isLock = /(^|\/)package-lock\.json$/.test(path);
  for (const [index, line] of text.split('\n').entries()) {
    for (const { what, pattern } of leaks) {
      if (pattern.test(line)) problems.push(`${path}:${index + 1}: ${what}`);
    }
    if (isLock && lockHost.test(line)) {
      problems.push(`${path}:${index + 1}: an address (.npmrc: omit-lockfile-registry-resolved)`);
    }
  }
  return problems;
}
