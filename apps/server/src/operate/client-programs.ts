import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { rootCertificates } from 'node:tls';
import { connectionOptions } from '../platform/database/open-mysql.ts';
import { OperationalError } from '../platform/errors.ts';

/** What may hold a value of an option file: in quotes, with backslashes before what would end them. */
const quotedValue = (value: string): string => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/**
 * Option file of both families' programs. Each says in its own way that the server must prove who it is; the name of the one is unknown to
 * the other: MariaDB's programs alone read `[client-mariadb]`, and take no offence at a `loose-` option.
 * @param authorities file with the certificates by which a server's is believed
 */
export const optionText = (url: string, authorities: string): string => {
  const { host, port, user, password, ssl } = connectionOptions(url);
  const options = { host, port, user, password, ...(ssl && { 'ssl-ca': authorities, 'loose-ssl-mode': 'VERIFY_IDENTITY' }) };
  const lines = Object.entries(options).map(([name, value]) => `${name}=${quotedValue(String(value ?? ''))}`);
  const ofMariadb = ssl ? ['[client-mariadb]', 'ssl', 'ssl-verify-server-cert'] : [];
  return `${['[client]', ...lines, ...ofMariadb].join('\n')}\n`;
};

/** What the server's own connections believe. */
const trusted = (): string => {
  // eslint-disable-next-line no-restricted-properties -- Node's own: it reads this, and does not tell what was in it
  const { NODE_EXTRA_CA_CERTS: more } = process.env;
  return [...rootCertificates, ...(more ? [readFileSync(more, 'utf8')] : [])].join('\n');
};

/** Runs the database's own program; the password stands in a file that only we may read, never among the arguments. */
const run = async (
  names: readonly string[],
  url: string,
  args: readonly string[],
  data: { readonly from: string } | { readonly to: string },
): Promise<void> => {
  const { database } = connectionOptions(url);
  const folder = mkdtempSync(join(tmpdir(), 'gaita-client-'));
  try {
    const settings = join(folder, 'client.cnf');
    const authorities = join(folder, 'authorities.pem');
    writeFileSync(authorities, trusted(), { mode: 0o600 });
    writeFileSync(settings, optionText(url, authorities), { mode: 0o600 });
    await attempt(names, [`--defaults-file=${settings}`, ...args, String(database)], data);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Runs the first of these programs that is installed, and moves its data. */
export const attempt = async (
  [name, ...others]: readonly string[],
  args: readonly string[],
  data: { readonly from: string } | { readonly to: string },
): Promise<void> => {
  const child = spawn(String(name), args, {
    stdio: ['from' in data ? 'pipe' : 'ignore', 'to' in data ? 'pipe' : 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (part: Buffer) => (said = `${said}${part.toString('utf8')}`.slice(-2_000)));
  const ended = new Promise<number | 'missing'>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? resolve('missing') : reject(error)));
    child.once('close', (code) => resolve(code ?? 1));
  });
  // when the program ends early its own words say more than the broken pipe
  const moving =
    'from' in data
      ? pipeline(createReadStream(data.from), child.stdin!)
      : pipeline(child.stdout!, createWriteStream(data.to, { mode: 0o600 }));
  const [code, moved] = await Promise.all([
    ended,
    moving.then(
      () => undefined,
      (error: Error) => error,
    ),
  ]);
  if (code === 'missing' && others.length > 0) return attempt(others, args, data);
  if (code === 'missing') throw new OperationalError(`${name} is not installed: apt-get install mariadb-client`);
  if (code !== 0) throw new OperationalError(`${name} ended with ${code}: ${complaint(said)}`);
  if (moved !== undefined) throw new OperationalError(`${name} ended before all was moved: ${moved.message}`, { cause: moved });
};

/** What it complains of, without the statement: that may be a row with somebody's data. */
const complaint = (said: string): string => {
  const lines = said.split('\n').filter((line) => /^ERROR |^(mariadb|mysql)[\w-]*: /.test(line));
  return (lines.at(-1) ?? 'it did not say why').replace(/; check the manual[^]*| near '[^]*/, '').slice(0, 300);
};

/** What one moment saw of the database, while others go on writing. */
export const dumpTo = (url: string, file: string): Promise<void> =>
  run(
    ['mariadb-dump', 'mysqldump'],
    url,
    [
      '--single-transaction',
      '--quick',
      '--hex-blob',
      '--skip-lock-tables',
      '--no-tablespaces',
      '--default-character-set=utf8mb4',
      '--max-allowed-packet=512M',
    ],
    { to: file },
  );

/** Runs a dump; ends at its first error. */
export const loadFrom = (url: string, file: string): Promise<void> =>
  run(['mariadb', 'mysql'], url, ['--default-character-set=utf8mb4', '--max-allowed-packet=512M'], { from: file });
