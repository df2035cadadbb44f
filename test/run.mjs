// npm test: on a bare clone too. Installs, checks and tests all that this machine can, and says what it could not.
// With CI=true nothing may be missing. `npm test -- <jest arguments>` runs only those tests.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, install, root } from '../apps/server/bin/preparation.mjs';
import { jestArguments } from './support/jest-arguments.mjs';

checkNode();
install({ forTests: true });

const hasProgram = (...names) => {
  const path = `${process.env.PATH}:/usr/sbin:/usr/local/sbin:/sbin`;
  return names.some((name) => spawnSync('sh', ['-c', `command -v ${name}`], { env: { PATH: path } }).status === 0);
};

const helpers = [
  { what: 'MariaDB (storage tests on a second database)', there: hasProgram('mariadbd'), get: 'apt-get install mariadb-server' },
  { what: 'Redis (tests of BullMQ)', there: hasProgram('redis-server'), get: 'apt-get install redis-server' },
  {
    what: 'Chromium (tests of the web app)',
    there: hasProgram('chromium', 'chromium-browser', 'google-chrome') || Boolean(process.env.CHROMIUM),
    get: 'apt-get install chromium',
  },
  { what: 'nginx (tests of three replicas behind a proxy)', there: hasProgram('nginx'), get: 'apt-get install nginx' },
  {
    what: 'MySQL 8 (storage tests on a third database)',
    there: Boolean(process.env.MYSQL_URL),
    get: 'give MYSQL_URL=mysql://user:password@host',
    optional: true,
  },
];
const missing = helpers.filter(({ there }) => !there);
const inCi = process.env.CI === 'true';

const tellMissing = () => {
  for (const { what, get } of missing) console.log(`  not run: ${what}. To run it: ${get}`);
};

if (inCi && missing.some(({ optional }) => !optional)) {
  console.error('With CI=true nothing may be missing:');
  tellMissing();
  process.exit(1);
}

const node = process.execPath;
const bin = (path) => join(root, 'node_modules', path);
const jest = [node, ...jestArguments];
const chosen = process.argv.slice(2);
const steps =
  chosen.length > 0
    ? [['tests', ...jest, ...chosen]]
    : [
        ['build', node, join(root, 'apps/server/bin/build.mjs')],
        ['types', node, bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'],
        ['types of the web app', node, bin('typescript/bin/tsc'), '--noEmit', '-p', 'apps/web/tsconfig.json'],
        ['lint', node, bin('eslint/bin/eslint.js'), '.'],
        ['format', node, bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
        [
          'import rules',
          node,
          bin('dependency-cruiser/bin/dependency-cruise.mjs'),
          '--config',
          'test/architecture/boundaries.cjs',
          'apps',
          'packages',
        ],
        // The second reporter fails the run when FEATURES.md says something else than the golden models.
        ['tests', ...jest, '-w', '2', '--reporters', 'default', '--reporters', join(root, 'test/features/catalogue-check.mjs')],
      ];

const failed = [];
for (const [name, program, ...args] of steps) {
  const started = performance.now();
  console.log(`\n— ${name}`);
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) failed.push(name);
  console.log(`  ${status === 0 ? 'ok' : 'FAILED'} after ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

console.log('');
tellMissing();
console.log(failed.length === 0 ? 'All that ran passed.' : `Failed: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
