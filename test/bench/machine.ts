import { spawnSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { findProgram } from '../support/throw-away.ts';
import { built } from './built.ts';
import type { Machine } from './workload.ts';

/** What the figures hang on. */
export async function describeMachine(): Promise<Machine> {
  const { SqliteConnection } = await built<typeof import('../../apps/server/src/platform/database/sqlite-adapter.ts')>(
    'platform/database/sqlite-adapter',
  );
  const memory = new SqliteConnection(':memory:');
  const sqlite = String(memory.prepare('SELECT sqlite_version() AS version').get()?.['version']);
  memory.close();
  const mariadb = versionOf('mariadbd');
  const redis = versionOf('redis-server');
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory: totalmem(),
    system: `${type()} ${release()}`,
    load: loadavg()[0] ?? 0,
    versions: {
      Node: process.versions.node,
      SQLite: sqlite,
      ...(mariadb !== undefined && { MariaDB: mariadb }),
      ...(redis !== undefined && { Redis: redis }),
    },
  };
}

const versionOf = (name: string): string | undefined => {
  const program = findProgram(name);
  return program && /\d+\.\d+\.\d+/.exec(spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout)?.[0];
};
