import nx from '@nx/eslint-plugin';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const onlyIn = (name, place) => ({ group: [name], message: `${name} is used only in ${place}` });
const kafkajs = onlyIn('kafkajs', 'libs/service-kit/src/kafka');
const undici = onlyIn('undici', 'apps/delivery-worker/src/outbound');
const mongoose = onlyIn('mongoose', 'mongo-*.ts files and libs/service-kit/src/mongo');
const nodemailer = onlyIn('nodemailer', 'the folders called outbound');
const aws4 = onlyIn('aws4', 'the folders called outbound');
const restrict = (...patterns) => ['error', { patterns }];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '.patchbay/**', '**/*.mjs', '**/*.gen.ts'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          enforceBuildableLibDependency: false,
          banTransitiveDependencies: true,
          depConstraints: [
            {
              sourceTag: 'type:app',
              onlyDependOnLibsWithTags: ['type:kit', 'type:catalogue', 'type:contracts'],
            },
            // It knows the services by their API alone.
            { sourceTag: 'type:console', onlyDependOnLibsWithTags: [] },
            { sourceTag: 'type:kit', onlyDependOnLibsWithTags: ['type:contracts'] },
            { sourceTag: 'type:catalogue', onlyDependOnLibsWithTags: ['type:contracts'] },
            {
              sourceTag: 'type:contracts',
              onlyDependOnLibsWithTags: [],
              allowedExternalImports: ['zod', 'fast-check'],
            },
            {
              sourceTag: 'type:tools',
              onlyDependOnLibsWithTags: ['type:kit', 'type:catalogue', 'type:contracts'],
            },
            {
              sourceTag: 'type:tests',
              onlyDependOnLibsWithTags: [
                'type:app',
                'type:kit',
                'type:catalogue',
                'type:contracts',
                'type:tools',
              ],
            },
          ],
        },
      ],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-restricted-imports': restrict(kafkajs, undici, mongoose, nodemailer, aws4),
      'no-restricted-globals': ['error', { name: 'fetch', message: 'outbound calls belong to outbound/' }],
      // Promise.withResolvers<void>() is what a promise without a value is made by.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Nest's options are classes in name only, meant to be written as literals.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['apps/console/**/*.tsx'],
    extends: [reactHooks.configs.flat['recommended-latest'], jsxA11y.flatConfigs.strict],
  },
  {
    files: ['apps/console/src/**'],
    rules: {
      // The router's redirects are thrown, and are no errors.
      '@typescript-eslint/only-throw-error': [
        'error',
        { allow: [{ from: 'package', package: '@tanstack/router-core', name: 'Redirect' }] },
      ],
    },
  },
  {
    // Calls of the API, and no others.
    files: ['apps/console/src/api/**'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['libs/service-kit/src/kafka/**'],
    rules: { 'no-restricted-imports': restrict(undici, mongoose, nodemailer, aws4) },
  },
  {
    files: ['apps/delivery-worker/src/outbound/**'],
    rules: { 'no-restricted-imports': restrict(kafkajs, mongoose) },
  },
  {
    files: ['libs/service-kit/src/outbound/**'],
    rules: { 'no-restricted-imports': restrict(kafkajs, undici, mongoose) },
  },
  {
    files: ['**/mongo-*.ts', 'libs/service-kit/src/mongo/**'],
    rules: { 'no-restricted-imports': restrict(kafkajs, undici, nodemailer, aws4) },
  },
  {
    files: ['tools/**', 'test/**', '**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts'],
    rules: { 'no-restricted-imports': 'off', 'no-restricted-globals': 'off', 'no-console': 'off' },
  },
  {
    // The model runs the very parts of two services that a delivery's fate hangs on; no library has them.
    files: ['test/contracts/modelled-*.ts'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
);
