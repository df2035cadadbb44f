import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrations } from '../../apps/server/src/migrations/index.ts';
import type { Config } from '../../apps/server/src/platform/config.ts';
import { Database } from '../../apps/server/src/platform/database/database.ts';
import { SqliteConnection } from '../../apps/server/src/platform/database/sqlite-adapter.ts';
import type { DatabaseSystem } from '../support/databases.ts';
import { startDatabaseSystem } from '../support/databases.ts';
import { hasEnded, temporaryFolder } from '../support/throw-away.ts';
import { storedReleases } from '../upgrade/stored.ts';
import { unpack } from '../upgrade/unpack.ts';
import { RunningServer } from './running-server.ts';

describe('A server that is started on a file', () => {
  const folder = temporaryFolder('starts');
  let system: DatabaseSystem;
  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
  });
  afterAll(async () => {
    await RunningServer.endAll();
    await system.stop();
    folder.remove();
  });

  let logs = 0;
  const log = () => join(folder.path, `${++logs}.log`);
  const environmentOf = ({ database }: Config) => ({ DATABASE_URL: database.url, GAITA_MODE: 'production' });
  const stored = async (): Promise<Config> => {
    const config = await system.newConfig({ GAITA_MODE: 'production' });
    await unpack(storedReleases.at(-1) as string, config);
    await (await Database.open(config, migrations)).close();
    return config;
  };
  const refused = async (config: Config): Promise<string> => {
    const server = await RunningServer.launch(environmentOf(config), log());
    await hasEnded(server.child);
    expect(server.child.exitCode).toBe(1);
    return server.log;
  };

  it('which a later program has migrated ends with a sentence that names both, and changes nothing', async () => {
    const config = await stored();
    const connection = new SqliteConnection(config.database.file);
    connection.exec("INSERT INTO migrations (timestamp, name) VALUES (1999999999000, 'Later1999999999000')").close();
    const before = readFileSync(config.database.file);
    expect(await refused(config)).toContain(
      `The database is newer than this program: it has Later1999999999000, the program knows up to ${migrations.at(-1)?.name}.`,
    );
    expect(readFileSync(config.database.file).equals(before)).toBe(true);
  });

  it('which another server uses ends at once; after that one was killed with -9 it starts', async () => {
    const config = await stored();
    const first = await RunningServer.start(environmentOf(config), log());
    expect(await refused(config)).toContain(`Another server uses the database ${config.database.file}`);
    expect((await fetch(`${first.url}/health/ready`)).status).toBe(200);
    await first.end('SIGKILL');
    const second = await RunningServer.start(environmentOf(config), log());
    expect(await second.end('SIGTERM')).toBe(0);
  });

  it('writes nothing that others on the machine may read', async () => {
    const { database } = await system.newConfig({ GAITA_MODE: 'production' });
    const server = await RunningServer.start({ DATABASE_URL: database.url, GAITA_MODE: 'production' }, log());
    const written = readdirSync(dirname(database.file)).filter((name) => name.startsWith(basename(database.file)));
    expect(written).toContain(basename(database.file));
    const readable = written.filter((name) => (statSync(join(dirname(database.file), name)).mode & 0o077) !== 0);
    expect(readable).toEqual([]);
    expect(await server.end('SIGTERM')).toBe(0);
  });
});
