import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import type { ThrowAway } from './throw-away.ts';
import { eventually, findProgram, freePort, hasEnded, temporaryFolder, tied } from './throw-away.ts';

export const hasMariadb = (): boolean => findProgram('mariadbd') !== undefined && findProgram('mariadb-install-db') !== undefined;

/**
 * @param disk folder in which its data lie; a temporary one unless told
 * @param environment variables besides
 * @returns a MariaDB with the empty database `gaita`; every commit is synced, as in production
 */
export const startMariadb = async ({
  disk,
  environment = {},
}: { readonly disk?: string; readonly environment?: Readonly<Record<string, string>> } = {}): Promise<ThrowAway> => {
  const program = findProgram('mariadbd');
  const installer = findProgram('mariadb-install-db');
  if (!program || !installer)
    throw new Error('mariadbd is not installed: apt-get install --no-install-recommends mariadb-server');
  const folder = temporaryFolder('mariadb');
  const data = join(disk ?? folder.path, 'data');
  const owner = process.getuid?.() === 0 ? ['--user=root'] : [];
  const installed = spawnSync(
    installer,
    ['--no-defaults', ...owner, `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
    // temporary tables of two servers must not meet in one folder
    { encoding: 'utf8', env: { ...process.env, TMPDIR: folder.path } },
  );
  if (installed.status !== 0) throw new Error(`mariadb-install-db failed: ${installed.stdout}${installed.stderr}`);
  const port = await freePort();
  const url = `mariadb://root@127.0.0.1:${port}/gaita`;

  const launch = async () => {
    const child = tied(
      spawn(
        program,
        [
          '--no-defaults',
          ...owner,
          `--datadir=${data}`,
          `--tmpdir=${folder.path}`,
          `--socket=${join(folder.path, 's.sock')}`,
          `--port=${port}`,
          '--bind-address=127.0.0.1',
          `--log-error=${join(folder.path, 'error.log')}`,
          `--pid-file=${join(folder.path, 'pid')}`,
          '--innodb-flush-log-at-trx-commit=1',
          '--innodb-buffer-pool-size=256M',
          '--innodb-log-file-size=128M',
          '--character-set-server=utf8mb4',
          '--collation-server=utf8mb4_bin',
          '--skip-name-resolve',
          '--skip-log-bin',
        ],
        { stdio: 'ignore', env: { ...process.env, ...environment } },
      ),
    );
    await eventually(async () => {
      if (child.exitCode !== null) throw new Error(`mariadbd ended with ${child.exitCode}`);
      const connection = await mysql.createConnection({ host: '127.0.0.1', port, user: 'root' });
      await connection.query('CREATE DATABASE IF NOT EXISTS gaita CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
      await connection.end();
    });
    return child;
  };

  let child = await launch();
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await hasEnded(child);
  };
  return {
    port,
    url,
    get process() {
      return child;
    },
    kill: () => end('SIGKILL'),
    restart: async () => {
      child = await launch();
    },
    stop: async () => {
      await end('SIGTERM');
      folder.remove();
    },
  };
};

/** One more empty database on the same server, for a spec of its own. */
export const createDatabase = async (server: ThrowAway, name: string): Promise<string> => {
  const connection = await mysql.createConnection({ host: '127.0.0.1', port: server.port, user: 'root' });
  await connection.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await connection.end();
  return `mariadb://root@127.0.0.1:${server.port}/${name}`;
};
