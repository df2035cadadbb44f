import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Whatever else may be built: what the web app is made of, and the versions of what it uses. */
const sources = ['apps/web', ...readdirSync(fromRoot('packages')).map((name) => `packages/${name}`), 'package-lock.json'];
const notSources = new Set(['node_modules', 'dist', '.cache']);

const buildTakesAtMost = 15 * 60_000;
const keptUnused = 24 * 60 * 60_000;

/**
 * A folder with the web app built from its sources as they are. Sources that were built before, by any test on this machine,
 * are not built again; of several that need the same one builds and the others wait. Nobody may write into the folder.
 */
export async function builtWeb(): Promise<string> {
  const folder = join(tmpdir(), `gaita-built-web-${hashOfSources()}`);
  const lock = `${folder}.lock`;
  for (;;) {
    if (existsSync(folder)) {
      touch(folder);
      return folder;
    }
    if (take(lock)) break;
    await wait(200);
  }
  try {
    if (existsSync(folder)) return folder;
    const unfinished = `${folder}.${process.pid}`;
    build(unfinished);
    renameSync(unfinished, folder);
    removeUnused();
    return folder;
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    if (!statSync(path).isDirectory())
      return void hash.update(`\0${path.slice(fromRoot('').length)}\0`).update(readFileSync(path));
    for (const name of readdirSync(path).sort()) if (!notSources.has(name)) add(join(path, name));
  };
  sources.map(fromRoot).forEach(add);
  return hash.digest('hex').slice(0, 20);
}

/** A lock whose owner was killed is taken over once no build can take that long. */
function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const age = ageOf(lock);
    if (age !== undefined && age > buildTakesAtMost) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function ageOf(path: string): number | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && Date.now() - found.mtimeMs;
}

function touch(folder: string): void {
  const now = new Date();
  utimesSync(folder, now, now);
}

/** Builds of sources that nobody has any more. */
function removeUnused(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!/^gaita-built-web-[0-9a-f]{20}(\.\d+)?$/.test(name)) continue;
    const path = join(tmpdir(), name);
    if ((ageOf(path) ?? 0) > keptUnused) rmSync(path, { recursive: true, force: true });
  }
}

function build(outDir: string): void {
  const vite = fromRoot('node_modules/vite/bin/vite.js');
  const { status, stderr } = spawnSync(
    process.execPath,
    [vite, 'build', fromRoot('apps/web'), '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error'],
    { encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' } },
  );
  if (status !== 0) throw new Error(`The web app was not built:\n${stderr}`);
}
