// npm run faults: compiles what the harness needs into node_modules/.cache and runs it against the built server.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';

const root = fileURLToPath(new URL('../..', import.meta.url));
// several runs may go on at once
const out = join(root, 'node_modules/.cache/faults', String(process.pid));
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

for (const folder of ['test/faults', 'test/support', 'test/reference', 'apps/server/src']) compile(folder);
process.on('exit', () => rmSync(out, { recursive: true, force: true }));
// so that what the run has started ends with it
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
const { runCommand } = await import(pathToFileURL(join(out, 'test/faults/command.js')).href);
process.exit(await runCommand(process.argv.slice(2), pathToFileURL(root)));
