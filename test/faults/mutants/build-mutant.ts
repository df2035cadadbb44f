import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './mutants.ts';

/**
 * Copies the built server and takes the protection out of the copy.
 * @param root folder of the repository, of which everything else is linked
 * @param folder gets the copy
 * @returns the `main.js` of the copy
 * @throws Error when what is to be changed does not stand there once
 */
export const buildMutant = ({ name, file, from, to }: Mutant, root: string, folder: string): string => {
  const server = join(folder, 'apps/server');
  mkdirSync(join(folder, 'apps'), { recursive: true });
  for (const shared of ['node_modules', 'packages', 'processes', 'package.json', 'apps/web'])
    symlinkSync(join(root, shared), join(folder, shared));
  mkdirSync(server);
  cpSync(join(root, 'apps/server/package.json'), join(server, 'package.json'));
  cpSync(join(root, 'apps/server/dist'), join(server, 'dist'), { recursive: true });
  const changed = join(server, 'dist', file);
  const text = readFileSync(changed, 'utf8');
  if (text.split(from).length !== 2)
    throw new Error(`"${name}" has no place: ${file} does not hold once what it changes. Look at the mutant.`);
  writeFileSync(
    changed,
    text.replace(from, () => to),
  );
  return join(server, 'dist/main.js');
};
