import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['**/node_modules/**', '**/dist/**', 'data/**', '**/coverage/**', '.mutation/**'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  {
    rules: {
      // moddle trees, driver answers: `any` stays at the edges, marked where it stands
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { disallowTypeAnnotations: false, fixStyle: 'separate-type-imports' },
      ],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // Nest reads the types of constructor parameters at run time: a type import of an injected class would turn it into Object
    files: ['apps/server/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['packages/*/src/**/*.ts', 'apps/server/src/**/*.ts'],
    ignores: ['**/*.spec.ts', 'apps/server/src/platform/**', 'apps/server/src/main.ts'],
    rules: {
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Read the validated config.' }],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is injected: use the clock.' },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Time is injected: use the clock.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Randomness is injected.',
        },
      ],
    },
  },
  {
    // Carbon's own speak English, take the focus or do not give it back.
    files: ['apps/web/src/**/*.tsx'],
    ignores: ['apps/web/src/shell/dialog.tsx'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          name: '@carbon/react',
          importNames: ['Modal', 'ComposedModal'],
          message: 'Use shell/dialog.tsx.',
        },
        {
          name: '@carbon/react',
          importNames: ['ActionableNotification', 'InlineNotification', 'ToastNotification'],
          message: 'Use shell/notice.tsx.',
        },
        { name: '@carbon/react', importNames: ['Pagination', 'PaginationNav'], message: 'Use shell/pages.tsx.' },
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/bin/**', 'test/**'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        AbortSignal: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        fetch: 'readonly',
        performance: 'readonly',
      },
    },
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.cjs'], languageOptions: { globals: { module: 'writable', require: 'readonly' } } },
  prettier,
);
