import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { VirtualClock } from '../clock.ts';
import { commandTable } from '../command-table.ts';
import { Database } from '../database/database.ts';
import { command, planOf, thingMigrations } from '../testing/things.ts';
import { GroupCommitter } from './group-committer.ts';
import { PurgeCommands } from './purge-commands.ts';

const day = 86_400_000;

describe('Commands that were answered', () => {
  const clock = new VirtualClock(10 * day);
  let system: DatabaseSystem;
  let database: Database;
  let committer: GroupCommitter;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    database = await Database.open(await system.newConfig(), thingMigrations);
    committer = new GroupCommitter(database, clock);
  });
  afterAll(async () => {
    await committer.stop();
    await database.close();
    await system.stop();
  });

  it('are kept for a day, then deleted, however many there are', async () => {
    const answer = (count: number) =>
      committer.commit(
        planOf(0, () => {}, { commands: Array.from({ length: count }, () => ({ command: command(), answer: 0 })) }),
      );
    const purge = new PurgeCommands(database, committer, clock);
    const left = () => database.reader.count(commandTable, '');
    await answer(1_001);
    clock.advance(1);
    await answer(3);
    clock.advance(day - 1);
    expect(await purge.run()).toBe(0);
    expect(await left()).toBe(1_004);
    clock.advance(1);
    expect(await purge.run()).toBe(1_001);
    expect(await left()).toBe(3);
    clock.advance(1);
    expect(await purge.run()).toBe(3);
    expect(await purge.run()).toBe(0);
    expect(await left()).toBe(0);
  });
});
