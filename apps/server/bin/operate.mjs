// npm run backup, restore, move, audit:verify: what an operator does to a database. Builds what is stale, installs nothing.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, root } from './preparation.mjs';
import { isStale, parts } from './staleness.mjs';

checkNode();
if (parts.some((part) => part.kind === 'swc' && isStale(part))) {
  const { status } = spawnSync(process.execPath, [join(root, 'apps/server/bin/build.mjs')], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 2);
}
const load = (path) => import(pathToFileURL(join(root, 'apps/server/dist', path)).href);
const print = (line) => console.log(line);
const terminal = { environment: process.env, print };
const commands = {
  'audit:verify': async (args) => (await load('audit/verify-command.js')).verifyCommand(args, print, process.env),
  backup: async (args) => (await load('operate/index.js')).backupCommand(args, terminal, Date.now),
  restore: async (args) => (await load('operate/index.js')).restoreCommand(args, terminal),
  move: async (args) => (await load('operate/index.js')).moveCommand(args, terminal),
};
const [name, ...args] = process.argv.slice(2);
process.exitCode = await commands[name](args);
