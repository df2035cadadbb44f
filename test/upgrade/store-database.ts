/**
 * npm run store-database -- <name> [folder of the release]
 *
 * Keeps a database of a release, with cases that wait in each way, for the test that later programs go on with it. Runs the built
 * server of that folder (this one when none is given) and its real commands. Done once at each release; what was stored is never made anew.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { eventually, findProgram, freePort, hasEnded, temporaryFolder, tied } from '../support/throw-away.ts';
import { startMariadb } from '../support/start-mariadb.ts';
import { dumpArguments } from './dump.ts';
import { RestClient } from './rest-client.ts';
import { doneBefore, endedBefore, storedModels } from './stored-models.ts';
import type { StoredCases } from './stored.ts';
import { storedAdministrator, storedFolder } from './stored.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

const serve = async (root: string, databaseUrl: string, files: string) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { PATH = '', HOME = '' } = process.env;
  const environment = { PATH, HOME, PORT: String(port), DATABASE_URL: databaseUrl, GAITA_FILES: files, GAITA_MODE: 'production' };
  const child = tied(
    spawn(process.execPath, [join(root, 'apps/server/dist/main.js')], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  let log = '';
  child.stdout?.on('data', (data: Buffer) => (log += data.toString('utf8')));
  const token = await eventually(async () => {
    const found = /first-administrator#([\w-]+)/.exec(log)?.[1];
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    if (found === undefined) throw new Error(`no link to a first administrator in the log: ${log}`);
    return found;
  }, 60_000);
  const created = await fetch(`${url}/api/v1/first-administrator`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...storedAdministrator, token }),
  });
  if (!created.ok) throw new Error(`no administrator: ${created.status} ${await created.text()}`);
  const stop = async () => {
    child.kill('SIGTERM');
    await hasEnded(child);
  };
  return { client: new RestClient(url, storedAdministrator.account, storedAdministrator.password), stop };
};

/** Deploys and starts everything, and leaves it waiting. */
const work = async (client: RestClient): Promise<StoredCases> => {
  const cases: Record<string, string> = {};
  const leftOut: string[] = [];
  for (const [key, model] of Object.entries(storedModels)) {
    try {
      await client.deploy(key, model);
    } catch (error) {
      say(`  left out ${key}: ${(error as Error).message.slice(0, 300)}`);
      leftOut.push(key);
      continue;
    }
    if (key === 'stored-called') continue;
    cases[key] = await client.start(key, `${key}-1`);
    for (const element of doneBefore[key] ?? []) {
      const open = await client.tasks(cases[key]);
      await client.complete(open.find(({ taskDefinitionKey }) => taskDefinitionKey === element)!.id);
    }
  }
  const ended = await client.start(endedBefore, `${endedBefore}-ended`);
  for (const { id } of await client.tasks(ended)) await client.complete(id);
  // the chain seals once a second
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  return { storedAt: Date.now(), cases, ended, leftOut };
};

const main = async ([name, folder = '.']: readonly string[]) => {
  if (name === undefined || !/^[\w-]+$/.test(name)) throw new Error('npm run store-database -- <name> [folder of the release]');
  const root = resolve(folder);
  const target = join(storedFolder, name);
  mkdirSync(target);
  const scratch = temporaryFolder('store');
  const files = join(scratch.path, 'files');

  const file = join(scratch.path, 'gaita.db');
  const onSqlite = await serve(root, `sqlite:${file}`, files);
  const sqlite = await work(onSqlite.client);
  await onSqlite.stop();
  writeFileSync(join(target, 'sqlite.db.gz'), gzipSync(readFileSync(file), { level: 9 }));
  say('stored SQLite');

  const server = await startMariadb();
  const onMariadb = await serve(root, server.url, files);
  const mariadb = await work(onMariadb.client);
  await onMariadb.stop();
  const dump = spawn(findProgram('mariadb-dump')!, dumpArguments(server.url), { stdio: ['ignore', 'pipe', 'inherit'] });
  const parts: Buffer[] = [];
  dump.stdout.on('data', (part: Buffer) => parts.push(part));
  await hasEnded(dump);
  if (dump.exitCode !== 0) throw new Error(`mariadb-dump ended with ${dump.exitCode}`);
  writeFileSync(join(target, 'mariadb.sql.gz'), gzipSync(Buffer.concat(parts), { level: 9 }));
  await server.stop();
  say('stored MariaDB');

  writeFileSync(join(target, 'cases.json'), `${JSON.stringify({ SQLite: sqlite, MariaDB: mariadb }, undefined, 2)}\n`);
  scratch.remove();
  say(`${fileURLToPath(new URL(`file:${target}`))}: commit it with the release`);
};

await main(process.argv.slice(2));
