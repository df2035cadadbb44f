// npm run build: compiles what is stale; with --all everything.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { checkNode, install, root } from './preparation.mjs';
import { filesBelow, isProduct, isStale, parts, stamping } from './staleness.mjs';

checkNode();
install();

const compile = async ({ folder, output }) => {
  const { transformFile } = await import('@swc/core');
  const source = join(folder, 'src');
  rmSync(output, { recursive: true, force: true });
  const files = filesBelow(source).filter(isProduct);
  await Promise.all(
    files.map(async (file) => {
      const target = join(output, relative(source, file));
      mkdirSync(dirname(target), { recursive: true });
      if (file.endsWith('.d.ts')) return;
      if (!file.endsWith('.ts')) return cpSync(file, target);
      const script = target.replace(/\.ts$/, '.js');
      const { code, map } = await transformFile(file, {
        configFile: join(root, '.swcrc'),
        sourceFileName: relative(dirname(script), file),
      });
      writeFileSync(script, `${code}\n//# sourceMappingURL=${script.split('/').at(-1)}.map\n`);
      writeFileSync(`${script}.map`, map);
    }),
  );
};

const bundle = ({ folder }) => {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

const all = process.argv.includes('--all');
for (const part of parts.filter((part) => all || isStale(part))) {
  const started = performance.now();
  const stamp = stamping(part);
  if (part.kind === 'swc') await compile(part);
  else bundle(part);
  stamp();
  console.log(`Built ${part.name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
