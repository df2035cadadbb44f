// What a bare clone needs before anything runs: a Node that is new enough, and the packages of the lock file.
// Only Node's own modules here: nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Ends with a sentence where this Node is too old. */
export const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Gaita needs Node 20.19 or later (24 is recommended); this is ${process.versions.node}.`);
  process.exit(1);
};

/**
 * Whether the packages of the lock file are installed, by npm's own list of what it did.
 * @param {{ forTests?: boolean }} options for tests the development packages count too
 */
export const isInstalled = ({ forTests = false } = {}) => {
  const done = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(done)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(done, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    // the workspaces' own entries; links to them; what is for other machines; what only tests need
    if (!path.includes('node_modules/') || entry.link || entry.optional || entry.devOptional) return true;
    if (entry.peer && !installed[path]) return true;
    if (entry.dev && !forTests) return true;
    return installed[path]?.version === entry.version;
  });
};

/** Installs what is missing; ends with npm's status when that fails. */
export const install = (options = {}) => {
  if (isInstalled(options)) return;
  console.log('Installing packages …');
  const command = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const include = options.forTests ? ['--include=dev'] : [];
  const [program, ...first] = command;
  const { status } = spawnSync(program, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error', ...include], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
};
