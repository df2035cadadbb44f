import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../../../../test/support/throw-away.ts';
import { migrations } from '../migrations/index.ts';
import { Config } from '../platform/config.ts';
import { Database } from '../platform/database/database.ts';
import { OperationalError } from '../platform/errors.ts';
import { SqliteConnection } from '../platform/database/sqlite-adapter.ts';
import { backUp } from './backup.ts';
import { restore } from './restore.ts';

const time = Date.UTC(2026, 0, 2, 3, 4, 5);
const quiet = () => {};

describe('A backup', () => {
  const folder = temporaryFolder('backup-folders');
  afterAll(() => folder.remove());
  const configOf = (name: string) =>
    new Config({ DATABASE_URL: `sqlite:${join(folder.path, name)}.db`, GAITA_FILES: join(folder.path, `${name}-files`) });
  const config = configOf('gaita');
  const target = join(folder.path, 'backups');

  it('is for nobody but its owner', async () => {
    await (await Database.open(config, migrations)).close();
    const whole = await backUp(config, target, time, quiet);
    const modes = ['', 'files', 'manifest.json', 'database.db'].map((name) => statSync(join(whole, name)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o700, 0o600, 0o600]);
    expect(statSync(target).mode & 0o777).toBe(0o700);
  });

  it('leaves alone what another of the same second has begun, or finished', async () => {
    await expect(backUp(config, target, time, quiet)).rejects.toThrow(/ENOTEMPTY/);
    expect(readdirSync(target)).toEqual(['gaita-2026-01-02T03-04-05Z']);
    mkdirSync(join(target, 'gaita-2026-01-02T03-04-06Z.partial'));
    await expect(backUp(config, target, time + 1_000, quiet)).rejects.toThrow(/EEXIST/);
    expect(readdirSync(target)).toEqual(['gaita-2026-01-02T03-04-05Z', 'gaita-2026-01-02T03-04-06Z.partial']);
  });

  it('that lacks a table is not restored', async () => {
    const poor = configOf('poor');
    await (await Database.open(poor, migrations)).close();
    const connection = new SqliteConnection(poor.database.file);
    connection.pragma('foreign_keys = OFF');
    connection.prepare('DROP TABLE bulk_job').run();
    connection.close();
    const whole = await backUp(poor, target, time + 2_000, quiet);
    const into = configOf('restored');
    const restoring = restore(into, whole, quiet);
    await expect(restoring).rejects.toThrow(OperationalError);
    await expect(restoring).rejects.toThrow('The restored database lacks the tables bulk_job.');
  });
});
