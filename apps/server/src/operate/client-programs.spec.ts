import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../../../../test/support/throw-away.ts';
import { connectionOptions } from '../platform/database/open-mysql.ts';
import { attempt, optionText } from './client-programs.ts';

const url = 'mariadb://gaita:qu%22ote@db.example.org:3307/gaita';

describe('The option file of the database programs', () => {
  it('are no stricter than the own connections: with ssl=true the database proves its name there, too', () => {
    expect(connectionOptions(`${url}?ssl=true`).ssl).toEqual({ verifyIdentity: true });
    expect(connectionOptions(url).ssl).toBeUndefined();
  });

  it('holds no word of certificates without ssl=true', () => {
    expect(optionText(url, '/tmp/authorities.pem')).toBe(
      '[client]\nhost="db.example.org"\nport="3307"\nuser="gaita"\npassword="qu\\"ote"\n',
    );
  });

  it('makes programs of both families check the certificate of the server', () => {
    expect(optionText(`${url}?ssl=true`, '/tmp/authorities.pem').split('\n').slice(5)).toEqual([
      ...['ssl-ca="/tmp/authorities.pem"', 'loose-ssl-mode="VERIFY_IDENTITY"'],
      ...['[client-mariadb]', 'ssl', 'ssl-verify-server-cert', ''],
    ]);
  });
});

describe('A program of the database', () => {
  const folder = temporaryFolder('client-programs');
  afterAll(() => folder.remove());
  const program = (name: string, script: string): string => {
    const file = join(folder.path, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  };

  it('that reads a part and says that all is well has not restored', async () => {
    const hasty = program('hasty', 'head -c 10 > /dev/null; exit 0');
    const dump = join(folder.path, 'dump.sql');
    writeFileSync(dump, Buffer.alloc(4_000_000, 'x'));
    await expect(attempt([hasty], [], { from: dump })).rejects.toThrow(/hasty ended before all was moved: /);
  });

  it('whose dump cannot be written has not dumped', async () => {
    const well = program('well', 'exit 0');
    await expect(attempt([well], [], { to: join(folder.path, 'none', 'dump.sql') })).rejects.toThrow(
      /before all was moved: ENOENT/,
    );
  });

  it('dumps for the eyes of its owner', async () => {
    const file = join(folder.path, 'mine.sql');
    await attempt([join(folder.path, 'none'), program('dumping', 'echo INSERT')], [], { to: file });
    expect(readFileSync(file, 'utf8')).toBe('INSERT\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
