#!/usr/bin/env node
// Takes the place of `docker` where there is no engine: runs the page's commands with programs of this machine. The server is
// this repository's built one; volumes and secrets are folders; database and Redis were started by the test.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { load } = require('js-yaml');
const state = JSON.parse(readFileSync(process.env.GAITA_SHIM, 'utf8'));
const { folder, root, ports, databasePort, redisUrl } = state;

const fail = (message) => {
  console.error(`docker-shim: ${message}`);
  process.exit(125);
};
const setting = (text) =>
  String(text).replace(/\$\{(\w+)(?::-([^}]*))?\}/g, (_, name, preset = '') => process.env[name] || preset);
const compose = load(readFileSync(process.env.COMPOSE_FILE, 'utf8'));
const volume = (name) => {
  mkdirSync(join(folder, 'volumes', name), { recursive: true });
  return join(folder, 'volumes', name);
};

/** `server`, or `server-1` and so on, each on a port of its own. */
const servers = Object.keys(compose.services).filter((service) => service in ports);

/** Paths inside of a container to those of this machine. */
const places = (more) => [
  ['/run/secrets', `${process.cwd()}/docker/secrets`],
  ...[...(compose.services[servers[0]].volumes ?? []), ...more].map((text) => {
    const [name, path] = text.split(':');
    return [path, volume(name)];
  }),
];
const placed = (text, more = []) =>
  places(more).reduce(
    (found, [from, to]) => found.replaceAll(new RegExp(`(?<![\\w.-])${from}(?![\\w-])`, 'g'), to),
    String(text),
  );

const environmentOf = (server) => {
  const given = Object.entries(compose.services[server].environment).map(([name, value]) => [name, placed(setting(value))]);
  const environment = Object.fromEntries(given);
  const reached = readFileSync(environment.DATABASE_URL_FILE, 'utf8').replace('@database/', `@127.0.0.1:${databasePort}/`);
  writeFileSync(join(folder, 'database_url'), reached);
  return { ...environment, PORT: String(ports[server]), DATABASE_URL_FILE: join(folder, 'database_url'), REDIS_URL: redisUrl };
};

const run = (args, environment, cwd) => {
  const { PATH, HOME } = process.env;
  const { status, error } = spawnSync(args[0], args.slice(1), { cwd, env: { PATH, HOME, ...environment }, stdio: 'inherit' });
  if (error) fail(error.message);
  process.exit(status ?? 1);
};

const pidFileOf = (server) => join(folder, `${server}.pid`);
const logOf = (server) => join(folder, `${server}.log`);
const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};
const wait = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

const stopServer = async (server) => {
  const pidFile = pidFileOf(server);
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  if (isAlive(pid)) process.kill(pid, 'SIGTERM');
  while (isAlive(pid)) await wait(50);
  rmSync(pidFile);
};

const startServer = async (server) => {
  await stopServer(server);
  const log = openSync(logOf(server), 'a');
  const { PATH } = process.env;
  const child = spawn(process.execPath, [join(root, 'apps/server/dist/main.js')], {
    cwd: root,
    env: { PATH, ...environmentOf(server) },
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  writeFileSync(pidFileOf(server), String(child.pid));
  child.unref();
  for (let tries = 0; tries < 3_000; tries++) {
    const { ok } = await fetch(`http://127.0.0.1:${ports[server]}/health/ready`).catch(() => ({ ok: false }));
    if (ok) return;
    if (!isAlive(child.pid)) fail(`${server} ended: ${readFileSync(logOf(server), 'utf8')}`);
    await wait(100);
  }
  fail(`${server} is not ready in five minutes`);
};

/** What the database's image does at its first start. */
const startDatabase = () => {
  const mark = join(folder, 'database-made');
  if (existsSync(mark)) return;
  const password = readFileSync('docker/secrets/database_password', 'utf8').trim();
  const rights = readFileSync('docker/database/rights.sql', 'utf8');
  const sql = `CREATE DATABASE IF NOT EXISTS gaita; CREATE USER 'gaita'@'%' IDENTIFIED BY '${password}'; GRANT ALL PRIVILEGES ON gaita.* TO 'gaita'@'%'; ${rights}`;
  const asked = spawnSync('mariadb', [
    '--no-defaults',
    '--host=127.0.0.1',
    `--port=${databasePort}`,
    '--user=root',
    `--execute=${sql}`,
  ]);
  if (asked.status !== 0) fail(String(asked.stderr));
  writeFileSync(mark, '');
};

const [program, name, ...given] = process.argv.slice(2);
if (program !== 'compose') fail(`${program} is not known`);
const flags = new Set();
const mounts = [];
while (given[0]?.startsWith('-')) {
  const flag = given.shift();
  if (flag === '-v') mounts.push(given.shift());
  else flags.add(flag);
}
for (const flag of flags)
  if (!['-d', '--build', '--wait', '--rm', '-T', '--no-deps', '--force-recreate'].includes(flag))
    fail(`the option ${flag} is not known`);

const known = (services) => {
  for (const each of services) if (!compose.services[each]) fail(`there is no service ${each}`);
  return services;
};

if (name === 'ps')
  for (const server of servers) console.log(`${server} ${existsSync(pidFileOf(server)) ? 'running' : 'stopped'}`);
else if (name === 'build') console.log(`built ${given.join(' ')}`);
else if (name === 'logs') for (const server of known(given)) process.stdout.write(readFileSync(logOf(server), 'utf8'));
else if (name === 'stop') await Promise.all(known(given).map(stopServer));
else if (name === 'up') {
  const wanted = given.length > 0 ? given : Object.keys(compose.services);
  known(wanted);
  if (wanted.includes('database')) startDatabase();
  await Promise.all(servers.filter((server) => wanted.includes(server)).map(startServer));
} else if (name === 'cp') {
  const [from, to] = given;
  cpSync(placed(from.replace(`${servers[0]}:`, '')), join(to, 'backups'), { recursive: true });
} else if (name === 'exec' || name === 'run') {
  const [service, ...command] = given;
  const args = command.map((part) => placed(part, mounts));
  if (servers.includes(service)) run(args, environmentOf(service), root);
  if (service !== 'database') fail(`nothing is run in ${service}`);
  run(args, { MYSQL_HOST: '127.0.0.1', MYSQL_TCP_PORT: String(databasePort) }, process.cwd());
} else fail(`compose ${name} is not known`);
