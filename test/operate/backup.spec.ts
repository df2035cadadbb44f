import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrations } from '../../apps/server/src/migrations/index.ts';
import type { Manifest } from '../../apps/server/src/operate/manifest.ts';
import { restoreCommand } from '../../apps/server/src/operate/index.ts';
import { Database } from '../../apps/server/src/platform/database/database.ts';
import { openReadOnly } from '../../apps/server/src/platform/database/read-only.ts';
import type { Config } from '../../apps/server/src/platform/config.ts';
import { timerTable } from '../../apps/server/src/timers/index.ts';
import type { DatabaseSystem } from '../support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../support/databases.ts';
import { eventually, temporaryFolder } from '../support/throw-away.ts';
import { Load, loadKey } from './load.ts';
import { npmRun, RunningServer } from './running-server.ts';

/** So much that documents are added while the stored files are copied, before the database is. */
const fillStore = (folder: string): void => {
  for (let number = 0; number < 10; number++) {
    const content = randomBytes(4_000_000);
    const hash = createHash('sha256').update(content).digest('hex');
    mkdirSync(join(folder, hash.slice(0, 2)), { recursive: true });
    writeFileSync(join(folder, hash.slice(0, 2), hash), content);
  }
};

const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));

describe.each(databaseNames.filter((name) => name !== 'MySQL'))('A backup of %s', (name) => {
  const folder = temporaryFolder('backup');
  const backups = join(folder.path, 'backups');
  let system: DatabaseSystem;
  let whole = '';
  let acknowledged: Load['ledger'] = [];

  const environmentOf = (config: Config, files: string) => ({
    DATABASE_URL: config.database.url,
    GAITA_FILES: join(folder.path, files),
    GAITA_MODE: 'demo',
  });

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  });
  afterAll(async () => {
    await RunningServer.endAll();
    await system?.stop();
    folder.remove();
  });

  it('is taken while clients work and the server is killed soon after', async () => {
    const environment = environmentOf(await system.newConfig(), 'files');
    fillStore(environment.GAITA_FILES);
    const server = await RunningServer.start(environment, join(folder.path, 'first.log'));
    const load = new Load(server.url, name);
    await load.begin(6);
    await eventually(async () => expect(load.ledger.filter(({ act }) => act === 'document').length).toBeGreaterThan(3));
    const begun = performance.now();
    const { code, said } = await npmRun(['backup', '--', '--to', backups], environment);
    const taken = performance.now();
    expect(`${code} ${said}`).toMatch(/^0 .*gaita-2.*Z: the database as of .* stored files\.$/m);
    await server.end('SIGKILL');
    await load.end();
    acknowledged = load.ledger.filter(({ at }) => at < begun);
    expect(acknowledged.length).toBeGreaterThan(10);
    // it was not quiet meanwhile
    expect(load.ledger.some(({ at }) => at > begun && at < taken)).toBe(true);
    whole = join(backups, readdirSync(backups)[0] as string);
    expect(readdirSync(whole).sort()).toEqual([name === 'SQLite' ? 'database.db' : 'database.sql', 'files', 'manifest.json']);
  });

  it('restored into an empty server holds what was acknowledged before it began, fires overdue timers once, and its audit is intact', async () => {
    const config = await system.newConfig();
    const environment = environmentOf(config, 'files-restored');
    const restored = await npmRun(['restore', '--', '--from', whole], environment);
    expect(restored).toMatchObject({ code: 0, said: expect.stringMatching(/^Restored the backup of 2/) });
    const reading = await openReadOnly(config);
    // some fall due before a server is there
    const overdue = () => reading.reader.count(timerTable, 'due_at <= ?', [Date.now()]);
    await eventually(async () => expect(await overdue()).toBeGreaterThan(0));
    const server = await RunningServer.start(environment, join(folder.path, 'second.log'));
    const client = new Load(server.url, name);
    const idsOf = async (sql: string) => new Set((await reading.reader.query<{ id: string }>(sql)).map(({ id }) => id));
    const starts = await idsOf('SELECT id FROM history_instance');
    const completions = await idsOf("SELECT instance_id AS id FROM history_task WHERE outcome = 'completed'");
    const documents = await idsOf('SELECT id FROM attachment');
    const stored = { start: starts, complete: completions, document: documents };
    expect(acknowledged.filter(({ act, id }) => !stored[act].has(id))).toEqual([]);
    // every document that a row names can be read
    for (const id of documents) {
      const answer = await fetch(`${server.url}/api/v1/attachments/${id}/content`, {
        headers: { authorization: `Basic ${Buffer.from('front-desk-1:demo').toString('base64')}` },
      });
      expect(answer.status).toBe(200);
      await answer.arrayBuffer();
    }
    const rung = () =>
      reading.reader.query<{ id: string; n: number }>(
        `SELECT h.id AS id, COUNT(a.id) AS n FROM history_instance h LEFT JOIN history_activity a ON a.instance_id = h.id AND a.element_id = 'rung'
         WHERE h.process_key = ? AND h.ended_at IS NULL GROUP BY h.id`,
        [loadKey],
      );
    await eventually(async () => {
      const open = await rung();
      expect(open.length).toBeGreaterThan(3);
      expect(open.filter(({ n }) => Number(n) !== 1)).toEqual([]);
    });
    await pause(1_500);
    expect((await rung()).filter(({ n }) => Number(n) !== 1)).toEqual([]);
    // and it works on
    await client.begin(2);
    await eventually(async () => expect(client.ledger.length).toBeGreaterThan(2));
    await client.end();
    await reading.close();
    expect(await server.end('SIGTERM')).toBe(0);
    const verified = await npmRun(['audit:verify'], environment);
    expect(verified).toMatchObject({ code: 0, said: expect.stringContaining('The chain is intact') });
  });

  it('is refused where something is already, where it is damaged or of a later program, and leaves nothing half', async () => {
    const config = await system.newConfig();
    const environment = environmentOf(config, 'files-other');
    const restore = async (from: string, into = environment) => {
      const said: string[] = [];
      const code = await restoreCommand(['--from', from], { environment: into, print: (line) => void said.push(line) });
      expect(code).toBe(1);
      return said.join('\n');
    };
    const data = join(whole, name === 'SQLite' ? 'database.db' : 'database.sql');
    const manifest = readFileSync(join(whole, 'manifest.json'), 'utf8');
    const altered = join(folder.path, 'altered');
    mkdirSync(altered);
    writeFileSync(join(altered, 'manifest.json'), manifest);
    writeFileSync(join(altered, data.split('/').at(-1) as string), readFileSync(data).subarray(1));
    expect(await restore(altered)).toMatch(/changed or damaged/);
    writeFileSync(join(altered, 'manifest.json'), manifest.replace('"migrations": [', '"migrations": ["Later1999999999000",'));
    expect(await restore(altered)).toMatch(/of a later program: it has Later1999999999000, this one knows up to/);
    rmSync(join(altered, 'manifest.json'));
    expect(await restore(altered)).toMatch(/no whole backup/);
    // a disk that lies: what is damaged is found when it is read, and no server starts on the half
    const half = readFileSync(data);
    if (name === 'SQLite') half.fill(0, half.length >> 1, (half.length >> 1) + 20_000);
    else half.write('CREATE TABEL', half.lastIndexOf('CREATE TABLE'));
    writeFileSync(join(altered, data.split('/').at(-1) as string), half);
    const { database } = JSON.parse(manifest) as Manifest;
    const hash = createHash('sha256').update(half).digest('hex');
    writeFileSync(join(altered, 'manifest.json'), manifest.replace(database.sha256, hash));
    expect(await restore(altered)).toMatch(name === 'SQLite' ? /damaged|malformed/ : /mariadb ended with 1: ERROR/);
    if (name === 'SQLite') expect(existsSync(config.database.file)).toBe(false);
    else
      await expect(Database.open(config, migrations)).rejects.toThrow(/A restore into this database was begun and not finished/);
    const nothing = { environment, print: () => {} };
    expect(await restoreCommand(['--from', whole], nothing)).toBe(0);
    expect(await restore(whole)).toMatch(name === 'SQLite' ? /is there already/ : /is not empty/);
  });
});
