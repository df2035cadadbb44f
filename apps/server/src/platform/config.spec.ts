import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Config, ConfigError } from './config.ts';

describe('the configuration', () => {
  it('is the demo on an embedded database where nothing is set', () => {
    expect(new Config({ PORT: '', REDIS_URL: ' ' })).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      database: { kind: 'sqlite', file: './data/gaita.db' },
      redisUrl: undefined,
      mode: 'demo',
      scripts: true,
      publicUrl: 'http://127.0.0.1:3000',
      oidc: undefined,
    });
  });

  it('is production on a shared database, without scripts', () => {
    const config = new Config({ DATABASE_URL: 'mysql://gaita:p%40ss@db:3306/gaita', PUBLIC_URL: 'https://gaita.example.org/' });
    expect(config).toMatchObject({ mode: 'production', scripts: false, publicUrl: 'https://gaita.example.org' });
    expect(config.database.kind).toBe('mysql');
  });

  it('takes mode and scripts as they are said', () => {
    expect(new Config({ GAITA_MODE: 'production' })).toMatchObject({ mode: 'production', scripts: false });
    expect(new Config({ DATABASE_URL: 'mariadb://root@db/gaita', GAITA_MODE: 'demo' })).toMatchObject({
      mode: 'demo',
      scripts: true,
    });
    expect(new Config({ GAITA_SCRIPTS: 'off' }).scripts).toBe(false);
  });

  it('reads secrets from files, and says which it cannot read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gaita-secrets-'));
    const file = join(folder, 'database_url');
    writeFileSync(file, 'mariadb://gaita:secret@db/gaita\n');
    const named = new Config({ DATABASE_URL_FILE: file, DATABASE_URL: ' ' });
    expect(named.database).toMatchObject({ kind: 'mysql', url: 'mariadb://gaita:secret@db/gaita' });
    expect(() => new Config({ DATABASE_URL_FILE: file, DATABASE_URL: 'sqlite:a.db' })).toThrow(
      /DATABASE_URL or DATABASE_URL_FILE, not both/,
    );
    expect(() => new Config({ SMTP_URL_FILE: join(folder, 'none') })).toThrow(/SMTP_URL_FILE cannot be read/);
    writeFileSync(file, ' \n');
    expect(() => new Config({ DATABASE_URL_FILE: file })).toThrow(/DATABASE_URL_FILE names .*database_url, which is empty/);
    rmSync(folder, { recursive: true });
  });

  it('believes only the proxies that are named', () => {
    expect(new Config({}).trustProxy).toBe(0);
    expect(new Config({ TRUST_PROXY: '2' }).trustProxy).toBe(2);
    expect(new Config({ TRUST_PROXY: 'loopback, 10.0.0.0/8, 2001:db8::1' }).trustProxy).toEqual([
      'loopback',
      '10.0.0.0/8',
      '2001:db8::1',
    ]);
  });

  it('reads paths of the database as SQLite tools do', () => {
    expect(new Config({ DATABASE_URL: 'sqlite:/srv/gaita.db' }).database.file).toBe('/srv/gaita.db');
    expect(new Config({ DATABASE_URL: 'sqlite:///srv/gaita.db' }).database.file).toBe('/srv/gaita.db');
  });

  it.each([
    [{ PORT: 'many' }, 'PORT must be a port number'],
    [{ PORT: '70000' }, 'PORT must be a port number up to 65535'],
    [{ DATABASE_URL: 'postgres://x' }, 'DATABASE_URL must be sqlite:<file>'],
    [{ DATABASE_URL: 'mariadb://root@db/' }, 'DATABASE_URL must name the database after the host'],
    [{ DATABASE_URL: 'mysql://gaita:p%ss@db/gaita' }, 'with %25 for each % in the password'],
    [{ DATABASE_URL: 'mariadb://gaita:p#ss@db/gaita' }, 'in the password are written %40'],
    [{ DATABASE_URL: 'mariadb://gaita:p/ss@db/gaita' }, 'in the password are written %40'],
    [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL must be an address like redis://host:6379'],
    [{ GAITA_MODE: 'test' }, 'GAITA_MODE must be demo or production'],
    [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY must be the number of proxies before the server'],
    [{ TRUST_PROXY: '0.0.0.0/0' }, 'TRUST_PROXY must be the number of proxies before the server'],
    [{ TRUST_PROXY: '10.0.0.0/33' }, 'TRUST_PROXY must be the number of proxies before the server'],
    [{ OIDC_ISSUER: 'https://login.example.org' }, 'OIDC_ISSUER and OIDC_CLIENT_ID must be given together'],
  ])('refuses %j with a sentence', (variables, sentence) => {
    expect(() => new Config(variables)).toThrow(ConfigError);
    expect(() => new Config(variables)).toThrow(sentence);
  });

  it('names everything that is wrong at once', () => {
    expect(() => new Config({ PORT: 'x', GAITA_SCRIPTS: 'yes' })).toThrow(/PORT .*; GAITA_SCRIPTS must be on or off/);
  });
});
