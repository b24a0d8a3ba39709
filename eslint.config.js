// @ts-check
import jsdoc from 'eslint-plugin-jsdoc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// Each list below is closed: a file stands here because somebody read it, not because a comment in it says so.

/**
 * Files that may write `any` and assert a type: patterns over invariant type parameters cannot be written without the one,
 * the one checked constructor not without the other.
 * @type {readonly string[]}
 */
const typeFrontier = ['packages/core/src/any-pipeline.ts'];

/**
 * Files that may call Math.exp and its like, for a starting guess that an enclosure re-checks afterwards.
 * @type {readonly string[]}
 */
const guessingFiles = ['packages/accounting/src/internal/guess.ts'];

/**
 * Files that may read the clock: a history says when its entries were written. Nothing is decided by it.
 * @type {readonly string[]}
 */
const clockFiles = ['packages/ledger/src/internal/system-clock.ts'];

/**
 * Inner loops over typed arrays, where `array[i]!` stands for a check that would cost time in each turn.
 * @type {readonly string[]}
 */
const kernelFiles = [
  'packages/accounting/src/internal/loss/{convolution,engine,fourier,grid,in-order,law,product,profile}.ts',
];

const sources = ['packages/*/src/**/*.ts'];

// These differ between engines, or depend on the clock or on a generator that is not secure.
const inexactMath = [
  'acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot',
  'log log10 log1p log2 pow sin sinh tan tanh',
].flatMap((names) => names.split(' '));

/** @param {string} property */
const inexact = (property) => ({
  object: 'Math',
  property,
  message: 'It differs between engines: use an enclosure of @discreet/numeric.',
});
const never = [
  { object: 'Math', property: 'random', message: 'Not secure: use @discreet/random.' },
  { object: 'Date', property: 'now', message: 'The library does not read the clock.' },
];

export default defineConfig(
  globalIgnores(['**/dist/', '**/coverage/', '.work/', '**/assembly/', '**/misuse/']),
  {
    files: [
      'packages/**/*.ts',
      'examples/**/*.ts',
      'benchmarks/**/*.ts',
      'scripts/**/*.{ts,mjs}',
      '*.ts',
      '*.js',
    ],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.check.json', tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // a constructor that returns another object is how a private field gets onto it
      '@typescript-eslint/no-extraneous-class': ['error', { allowConstructorOnly: true }],
      'max-lines': ['error', 400],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^fp-ts/(?!lib/[A-Za-z]+\\.js$)',
              message: 'fp-ts has no exports map: plain Node finds only fp-ts/lib/Name.js.',
            },
          ],
        },
      ],
    },
  },
  {
    files: sources,
    extends: [jsdoc.configs['flat/recommended-typescript-error']],
    // No comment in a source opens a hole: the lists above do, or nothing does.
    linterOptions: { noInlineConfig: true },
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { ClassDeclaration: true, FunctionDeclaration: true },
          contexts: [
            'TSInterfaceDeclaration',
            'TSTypeAliasDeclaration',
            'ExportNamedDeclaration > VariableDeclaration',
          ],
        },
      ],
      // The signature says names and types; a docstring says what holds.
      'jsdoc/require-param': 'off',
      'jsdoc/require-returns': 'off',
      'jsdoc/require-throws': 'off',
      'jsdoc/require-yields': 'off',
      'jsdoc/require-template': 'off',
      'jsdoc/tag-lines': 'off',
      'jsdoc/check-indentation': 'off',
      'jsdoc/check-tag-names': ['error', { typed: false }],
      // In types, {} is the word for "anything but null and undefined".
      '@typescript-eslint/no-empty-object-type': ['error', { allowObjectTypes: 'always' }],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true, 'ts-check': true },
      ],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-properties': ['error', ...never, ...inexactMath.map(inexact)],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration:not([kind="const"])',
          message: 'No mutable state at the top of a module.',
        },
        {
          selector: 'NewExpression[callee.name="Date"]',
          message: 'The library does not read the clock.',
        },
      ],
    },
  },
  { files: ['packages/*/src/internal/**/*.ts'], rules: { 'jsdoc/require-jsdoc': 'off' } },
  ...allow(typeFrontier, {
    '@typescript-eslint/no-explicit-any': 'off',
    '@typescript-eslint/consistent-type-assertions': 'off',
    '@typescript-eslint/no-unnecessary-type-parameters': 'off',
  }),
  ...allow(guessingFiles, { 'no-restricted-properties': ['error', ...never] }),
  ...allow(clockFiles, { 'no-restricted-syntax': 'off' }),
  ...allow(kernelFiles, { '@typescript-eslint/no-non-null-assertion': 'off' }),
  {
    // They stand outside the type-checked project: the first run in the folder of a user who installed the packages, the
    // other imports AssemblyScript, whose declarations bring globals of their own.
    files: ['scripts/smoke/*.mjs', 'scripts/build-wasm.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    // Tests feed wrong values on purpose, and look at what the types deny.
    files: ['**/test/**/*.ts'],
    rules: {
      'max-lines': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': 'allow-with-description' },
      ],
    },
  },
);

/**
 * @param {readonly string[]} files
 * @param {import('eslint').Linter.RulesRecord} rules
 */
function allow(files, rules) {
  return files.length === 0 ? [] : [{ files: [...files], rules }];
}
