/**
 * Plays the scenarios of the shipped processes on the real server and prints how each case went and what they cover.
 *
 *   npm run scenarios                              all processes
 *   npm run scenarios -- improvement caf-self-assessment   these
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkNode, install } from '../../apps/server/bin/preparation.mjs';
import { jestArguments } from '../support/jest-arguments.mjs';

const root = new URL('../../', import.meta.url);
const chosen = process.argv.slice(2);
const unknown = chosen.filter((key) => !/^[a-z0-9-]+$/.test(key) || !existsSync(new URL(`processes/${key}/scenarios/`, root)));
if (unknown.length > 0) {
  console.error(`No scenarios in processes/${unknown.join(', processes/')}.`);
  process.exit(2);
}

checkNode();
install({ forTests: true });

const jest = [
  ...jestArguments,
  ...['--selectProjects', 'test', '--runInBand', '--reporters', fileURLToPath(new URL('quiet-reporter.mjs', import.meta.url))],
  ...['--runTestsByPath', 'test/scenarios/scenarios.spec.ts'],
];
const child = spawn(process.execPath, jest, {
  cwd: fileURLToPath(root),
  // jest itself says on stderr which project it runs
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, SCENARIOS_REPORT: 'yes', SCENARIOS_OF: chosen.join(',') },
});
child.once('exit', (code) => process.exit(code ?? 1));
