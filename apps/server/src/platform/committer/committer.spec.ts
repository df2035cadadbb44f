import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Rejection } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { VirtualClock } from '../clock.ts';
import { commandTable } from '../command-table.ts';
import { Database } from '../database/database.ts';
import { DuplicateRow } from '../errors.ts';
import { command, planOf, thing, thingMigrations, thingTable } from '../testing/things.ts';
import type { WritePlan } from '../write-plan.ts';
import { GroupCommitter } from './group-committer.ts';

const clock = new VirtualClock(1_000);

describe.each(databaseNames)('the committer on %s', (name) => {
  let system: DatabaseSystem;
  let database: Database;
  let committer: GroupCommitter;
  const batches: number[] = [];

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    database = await Database.open(await system.newConfig(), thingMigrations);
    committer = new GroupCommitter(database, clock, { batch: (size) => batches.push(size) });
  });
  afterAll(async () => {
    await committer.stop();
    await database.close();
    await system.stop();
  });
  beforeEach(async () => {
    const rows = await database.reader.find(thingTable);
    await committer.commit(planOf(0, (changes) => rows.forEach((row) => changes.delete(thingTable, row.id))));
    batches.length = 0;
  });

  const insert = (...rows: ReturnType<typeof thing>[]) =>
    committer.commit(planOf(0, (changes) => rows.forEach((row) => changes.insert(thingTable, row))));
  const find = (id: string) => database.reader.byId(thingTable, id);
  /** Reads the thing afresh and counts it up: what a command does. */
  const countUp = async (id: string): Promise<WritePlan<number>> => {
    const row = (await find(id))!;
    return planOf(row.count + 1, (changes) => [changes.revise(thingTable, row, { count: row.count + 1 })], { instanceId: id });
  };

  it('writes inserts, updates and deletes of one plan together', async () => {
    await insert(thing('a'), thing('b'));
    const outcome = await committer.commit(
      planOf(0, (changes) => {
        changes.insert(thingTable, thing('c', { data: { deep: ['ā', null, 1.5] }, open: false }));
        changes.delete(thingTable, 'b');
        return [changes.revise(thingTable, { id: 'a', revision: 1 }, { note: 'it\'s \\ "quoted"' })];
      }),
    );
    expect(outcome).toBe('committed');
    expect(await find('a')).toMatchObject({ note: 'it\'s \\ "quoted"', revision: 2 });
    expect(await find('b')).toBeUndefined();
    expect(await find('c')).toEqual(thing('c', { data: { deep: ['ā', null, 1.5] }, open: false }));
  });

  it('puts a row in the place of one that may be there', async () => {
    await insert(thing('a', { code: 'one', count: 1 }));
    const replace = (id: string) =>
      committer.commit(
        planOf(0, (changes) => {
          changes.replace(thingTable, thing(id, { code: id === 'a' ? 'one' : 'two', note: 'new' }));
          changes.update(thingTable, id, { count: 5 });
        }),
      );
    expect(await Promise.all(['a', 'b'].map(replace))).toEqual(['committed', 'committed']);
    expect(await find('a')).toEqual(thing('a', { code: 'one', note: 'new', count: 5 }));
    expect(await find('b')).toEqual(thing('b', { code: 'two', note: 'new', count: 5 }));
  });

  it('writes a plan only when the database itself says that its time has come', async () => {
    await insert(thing('a'));
    const at = (await database.time()) ?? Date.now();
    const due = (notBefore: number) =>
      planOf(0, (changes) => [{ ...changes.revise(thingTable, { id: 'a', revision: 1 }, { count: 7 }), notBefore }]);
    expect(await committer.commit(due(at + 60_000))).toBe('lost');
    expect(await find('a')).toMatchObject({ revision: 1 });
    expect(await committer.commit(due(at))).toBe('committed');
    expect(await find('a')).toMatchObject({ count: 7, revision: 2 });
  });

  it('writes nothing of a plan whose guarded row changed, is gone or never was', async () => {
    await insert(thing('a', { revision: 7 }));
    for (const guard of [
      { id: 'a', revision: 6 },
      { id: 'gone', revision: 1 },
    ]) {
      for (const mode of ['write', 'rely'] as const) {
        const plan = planOf(0, (changes) => {
          changes.insert(thingTable, thing('new'));
          return [{ table: thingTable, mode, ...guard }];
        });
        expect(await committer.commit(plan)).toBe('lost');
      }
    }
    expect(await find('new')).toBeUndefined();
  });

  it('commits what waits in one transaction, without the plan that lost its guard', async () => {
    await insert(...Array.from({ length: 40 }, (_, i) => thing(`t${i}`)));
    batches.length = 0;
    const plans = Array.from({ length: 40 }, (_, i) =>
      planOf(i, (changes) => [changes.revise(thingTable, { id: `t${i}`, revision: i === 13 ? 9 : 1 }, { count: i })], {
        instanceId: `t${i}`,
      }),
    );
    const outcomes = await Promise.all(plans.map((plan) => committer.commit(plan)));
    expect(outcomes.map((outcome, i) => (outcome === 'lost' ? i : -1)).filter((i) => i >= 0)).toEqual([13]);
    // a database in another process writes the first half while the second waits
    expect(batches).toEqual(name === 'SQLite' ? [40] : [20, 20]);
    expect(await database.reader.count(thingTable, 'revision = 2')).toBe(39);
  });

  it('lets one of two plans for the same row win, even when they wait together', async () => {
    await insert(thing('a'));
    const plans = [1, 2].map((n) => planOf(n, (changes) => [changes.revise(thingTable, { id: 'a', revision: 1 }, { count: n })]));
    expect(await Promise.all(plans.map((plan) => committer.commit(plan)))).toEqual(['committed', 'lost']);
    expect(await find('a')).toMatchObject({ count: 1, revision: 2 });
  });

  it('does not let a plan rely on what another of the same moment changes', async () => {
    await insert(thing('a'));
    const change = planOf(0, (changes) => [changes.revise(thingTable, { id: 'a', revision: 1 }, { open: false })]);
    const rely = planOf(0, (changes) => {
      changes.insert(thingTable, thing('b'));
      return [{ table: thingTable, id: 'a', revision: 1, mode: 'rely' as const }];
    });
    expect(await Promise.all([committer.commit(change), committer.commit(rely)])).toEqual(['committed', 'lost']);
  });

  it('gives each row of many plans its own values, and of one that two plans change the later ones', async () => {
    await insert(...['a', 'b', 'c', 'd'].map((id) => thing(id, { note: `note of ${id}`, code: id })));
    const change = (id: string, set: Partial<ReturnType<typeof thing>>) =>
      committer.commit(planOf(0, (changes) => changes.update(thingTable, id, set)));
    await Promise.all([
      change('c', { note: 'it\'s \\ "c"', count: 3, open: true, data: { of: "c's" } }),
      change('a', { note: null, count: 1, open: true, data: [] }),
      change('b', { note: '', count: -2, open: true, data: null }),
      change('a', { count: 4 }),
      change('a', { note: 'last', count: 5, open: true, data: 5 }),
    ]);
    expect(await Promise.all(['a', 'b', 'c', 'd'].map(find))).toEqual([
      thing('a', { code: 'a', note: 'last', count: 5, open: true, data: 5 }),
      thing('b', { code: 'b', note: '', count: -2, open: true, data: null }),
      thing('c', { code: 'c', note: 'it\'s \\ "c"', count: 3, open: true, data: { of: "c's" } }),
      thing('d', { code: 'd', note: 'note of d' }),
    ]);
  });

  it('prepares again until it wins: no update is lost', async () => {
    await insert(thing('a'));
    const answers = await Promise.all(Array.from({ length: 5 }, () => committer.run(command(), () => countUp('a'))));
    expect([...answers].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(await find('a')).toMatchObject({ count: 5, revision: 6 });
  });

  it('gives up after six attempts and says so', async () => {
    await insert(thing('a'));
    let prepared = 0;
    const answer = await committer.run(command(), async () => {
      prepared++;
      return planOf('never', () => [{ table: thingTable, id: 'a', revision: 99, mode: 'write' }]);
    });
    expect(answer).toMatchObject({ rejected: true, code: 'too-busy' });
    expect(prepared).toBe(6);
  });

  it('passes a refusal on and keeps nothing of it', async () => {
    const refusal: Rejection = { rejected: true, code: 'not-found', message: 'no' };
    const asked = command('key-of-a-refusal');
    expect(await committer.run(asked, async () => refusal)).toBe(refusal);
    expect(await database.reader.byId(commandTable, asked.id)).toBeUndefined();
    expect(await committer.run(command('key-of-a-refusal'), async () => planOf('now it works', () => {}))).toBe('now it works');
  });

  it('answers a repeated key from the stored command, refuses it for another request', async () => {
    const first = await committer.run(command('k1', 'h'), async () =>
      planOf({ id: 'x' }, (c) => c.insert(thingTable, thing('x'))),
    );
    const again = await committer.run(command('k1', 'h'), () => Promise.reject(new Error('must not be prepared')));
    expect(again).toEqual(first);
    expect(await committer.run(command('k1', 'other'), () => countUp('x'))).toMatchObject({ code: 'idempotency-key-reused' });
    const other = { ...command('k1', 'h'), account: 'berta' };
    expect(await committer.run(other, async () => planOf('her own', () => {}))).toBe('her own');
  });

  it('works once when the same key comes fifty times at once', async () => {
    await insert(thing('a'));
    const answers = await Promise.all(Array.from({ length: 50 }, () => committer.run(command('k2', 'h'), () => countUp('a'))));
    const done = answers.filter((answer) => answer === 1);
    const refused = answers.filter((answer) => (answer as Rejection).code === 'command-in-work');
    expect(done.length + refused.length).toBe(50);
    expect(await find('a')).toMatchObject({ count: 1 });
    expect(await committer.run(command('k2', 'h'), () => countUp('a'))).toBe(1);
  });

  it('tells a taken unique key by its table and spares the other plans of the batch', async () => {
    await insert(thing('a', { code: 'taken' }));
    const results = await Promise.allSettled([
      insert(thing('b')),
      insert(thing('c', { code: 'taken' })),
      insert(thing('d')),
      insert(thing('a')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    for (const i of [1, 3]) {
      const { reason } = results[i] as PromiseRejectedResult;
      expect(reason).toBeInstanceOf(DuplicateRow);
      expect(reason).toMatchObject({ table: 'thing' });
    }
    expect((await database.reader.find(thingTable, '', [], { orderBy: 'id' })).map(({ id }) => id)).toEqual(['a', 'b', 'd']);
  });

  it('writes nothing of a plan that lost its guard, also where another of its batch spoils that', async () => {
    await insert(thing('a', { code: 'taken' }));
    const lost = planOf(0, (changes) => {
      changes.insert(thingTable, thing('b'));
      return [changes.revise(thingTable, { id: 'a', revision: 9 }, { count: 9 })];
    });
    const results = await Promise.allSettled([insert(thing('c', { code: 'taken' })), committer.commit(lost)]);
    expect(results).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: 'lost' }]);
    expect(await database.reader.find(thingTable)).toEqual([thing('a', { code: 'taken' })]);
    // nothing is held any more
    expect(await committer.commit(planOf(0, (changes) => changes.update(thingTable, 'a', { count: 1 })))).toBe('committed');
  });

  it('names the stored commands when a plan holds one that was committed before', async () => {
    const [first, second] = [command(), command()];
    await committer.commit(planOf(0, () => {}, { commands: [{ command: first, answer: 1 }] }));
    const both = [first, second].map((asked) => ({ command: asked, answer: 2 }));
    await expect(committer.commit(planOf(0, () => {}, { commands: both }))).rejects.toMatchObject({
      table: 'command',
      commandIds: [first.id],
    });
    expect(await database.reader.byId(commandTable, second.id)).toBeUndefined();
  });

  it('runs effects once after the commit, and none of a lost plan', async () => {
    const seen: string[] = [];
    const running: Promise<unknown>[] = [];
    const effect = (text: string) => async () => {
      const finding = find('a').then((row) => seen.push(`${text} ${row?.count}`));
      running.push(finding);
      await finding;
    };
    await insert(thing('a'));
    await committer.commit({ ...(await countUp('a')), afterCommit: [effect('won')] });
    await committer.commit({
      ...planOf(0, () => [{ table: thingTable, id: 'a', revision: 1, mode: 'write' }]),
      afterCommit: [effect('lost')],
    });
    await Promise.all(running);
    expect(seen).toEqual(['won 1']);
  });

  it('claims the first rows that match, each once', async () => {
    await insert(...Array.from({ length: 30 }, (_, i) => thing(`t${String(i).padStart(2, '0')}`, { dueAt: 100 - i })));
    const claim = (worker: string) =>
      committer.claim({
        table: thingTable,
        where: 'due_at <= ? AND code IS NULL AND `open` = ?',
        parameters: [90, true],
        orderBy: 'due_at, id',
        limit: 8,
        set: (row) => ({ code: `${worker} ${row.id}`, revision: row.revision + 1 }),
      });
    const taken = await Promise.all(['w1', 'w2', 'w3'].map(claim));
    expect(taken.map((rows) => rows.length)).toEqual([8, 8, 4]);
    expect(taken[0]!.map((row) => row.id)).toEqual(['t29', 't28', 't27', 't26', 't25', 't24', 't23', 't22']);
    expect(taken[0]![0]).toMatchObject({ code: 'w1 t29', revision: 2 });
    expect(new Set(taken.flat().map((row) => row.id)).size).toBe(20);
    expect(await database.reader.count(thingTable, 'revision = 2')).toBe(20);
  });

  it('writes all that waits when it is stopped, then takes no more', async () => {
    const other = await Database.open(await system.newConfig(), thingMigrations);
    const stopping = new GroupCommitter(other, clock);
    const outcomes = ['a', 'b', 'c'].map((id) => stopping.commit(planOf(0, (changes) => changes.insert(thingTable, thing(id)))));
    await stopping.stop();
    expect(await Promise.all(outcomes)).toEqual(['committed', 'committed', 'committed']);
    await expect(stopping.commit(planOf(0, () => {}))).rejects.toThrow('The server is stopping.');
    await other.close();
  });
});
