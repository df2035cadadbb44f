// npm run bench [workload …]: builds the packages and the benchmarks, then runs them in a process of their own.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

const root = new URL('../../', import.meta.url).pathname;
const build = `${root}apps/server/bin/build.mjs`;

function run(command, args, cwd = root) {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

function compile(folder, target, cwd) {
  run(
    `${root}node_modules/.bin/swc`,
    [folder, '-d', target, '--strip-leading-paths', '--extensions', '.ts', '--config-file', `${root}.swcrc`, '-q'],
    cwd,
  );
}

if (existsSync(build)) run(process.execPath, [build]);
else for (const name of readdirSync(`${root}packages`)) compile('src', 'dist', `${root}packages/${name}`);
compile('.', 'dist', `${root}test/bench`);
run(process.execPath, ['--expose-gc', `${root}test/bench/dist/print.js`, ...process.argv.slice(2)]);
