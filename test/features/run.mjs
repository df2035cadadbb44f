/**
 * Plays the golden models of every BPMN element and prints the catalogue: what runs, shown by which models, and what is refused
 * and why. Writes the same to FEATURES.md.
 *
 *   npm run features
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { checkNode, install } from '../../apps/server/bin/preparation.mjs';
import { jestArguments } from '../support/jest-arguments.mjs';

checkNode();
install({ forTests: true });

const jest = [
  ...jestArguments,
  ...['--selectProjects', 'packages/engine', '--testPathPatterns', 'src/golden/(?!catalogue)'],
  ...['--reporters', fileURLToPath(new URL('catalogue-reporter.mjs', import.meta.url))],
];
const child = spawn(process.execPath, jest, {
  cwd: fileURLToPath(new URL('../../', import.meta.url)),
  stdio: ['ignore', 'inherit', 'inherit'],
});
child.once('exit', (code) => process.exit(code ?? 1));
