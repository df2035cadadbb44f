// npm run accessibility: plays the browser tests and makes the accessibility statement's data from what axe-core found on every
// screen. With --from-last-run it takes what the last runs noted.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { statementOf } from './statement-of.mjs';

const root = new URL('../../', import.meta.url).pathname;
const noted = `${root}node_modules/.cache/gaita/checked-screens.jsonl`;
const result = `${root}apps/web/src/accessibility/result.json`;

if (!process.argv.includes('--from-last-run')) {
  rmSync(noted, { force: true });
  const { status } = spawnSync(
    'npm',
    ['run', '-s', 'jest', '--', '--selectProjects', 'test', '--testPathPatterns', 'test/e2e/'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  // A violation fails a test and belongs into the statement all the same.
  if (status !== 0) console.log('Some tests failed: the statement says what axe-core found in them.');
}
if (!existsSync(noted)) {
  console.error('No browser test has noted a screen. Is Chromium installed?');
  process.exit(1);
}
const screens = readFileSync(noted, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const statement = statementOf(screens, new Date().toISOString().slice(0, 10));
writeFileSync(result, `${JSON.stringify(statement, undefined, 2)}\n`);
spawnSync('npx', ['prettier', '--write', result], { cwd: root });
const states = statement.screens.reduce((sum, { states }) => sum + states.length, 0);
console.log(`${statement.screens.length} screens, ${states} states, ${statement.violations.length} violations: ${result}`);
