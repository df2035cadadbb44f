import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rejected } from '@gaita/contracts';
import mysql from 'mysql2/promise';
import type { Connection, ConnectionOptions } from 'mysql2/promise';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { hasMariadb } from '../../../../../test/support/start-mariadb.ts';
import { VirtualClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { Database } from '../database/database.ts';
import { connectionOptions } from '../database/open-mysql.ts';
import { OperationalError } from '../errors.ts';
import { command, planOf, thing, thingMigrations, thingTable } from '../testing/things.ts';
import { GroupCommitter } from './group-committer.ts';

const clock = new VirtualClock(1_000);

const increase = (database: Database, id: string) => async () => {
  const row = (await database.reader.byId(thingTable, id))!;
  return planOf(row.count + 1, (changes) => [changes.revise(thingTable, row, { count: row.count + 1 })]);
};

describe.each(databaseNames)('random commands on %s', (name) => {
  let system: DatabaseSystem;
  let database: Database;
  let committer: GroupCommitter;
  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    database = await Database.open(await system.newConfig(), thingMigrations);
    committer = new GroupCommitter(database, clock);
  });
  afterAll(async () => {
    await committer.stop();
    await database.close();
    await system.stop();
  });

  it('count exactly what was answered, whatever comes at the same time', async () => {
    const rows = ['a', 'b', 'c'];
    const commands = fc.array(fc.record({ id: fc.constantFrom(...rows), key: fc.option(fc.constantFrom('k1', 'k2')) }), {
      maxLength: 25,
    });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(commands, async (asked) => {
        const prefix = `r${++round}-`;
        await committer.commit(planOf(0, (changes) => rows.forEach((id) => changes.insert(thingTable, thing(prefix + id)))));
        const answers = await Promise.all(
          asked.map(({ id, key }) =>
            committer.run(command(key === null ? undefined : prefix + key, id), increase(database, prefix + id)),
          ),
        );
        for (const id of rows) {
          const counted = answers.filter((answer, i) => typeof answer === 'number' && asked[i]!.id === id) as number[];
          const { count, revision } = (await database.reader.byId(thingTable, prefix + id))!;
          // a repeated key may replay an answer; the effects are as many as there are different answers
          expect([...new Set(counted)].sort((x, y) => x - y)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
          expect(revision).toBe(count + 1);
        }
      }),
      { numRuns: 25 },
    );
  });
});

