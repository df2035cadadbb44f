// npm run faults: compiles what the harness needs into node_modules/.cache and runs it against the built server.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = join(root, 'node_modules/.cache/faults');
const { $schema: _, ...swc } = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));

const compile = (folder) => {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) compile(path);
    else if (path.endsWith('.ts') && !path.endsWith('.spec.ts')) {
      const target = join(out, path.replace(/\.ts$/, '.js'));
      const options = { ...swc, swcrc: false, sourceMaps: 'inline', filename: join(root, path) };
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, transformSync(readFileSync(join(root, path), 'utf8'), options).code);
    }
  }
};

rmSync(out, { recursive: true, force: true });
for (const folder of ['test/faults', 'test/support', 'apps/server/src']) compile(folder);
const load = (name) => import(pathToFileURL(join(out, 'test/faults', name)).href);
const { readOptions, usage } = await load('options.js');
const { runFaults } = await load('main.js');

let options;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${error.message}\n\n${usage}`);
  process.exit(2);
}
process.exit((await runFaults(options, pathToFileURL(root))) ? 0 : 1);
