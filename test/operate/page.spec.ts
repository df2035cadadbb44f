import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrations } from '../../apps/server/src/migrations/index.ts';
import { Config } from '../../apps/server/src/platform/config.ts';
import { Database } from '../../apps/server/src/platform/database/database.ts';
import { hasMariadb, startMariadb } from '../support/start-mariadb.ts';
import { hasRedis, startRedis } from '../support/start-redis.ts';
import type { ThrowAway } from '../support/throw-away.ts';
import { freePort, temporaryFolder, tied } from '../support/throw-away.ts';
import { RestClient } from '../upgrade/rest-client.ts';
import { storedAdministrator, storedCases, storedReleases } from '../upgrade/stored.ts';
import { storedModels } from '../upgrade/stored-models.ts';
import { unpack } from '../upgrade/unpack.ts';
import { commandsOfPage } from './page.ts';
import { buildStale, root } from './running-server.ts';

const canRun = hasMariadb() && hasRedis();
const commands = new Map(commandsOfPage());
const scale = commandsOfPage('scale');

/** A machine with this repository's `docker` folder on which the page's commands are given. */
class Machine {
  readonly folder = temporaryFolder('machine');
  /** Of each of its servers. */
  readonly urls: readonly string[];
  private readonly bin: string;
  private readonly before: string;

  /** @param ports of the servers by their names in the file of compose */
  constructor(ports: Readonly<Record<string, number>>, databasePort: number, redisUrl: string, before = commands.get('Before')) {
    const { path } = this.folder;
    this.before = before as string;
    this.urls = Object.values(ports).map((port) => `http://127.0.0.1:${port}`);
    cpSync(join(root, 'docker'), join(path, 'docker'), {
      recursive: true,
      filter: (file) => !/docker\/(secrets|\.env)/.test(file),
    });
    this.bin = join(path, 'bin');
    mkdirSync(this.bin);
    chmodSync(join(root, 'test/operate/docker-shim.mjs'), 0o755);
    symlinkSync(join(root, 'test/operate/docker-shim.mjs'), join(this.bin, 'docker'));
    writeFileSync(join(path, 'shim.json'), JSON.stringify({ folder: path, root, ports, databasePort, redisUrl }));
  }

  /** All commands under the heading, in one shell that ends at the first that fails. @returns what they said */
  give(heading: string, page: ReadonlyMap<string, string> = commands): Promise<string> {
    const script = `set -euo pipefail\n${this.before}\n${page.get(heading)}`;
    const { PATH = '', HOME = '' } = process.env;
    const environment = { PATH: `${this.bin}:${PATH}`, HOME, GAITA_SHIM: join(this.folder.path, 'shim.json') };
    return new Promise((resolve, reject) => {
      const child = tied(
        spawn('bash', ['-c', script], { cwd: this.folder.path, env: environment, stdio: ['ignore', 'pipe', 'pipe'] }),
      );
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (said += part.toString('utf8')));
      child.once('close', (code) => (code === 0 ? resolve(said) : reject(new Error(`${heading} ended with ${code}: ${said}`))));
    });
  }

  /** Installs, and makes the account that the printed link is for. @returns the answer's status */
  async install(): Promise<number> {
    let said = await this.give('Install');
    if (this.urls.length > 1) said = await this.give('Install', scale);
    const token = [...said.matchAll(/first-administrator#([\w-]+)/g)].at(-1)?.[1];
    const created = await fetch(`${this.urls[0]}/api/v1/first-administrator`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...storedAdministrator, token }),
    });
    return created.status;
  }

  clients(): RestClient[] {
    return this.urls.map((url) => new RestClient(url, storedAdministrator.account, storedAdministrator.password));
  }

  end(): void {
    const { path } = this.folder;
    for (const name of readdirSync(path).filter((file) => file.endsWith('.pid')))
      killIfThere(Number(readFileSync(join(path, name), 'utf8')));
    this.folder.remove();
  }
}