(hasMariadb() ? describe : describe.skip)('two replicas on one MariaDB', () => {
  let system: DatabaseSystem;
  let config: Config;
  let databases: Database[];
  let committers: GroupCommitter[];
  let options: ConnectionOptions;
  let other: Connection;

  beforeAll(async () => {
    system = await startDatabaseSystem('MariaDB');
    config = await system.newConfig();
    options = connectionOptions(config.database.url);
    databases = await Promise.all([1, 2].map(() => Database.open(config, thingMigrations)));
    committers = databases.map((database) => new GroupCommitter(database, clock));
    other = await mysql.createConnection(options);
  });
  afterAll(async () => {
    other.destroy();
    await Promise.all(committers.map((committer) => committer.stop()));
    await Promise.all(databases.map((database) => database.close()));
    await system.stop();
  });

  const [first, second] = [() => committers[0]!, () => committers[1]!];
  const insert = (...rows: ReturnType<typeof thing>[]) =>
    first().commit(planOf(0, (changes) => rows.forEach((row) => changes.insert(thingTable, row))));
  const find = (id: string) => databases[0]!.reader.byId(thingTable, id);
  /** Ends every session but our own: the committers' and the readers'. */
  const killSessions = async () => {
    const [rows] = await other.query('SHOW PROCESSLIST');
    const others = (rows as { Id: number; db: string | null }[]).filter(
      ({ Id, db }) => Id !== other.threadId && db === options.database,
    );
    for (const { Id } of others) await other.query(`KILL ${Id}`).catch(() => {});
  };

  it('lose no update between them', async () => {
    await insert(thing('shared'));
    let done = 0;
    await Promise.all(
      committers.map(async (committer, i) => {
        for (let n = 0; n < 40; n++) {
          const answer = await committer.run(command(), increase(databases[i]!, 'shared'));
          if (typeof answer === 'number') done++;
        }
      }),
    );
    expect(await find('shared')).toMatchObject({ count: done, revision: done + 1 });
    expect(done).toBeGreaterThan(40);
  });

  it('do not wait for a row that another holds: the plan is lost, its neighbours are written', async () => {
    await insert(thing('held'), thing('free'));
    await other.beginTransaction();
    await other.query("SELECT * FROM thing WHERE id = 'held' FOR UPDATE");
    const began = performance.now();
    const plans = ['held', 'free'].map((id) =>
      planOf(0, (changes) => [changes.revise(thingTable, { id, revision: 1 }, { count: 1 })]),
    );
    expect(await Promise.all(plans.map((plan) => first().commit(plan)))).toEqual(['lost', 'committed']);
    expect(performance.now() - began).toBeLessThan(1_000);
    await other.rollback();
  });

  it('answer a copy of a request that came second as the first one, though its effect is why it would be refused', async () => {
    await insert(thing('once'));
    const asked = command('copy', 'once');
    const copy = command('copy', 'once');
    const complete = (database: Database) => async () => {
      const row = (await database.reader.byId(thingTable, 'once'))!;
      if (!row.open) return rejected('task-already-completed', 'It was completed.');
      return planOf('completed', (changes) => [changes.revise(thingTable, row, { open: false })]);
    };
    let answer: unknown;
    const second = await committers[1]!.run(copy, async () => {
      // the first copy is through between this one's look for its key and its look at the row
      answer ??= await committers[0]!.run(asked, complete(databases[0]!));
      return complete(databases[1]!)();
    });
    expect([answer, second]).toEqual(['completed', 'completed']);
    expect(await find('once')).toMatchObject({ open: false, revision: 2 });
  });

  it('read on when their connections are cut, and say that it passes when the database is gone', async () => {
    await insert(thing('read'));
    const cutWhileReading = databases[0]!.reader.query('SELECT SLEEP(0.5) AS slept').catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await killSessions();
    expect(await cutWhileReading).toEqual([{ slept: 0 }]);
    expect(await find('read')).toMatchObject({ id: 'read' });
    await system.server!.kill();
    await expect(find('read')).rejects.toThrow(OperationalError);
    await system.server!.restart();
    expect(await find('read')).toMatchObject({ id: 'read' });
    other = await mysql.createConnection(options);
  });

  it('may rely on the same row at once, and not while one changes it', async () => {
    await insert(thing('person'));
    const relying = () => planOf(0, () => [{ table: thingTable, id: 'person', revision: 1, mode: 'rely' }]);
    await other.beginTransaction();
    await other.query("SELECT * FROM thing WHERE id = 'person' LOCK IN SHARE MODE");
    expect(await second().commit(relying())).toBe('committed');
    const changing = planOf(0, (changes) => [changes.revise(thingTable, { id: 'person', revision: 1 }, { open: false })]);
    expect(await second().commit(changing)).toBe('lost');
    await other.rollback();
    expect(await second().commit(changing)).toBe('committed');
    expect(await second().commit(relying())).toBe('lost');
  });

  it('claim different rows', async () => {
    await insert(...Array.from({ length: 40 }, (_, i) => thing(`job${i}`, { note: 'job' })));
    const claim = (committer: GroupCommitter, owner: string) =>
      committer.claim({
        table: thingTable,
        where: 'note = ? AND `count` = 0',
        parameters: ['job'],
        orderBy: 'id',
        limit: 15,
        set: () => ({ body: owner, count: 1 }),
      });
    const taken = (await Promise.all([claim(first(), 'one'), claim(second(), 'two')])).flat();
    expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length);
    for (const row of taken) expect((await find(row.id))!.body).toBe(row.body);
  });

  it('answer the same key at both replicas with one effect', async () => {
    await insert(thing('twice'));
    const answers = await Promise.all(
      [0, 1, 0, 1, 0, 1].map((i) => committers[i]!.run(command('both', 'h'), increase(databases[i]!, 'twice'))),
    );
    expect(await find('twice')).toMatchObject({ count: 1 });
    for (const answer of answers)
      expect([1, 'command-in-work']).toContain(typeof answer === 'number' ? answer : (answer as { code: string }).code);
    expect(answers).toContain(1);
  });

  it('go on when their connections are killed between and in the middle of commits', async () => {
    await insert(...Array.from({ length: 8 }, (_, i) => thing(`k${i}`)));
    let killing = true;
    const killer = (async () => {
      while (killing) {
        await killSessions();
        await other.query('SELECT SLEEP(0.02)');
      }
    })();
    const done = new Map<string, number>();
    let unanswered = 0;
    await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        for (let n = 0; n < 50; n++) {
          // the readers' connections are killed as well: their failure answers nothing and changes nothing
          const answer = await committers[i % 2]!.run(command(), increase(databases[i % 2]!, `k${i}`)).catch(
            (error: unknown) => error,
          );
          if (typeof answer === 'number') done.set(`k${i}`, (done.get(`k${i}`) ?? 0) + 1);
          else unanswered += answer instanceof OperationalError ? 1 : 0;
        }
      }),
    );
    killing = false;
    await killer;
    const rows = await databases[0]!.reader
      .find(thingTable, "id LIKE 'k%'")
      .catch(() => databases[0]!.reader.find(thingTable, "id LIKE 'k%'"));
    const missing = rows.filter(({ id, count }) => count < (done.get(id) ?? 0));
    expect(missing).toEqual([]);
    const extra = rows.reduce((sum, { id, count }) => sum + count - (done.get(id) ?? 0), 0);
    expect(extra).toBeLessThanOrEqual(unanswered);
    expect([...done.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThan(200);
  });

  it('refuse while the database is away, and work again when it is back', async () => {
    await insert(thing('durable'));
    await system.server!.kill();
    const plan = () => planOf(0, (changes) => [changes.revise(thingTable, { id: 'durable', revision: 1 }, { count: 1 })]);
    await expect(first().commit(plan())).rejects.toBeInstanceOf(OperationalError);
    await system.server!.restart();
    expect(await first().commit(plan())).toBe('committed');
  });
});
