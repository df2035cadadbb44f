import { resolve } from 'node:path';
import { OperationalError } from '../platform/errors.ts';
import { backUp } from './backup.ts';
import type { Terminal } from './command-line.ts';
import { configOf, needed, runCommand } from './command-line.ts';
import { move } from './move.ts';
import { restore } from './restore.ts';

const backupUsage = 'npm run backup -- --to <folder>       (DATABASE_URL and GAITA_FILES as for the server)';
const restoreUsage = 'npm run restore -- --from <folder of one backup>       (into the empty DATABASE_URL and into GAITA_FILES)';
const moveUsage =
  'npm run move -- --from sqlite:<file> --to mariadb://user:password@host/database       (--to: else DATABASE_URL)';

/** Copies the database and the stored files while servers go on working. */
export const backupCommand = (args: readonly string[], terminal: Terminal, now: () => number): Promise<number> =>
  runCommand(terminal, backupUsage, args, { to: { type: 'string' } }, async ({ to }) => {
    const print = (line: string) => terminal.print(line);
    await backUp(configOf(terminal), needed(to, 'to', backupUsage), now(), print);
  });

/** Puts a backup into an empty database. */
export const restoreCommand = (args: readonly string[], terminal: Terminal): Promise<number> =>
  runCommand(terminal, restoreUsage, args, { from: { type: 'string' } }, async ({ from }) => {
    const print = (line: string) => terminal.print(line);
    await restore(configOf(terminal), resolve(needed(from, 'from', restoreUsage)), print);
  });

/** Copies a database of SQLite into an empty one on MariaDB or MySQL. */
export const moveCommand = (args: readonly string[], terminal: Terminal): Promise<number> =>
  runCommand(terminal, moveUsage, args, { from: { type: 'string' }, to: { type: 'string' } }, async ({ from, to }) => {
    const source = configOf(terminal, needed(from, 'from', moveUsage));
    const target = configOf(terminal, to);
    if (source.database.kind !== 'sqlite' || target.database.kind !== 'mysql')
      throw new OperationalError(`A move goes from sqlite: to mariadb:// or mysql://.\n${moveUsage}`);
    await move(source, target, (line) => terminal.print(line));
  });
