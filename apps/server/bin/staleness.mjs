// What is to be built, and whether its sources changed since it was.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './preparation.mjs';

const packages = readdirSync(join(root, 'packages')).filter((name) => existsSync(join(root, 'packages', name, 'src')));

/** Folders that swc compiles from `src` to `dist`. */
const compiled = [...packages.map((name) => `packages/${name}`), 'apps/server'];

/**
 * @typedef {{ name: string, kind: 'swc' | 'vite', folder: string, sources: string[], output: string }} Part
 * @type {Part[]}
 */
export const parts = [
  ...compiled.map((folder) => ({
    name: folder,
    kind: 'swc',
    folder: join(root, folder),
    sources: [`${folder}/src`, '.swcrc', 'apps/server/bin/build.mjs'],
    output: join(root, folder, 'dist'),
  })),
  {
    name: 'apps/web',
    kind: 'vite',
    folder: join(root, 'apps/web'),
    sources: [
      'apps/web/src',
      'apps/web/public',
      'apps/web/index.html',
      'apps/web/vite.config.ts',
      'apps/web/compress-assets.ts',
      'apps/web/package.json',
      ...packages.map((name) => `packages/${name}/src`),
    ],
    output: join(root, 'apps/web/dist'),
  },
].filter(({ folder }) => existsSync(join(folder, 'src')));

/** Every file below a path, or the path itself. */
export const filesBelow = (path) => {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
};

export const isProduct = (file) => !/\.spec\.tsx?$|[\\/]testing[\\/]/.test(file);

/** Names, sizes and times of the sources: any change, and any file that came or went, changes it. */
const fingerprint = (part) => {
  const hash = createHash('sha256');
  for (const file of part.sources.flatMap((source) => filesBelow(join(root, source))).filter(isProduct)) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
};

const stampOf = (part) => join(part.output, '.build-stamp');

export const isStale = (part) => {
  const stamp = stampOf(part);
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprint(part);
};

/** @returns a function to call when the build is done; sources that changed meanwhile make it stale again */
export const stamping = (part) => {
  const mark = fingerprint(part);
  return () => {
    mkdirSync(dirname(stampOf(part)), { recursive: true });
    writeFileSync(stampOf(part), mark);
  };
};
