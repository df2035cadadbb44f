/**
 * Proves random models against the reference token game, restarts and bpmn-engine, gives one server every hostile model, and draws anew for
 * every property: as `npm test` does, only many more, and others.
 *
 *   npm run test:deep                                     5,000 models, another seed each time
 *   npm run test:deep -- --models 20000 --seed 42         so many, those of a seed
 */
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkNode, install } from '../../apps/server/bin/preparation.mjs';
import { jestArguments } from '../support/jest-arguments.mjs';

const usage = 'npm run test:deep -- [--models <count>] [--seed <number>]';
let options;
try {
  options = parseArgs({
    options: { models: { type: 'string', default: '5000' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } },
  }).values;
  if (!/^[1-9]\d*$/.test(options.models) || !/^-?\d+$/.test(options.seed)) throw new Error('Counts and seeds are whole numbers.');
} catch (error) {
  console.error(`${error.message}\n${usage}`);
  process.exit(2);
}

/** Specs that draw with fast-check. */
function withProperties() {
  const folders = ['packages', 'apps', 'test'].map((name) => fileURLToPath(new URL(`../../${name}/`, import.meta.url)));
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => name.endsWith('.spec.ts') && !name.includes('node_modules'))
      .map((name) => join(folder, name))
      .filter((path) => readFileSync(path, 'utf8').includes("from 'fast-check'")),
  );
}

checkNode();
install({ forTests: true });

const jest = [
  ...[...jestArguments, '--runInBand'],
  ...['--runTestsByPath', 'test/reference/random-models.spec.ts', 'test/hostile/hostile.spec.ts', ...withProperties()],
];
const started = performance.now();
const child = spawn(process.execPath, jest, {
  cwd: fileURLToPath(new URL('../../', import.meta.url)),
  stdio: 'inherit',
  env: { ...process.env, GAITA_MODELS: options.models, GAITA_SEED: options.seed, HOSTILE: '' },
});
child.once('exit', (code) => {
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const end =
    code === 0
      ? `${options.models} random models and the hostile ones proved`
      : 'a model was found that is not run as it should be';
  console.log(`${end}; seed ${options.seed}, ${seconds} s`);
  process.exit(code ?? 1);
});
