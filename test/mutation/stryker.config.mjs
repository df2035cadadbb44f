const { mutate, report, concurrency } = JSON.parse(process.env.GAITA_MUTATION);
const parts = ['packages/**', 'apps/server/**', 'processes/**', 'test/**'];

/** One run over an area; `run.mjs` chooses it and reads the report. */
export default {
  testRunner: 'one-process',
  checkers: ['draw'],
  plugins: ['./test/mutation/one-process-runner.mjs', './test/mutation/draw-checker.mjs', './test/mutation/tell-reporter.mjs'],
  testRunnerNodeArgs: ['--no-warnings', '--import', './test/support/source-everywhere.mjs'],
  maxTestRunnerReuse: 40,
  coverageAnalysis: 'perTest',
  mutate,
  ignorePatterns: [
    '**',
    ...parts.map((part) => `!${part}`),
    '!*.json',
    '!*.mjs',
    '!.swcrc',
    '**/dist/**',
    'test/bench/**',
    'test/e2e/**',
  ],
  disableTypeChecks: true,
  tempDirName: '.mutation',
  reporters: ['json', 'tell'],
  jsonReporter: { fileName: report },
  concurrency,
  // Far longer than any test: a busy machine must not look like a mutant that was noticed.
  timeoutMS: 60_000,
  timeoutFactor: 5,
  dryRunTimeoutMinutes: 20,
};