/** A server that has ended already is none to end. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const keysOf = async (client: RestClient): Promise<string[]> => {
  const found = await client.ask<{ businessKey: string }[]>('GET', '/history/process-instance');
  return found.map(({ businessKey }) => businessKey).sort();
};

(canRun ? describe : describe.skip)('The page for operators', () => {
  let database: ThrowAway;
  let other: ThrowAway;
  let redis: ThrowAway;
  let machine: Machine;
  let second: Machine;
  let client: RestClient;
  beforeAll(async () => {
    await buildStale();
    database = await startMariadb();
    other = await startMariadb();
    redis = await startRedis();
    machine = new Machine({ server: await freePort() }, database.port, redis.url);
    second = new Machine({ server: await freePort() }, other.port, redis.url);
    client = machine.clients()[0] as RestClient;
  });
  afterAll(async () => {
    machine?.end();
    second?.end();
    await redis?.stop();
    await other?.stop();
    await database?.stop();
  });

  it('installs, and prints the link for the first administrator', async () => {
    expect(await machine.install()).toBe(201);
    expect(await machine.give('Is it well?')).toMatch(/^ready$/m);
    await client.deploy('stored-task', storedModels['stored-task'] as string);
  });

  it('backs up, and restores what there was then', async () => {
    await client.start('stored-task', 'before');
    expect(await machine.give('Back up')).toMatch(/gaita-.*Z: the database as of/);
    expect(readdirSync(join(machine.folder.path, 'backups'))).toHaveLength(1);
    await client.start('stored-task', 'after');
    expect(await keysOf(client)).toEqual(['after', 'before']);
    const said = await machine.give('Restore');
    expect(said).toMatch(/Restored the backup of[^]*The chain is intact/);
    expect(await keysOf(client)).toEqual(['before']);
  });

  it('upgrades after a backup, and rolls back to it', async () => {
    await client.start('stored-task', 'before-upgrade');
    expect(await machine.give('Upgrade')).toMatch(/gaita-.*Z: the database as of[^]*The chain is intact/);
    await client.start('stored-task', 'after-upgrade');
    expect(await machine.give('Roll back')).toMatch(/Restored the backup of[^]*The chain is intact/);
    expect(await keysOf(client)).toEqual(['before', 'before-upgrade']);
  });

  it('moves the database of the image alone to MariaDB', async () => {
    const install = commands.get('Install') as string;
    const secrets = install.slice(0, install.indexOf('docker compose'));
    const latest = storedReleases.at(-1) as string;
    const file = join(second.folder.path, 'volumes/gaita/gaita.db');
    const config = new Config({ DATABASE_URL: `sqlite:${file}` });
    await unpack(latest, config);
    await (await Database.open(config, migrations)).close();
    commands.set('secrets', secrets);
    await second.give('secrets');
    const said = await second.give('Move from SQLite to MariaDB');
    expect(said).toMatch(/Moved \d+ rows[^]*links with \d+ entries is intact[^]*The chain is intact/);
    const moved = second.clients()[0] as RestClient;
    const { cases, ended } = storedCases(latest).SQLite;
    const found = await moved.ask<{ id: string }[]>('GET', '/history/process-instance');
    expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining([...Object.values(cases), ended]));
  });

  it('tells of no command that was not run here', () => {
    expect([...commands].filter(([, text]) => text !== '').map(([heading]) => heading)).toEqual([
      ...[
        'Before',
        'Is it well?',
        'Install',
        'Back up',
        'Restore',
        'Upgrade',
        'Roll back',
        'Move from SQLite to MariaDB',
        'secrets',
      ],
    ]);
    // the others are the same for three replicas: all but the move are run with these below
    expect([...scale].filter(([, text]) => text !== '').map(([heading]) => heading)).toEqual(['Before', 'Install']);
  });
});

(canRun ? describe : describe.skip)('The page for operators, with three replicas', () => {
  let database: ThrowAway;
  let redis: ThrowAway;
  let machine: Machine;
  beforeAll(async () => {
    await buildStale();
    database = await startMariadb();
    redis = await startRedis();
    const ports = { 'server-1': await freePort(), 'server-2': await freePort(), 'server-3': await freePort() };
    machine = new Machine(ports, database.port, redis.url, scale.get('Before'));
  });
  afterAll(async () => {
    machine?.end();
    await redis?.stop();
    await database?.stop();
  });

  it('installs, restores twice, upgrades and rolls back so that no replica stays with another database', async () => {
    expect(await machine.install()).toBe(201);
    expect((await machine.give('Is it well?')).match(/^ready$/gm)).toHaveLength(3);
    const [first, next, last] = machine.clients() as [RestClient, RestClient, RestClient];
    const everywhere = () => Promise.all([first, next, last].map(keysOf));
    await first.deploy('stored-task', storedModels['stored-task'] as string);
    await first.start('stored-task', 'before');
    await machine.give('Back up');
    for (const lost of ['after', 'after-restore']) {
      await last.start('stored-task', lost);
      expect(await everywhere()).toEqual([1, 2, 3].map(() => [lost, 'before']));
      expect(await machine.give('Restore')).toMatch(/Restored the backup of[^]*The chain is intact/);
      expect(await everywhere()).toEqual([1, 2, 3].map(() => ['before']));
    }
    await next.start('stored-task', 'before-upgrade');
    expect(await machine.give('Upgrade')).toMatch(/gaita-.*Z: the database as of[^]*The chain is intact/);
    await last.start('stored-task', 'upgraded');
    expect(await machine.give('Roll back')).toMatch(/Restored the backup of[^]*The chain is intact/);
    expect(await everywhere()).toEqual([1, 2, 3].map(() => ['before', 'before-upgrade']));
  });
});
