import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sealHeadTable } from '../../apps/server/src/audit/index.ts';
import { createApp } from '../../apps/server/src/create-app.ts';
import { migrations } from '../../apps/server/src/migrations/index.ts';
import { moveCommand } from '../../apps/server/src/operate/index.ts';
import { VirtualClock } from '../../apps/server/src/platform/clock.ts';
import type { Config } from '../../apps/server/src/platform/config.ts';
import { Database } from '../../apps/server/src/platform/database/database.ts';
import { openReadOnly } from '../../apps/server/src/platform/database/read-only.ts';
import { SqliteConnection } from '../../apps/server/src/platform/database/sqlite-adapter.ts';
import { markOf } from '../../apps/server/src/platform/database/unfinished.ts';
import { tables } from '../../apps/server/src/schema.ts';
import type { DatabaseSystem } from '../support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../support/databases.ts';
import { hasEnded, tied } from '../support/throw-away.ts';
import { finishCases } from '../upgrade/finish-cases.ts';
import { RestClient } from '../upgrade/rest-client.ts';
import { storedAdministrator, storedCases, storedReleases } from '../upgrade/stored.ts';
import { unpack } from '../upgrade/unpack.ts';
import { npmRun, root } from './running-server.ts';

const latest = storedReleases.at(-1) as string;
const day = 86_400_000;

describe.each(databaseNames.filter((name) => name !== 'SQLite'))('A move from SQLite to %s', (name) => {
  let small: DatabaseSystem;
  let large: DatabaseSystem;
  beforeAll(async () => {
    small = await startDatabaseSystem('SQLite');
    large = await startDatabaseSystem(name);
  });
  afterAll(async () => {
    await small.stop();
    await large.stop();
  });

  /** A database of production with cases that wait in each way, at today's migrations. */
  const source = async (): Promise<Config> => {
    const config = await small.newConfig({ GAITA_MODE: 'production' });
    await unpack(latest, config);
    await (await Database.open(config, migrations)).close();
    return config;
  };
  const move = async (from: Config, to: Config) => {
    const said: string[] = [];
    const terminal = { environment: { GAITA_MODE: 'production' }, print: (line: string) => void said.push(line) };
    const code = await moveCommand(['--from', from.database.url, '--to', to.database.url], terminal);
    return { code, said: said.join('\n') };
  };
  const headOf = async (config: Config) => {
    const database = await openReadOnly(config);
    const head = await database.reader.byId(sealHeadTable, 'head');
    const place = database.dialect === 'sqlite' ? 'rowid' : '`position`';
    const positions = await database.reader.query(
      `SELECT id, ${place} AS place FROM journal UNION ALL SELECT id, ${place} FROM audit_entry ORDER BY id`,
    );
    await database.close();
    return {
      hash: head?.hash,
      sequence: head?.sequence,
      reached: head?.reached,
      positions: positions.map((row) => ({ ...row })),
    };
  };

  it('keeps every row, the places in the journal and the end of the chain, and its cases come to their ends there', async () => {
    const { storedAt, cases } = storedCases(latest).SQLite;
    const from = await source();
    const to = await large.newConfig({ GAITA_MODE: 'production' });
    // places of transactions that never came to their end are left free
    const connection = new SqliteConnection(from.database.file);
    connection
      .exec(
        `INSERT INTO audit_entry (rowid, id, institution, at, account, act, object_type, object_id, count)
         SELECT MAX(rowid) + 50, 'after-a-gap', institution, ${storedAt + 60_000}, account, act, object_type, object_id, 1 FROM audit_entry`,
      )
      .close();
    const { code, said } = await npmRun(['move', '--', '--from', from.database.url, '--to', to.database.url], {
      GAITA_MODE: 'production',
    });
    expect(`${code} ${said}`).toMatch(
      /^0 [^]*Moved \d+ rows of \d+ tables[^]*The audit's chain of \d+ links with \d+ entries is intact/,
    );
    const head = await headOf(from);
    expect(head.sequence).toBeGreaterThan(0);
    expect(await headOf(to)).toEqual(head);

    const app = await createApp({ config: to, clock: new VirtualClock(storedAt + 14 * day), quiet: true });
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as { port: number };
    const client = new RestClient(`http://127.0.0.1:${port}`, storedAdministrator.account, storedAdministrator.password);
    await finishCases(client, cases);
    await app.close();
  });

  it('carries the longest texts, all characters and the largest numbers', async () => {
    const from = await source();
    const to = await large.newConfig({ GAITA_MODE: 'production' });
    const connection = new SqliteConnection(from.database.file);
    const insert = connection.prepare('INSERT INTO preference (id, content, changed_at) VALUES (?, ?, ?)');
    insert.run('long', JSON.stringify('ž'.repeat(6_000_000)), 2 ** 53 - 1);
    insert.run('characters', JSON.stringify('𝒢 \\ \' " ` \u0001 \r\n % _ ? 🏛'), -1);
    insert.run('characters ', '{}', 0);
    insert.run('Characters', '{}', 0);
    connection.close();
    expect((await move(from, to)).said).toMatch(/preference: \d+ rows, read back and compared/);
    const database = await openReadOnly(to);
    const rows = await database.reader.query(
      "SELECT id, changed_at FROM preference WHERE id IN ('long', 'characters', 'characters ', 'Characters')",
    );
    expect(rows).toHaveLength(4);
    await database.close();
  });

  it('is refused while a server uses the source, before it has this version, and where the target is not empty', async () => {
    const from = await source();
    const to = await large.newConfig();
    const server = await Database.open(from, migrations);
    expect(await move(from, to)).toMatchObject({ code: 1, said: expect.stringMatching(/Another server uses the database/) });
    await server.close();
    const old = await small.newConfig();
    await unpack(storedReleases[0] as string, old);
    expect(await move(old, to)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/of an earlier program: it lacks .*Start this program on it once/),
    });
    const strange = await source();
    new SqliteConnection(strange.database.file).exec('CREATE TABLE more (id text)').close();
    expect(await move(strange, to)).toMatchObject({ code: 1, said: expect.stringMatching(/not ours: more/) });
    expect((await move(from, to)).code).toBe(0);
    expect(await move(from, to)).toMatchObject({ code: 1, said: expect.stringMatching(/is not empty/) });
  });

  it('that was killed is known to every server, and begins anew when it is repeated', async () => {
    const from = await source();
    const to = await large.newConfig({ GAITA_MODE: 'production' });
    const child = tied(
      spawn(
        process.execPath,
        [join(root, 'apps/server/bin/operate.mjs'), 'move', '--from', from.database.url, '--to', to.database.url],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      ),
    );
    // the first table has arrived
    child.stdout?.once('data', () => child.kill('SIGKILL'));
    await hasEnded(child);
    expect(child.signalCode).toBe('SIGKILL');
    await expect(Database.open(to, migrations)).rejects.toThrow('A move into this database was begun and not finished');
    expect((await move(from, to)).code).toBe(0);
    const database = await openReadOnly(to);
    const left = await database.reader.query('SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()');
    expect(left).toHaveLength(tables.length + ['command', 'migrations'].length);
    expect(JSON.stringify(left)).not.toContain(markOf('move'));
    await database.close();
  });
});
