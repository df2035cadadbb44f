// npm run bench [-- --quick --seed 1 workload …]: builds the product and the benchmarks, then runs them in a process of their own.
// npm run figures: writes FIGURES.md from what they found.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bench = `${root}test/bench`;

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: bench, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

function compile(source, target) {
  const options = [
    '--strip-leading-paths',
    '--extensions',
    '.ts',
    '--ignore',
    '**/*.spec.ts',
    '--config-file',
    `${root}.swcrc`,
    '-q',
  ];
  run(`${root}node_modules/.bin/swc`, [source, '-d', target, ...options]);
}

run(process.execPath, [`${root}apps/server/bin/build.mjs`]);
rmSync(`${bench}/dist`, { recursive: true, force: true });
compile('.', 'dist/bench');
compile('../support', 'dist');
compile('../faults/random.ts', 'dist');
run(process.execPath, [
  '--max-semi-space-size=64',
  '--expose-gc',
  '--no-warnings',
  `${bench}/dist/bench/main.js`,
  ...process.argv.slice(2),
]);
