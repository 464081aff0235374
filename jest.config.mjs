/** One jest project per kind of test; see CONTRIBUTING.md for what belongs where. */
const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@patchbay/source', 'node', 'import', 'default'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { swcrc: false, ...(await swcOptions()) }] },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.patchbay/', '<rootDir>/.nx/'],
};

async function swcOptions() {
  const { readFile } = await import('node:fs/promises');
  const {
    exclude: _specs,
    $schema: _schema,
    ...options
  } = JSON.parse(await readFile(new URL('.swcrc', import.meta.url), 'utf8'));
  return { ...options, jsc: { ...options.jsc, rewriteRelativeImportExtensions: false } };
}

const system = {
  globalSetup: '<rootDir>/test/support/start-stack.ts',
  globalTeardown: '<rootDir>/test/support/stop-stack.ts',
};

export default {
  testTimeout: 30_000,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,tools}/**/*.spec.ts'],
    },
    { ...base, displayName: 'contracts', testMatch: ['<rootDir>/test/contracts/**/*.spec.ts'] },
    {
      ...base,
      ...system,
      displayName: 'integration',
      testMatch: ['<rootDir>/{apps,libs,tools,test}/**/*.int-spec.ts'],
    },
    { ...base, ...system, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.e2e-spec.ts'] },
    // Not in `npm test`: it needs Chromium.
    {
      ...base,
      ...system,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.browser-spec.ts'],
    },
  ],
};
