import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));
delete swc.$schema;
swc.jsc.rewriteRelativeImportExtensions = false; // jest resolves './x.ts' itself
swc.swcrc = false;
swc.sourceMaps = 'inline';

const project = (dir, extra = {}) => ({
  displayName: dir,
  rootDir: dir,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@gaita/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': ['@swc/jest', swc] },
  moduleNameMapper: { '^fast-check$': new URL('./test/support/seeded-fast-check.mjs', import.meta.url).pathname },
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  ...extra,
});

// Evaluates @nestjs/* as ES modules before any CommonJS package requires it.
const withNest = { setupFiles: [new URL('./test/support/jest-nest-setup.ts', import.meta.url).pathname] };

export default {
  projects: [
    project('packages/contracts'),
    project('packages/calendar'),
    project('packages/expressions'),
    project('packages/bpmn'),
    project('packages/engine'),
    project('apps/server', withNest),
    project('apps/web'),
    project('test', { testMatch: ['<rootDir>/**/*.spec.ts'], ...withNest }),
  ],
  // ES modules of a finished test file are not freed: a worker that has grown starts anew.
  workerIdleMemoryLimit: '1.5GB',
  // Long enough for a machine that does other work beside: no test measures time by failing.
  testTimeout: 300_000,
  coverageProvider: 'v8',
  coverageReporters: ['text'],
};
