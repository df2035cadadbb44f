/**
 * A process that migrates to the next release and is killed on its way: `before:<n>` at the n-th changing statement of that
 * release, `sent:<n>` when the database has just got it, `never`.
 */
import { migrations } from '../../apps/server/src/migrations/index.ts';
import { Config } from '../../apps/server/src/platform/config.ts';
import { Database } from '../../apps/server/src/platform/database/database.ts';
import type { MigrationClass } from '../../apps/server/src/platform/database/migrate.ts';
import type { QueryRunner } from 'typeorm';
import { nextMigrations } from './next-migrations.ts';

const [url, kill] = process.argv.slice(2);
const [when, at] = String(kill).split(':');
let seen = 0;

const die = () => process.kill(process.pid, 'SIGKILL');

const killedOnItsWay = (Migration: MigrationClass): MigrationClass => {
  const up = Migration.prototype.up as (runner: QueryRunner) => Promise<void>;
  Migration.prototype.up = async function (this: unknown, runner: QueryRunner) {
    const query = runner.query.bind(runner) as (...all: unknown[]) => Promise<unknown>;
    runner.query = ((sql: string, ...rest: unknown[]) => {
      const isNext = /^\s*(CREATE|ALTER|INSERT|UPDATE)\b/i.test(sql) && ++seen === Number(at);
      if (isNext && when === 'before') die();
      const answer = query(sql, ...rest);
      if (!isNext || when !== 'sent') return answer;
      setTimeout(die, 2);
      return new Promise(() => {});
    }) as QueryRunner['query'];
    await up.call(this, runner);
    // what is still to come after the last statement: the note that it was done
    if (Number(at) > seen) die();
  };
  return Migration;
};

try {
  const database = await Database.open(new Config({ DATABASE_URL: url }), [...migrations, ...nextMigrations.map(killedOnItsWay)]);
  await database.close();
} catch {
  process.exitCode = 1;
}
