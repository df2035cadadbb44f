import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { AppModule } from '../app.module.ts';
import { DemoPeople, People } from '../identity/index.ts';
import { historyInstanceTable, StartProcess } from '../instances/index.ts';
import { SeedModels } from '../models/index.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { DuplicateRow } from '../platform/errors.ts';
import { Ids } from '../platform/ids.ts';
import { serviceTable } from '../services/index.ts';
import { CompleteTask, taskTable } from '../tasks/index.ts';
import { timerTable } from '../timers/index.ts';
import { copyCases } from './copy-rows.ts';
import type { DemoResult, OpenServer } from './demo-cases.ts';
import { demoCommand, makeDemoCases } from './demo-cases.ts';

const processes = fileURLToPath(new URL('../../../../processes', import.meta.url));
const start = (...settings: Parameters<typeof AppModule.with>) =>
  NestFactory.createApplicationContext(AppModule.with(...settings), { logger: ['error'], abortOnError: false });
const open: OpenServer = (config, clock) => start(config, clock);

describe.each(databaseNames)('The demo cases on %s', (name) => {
  let system: DatabaseSystem;
  let server: INestApplicationContext;
  let database: Database;
  let made: DemoResult | undefined;
  let startedMeanwhile: string;

  const actorOf = async (account: string) => {
    const people = server.get(People);
    return people.actorOf((await people.byAccount(account))!, 'basic');
  };
  const command = (account: string) => ({ id: server.get(Ids).next(), account });

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await server.get(DemoPeople).seed();
    await server.get(SeedModels).run(processes);
    database = server.get(Database);
    const making = makeDemoCases(server, open, processes);
    const actor = await actorOf('front-desk-1');
    const started = await server
      .get(StartProcess)
      .run(command('front-desk-1'), actor, { processKey: 'residence-declaration', variables: {}, businessKey: 'mine' });
    startedMeanwhile = (started as { instanceId: string }).instanceId;
    made = await making;
  });
  afterAll(async () => {
    await server.close();
    await system.stop();
  });

  it('are about three hundred, most of them in motion, of every process and in both institutions', async () => {
    expect(made!.cases).toBeGreaterThan(270);
    expect(made!.cases).toBeLessThan(340);
    const live = await database.reader.count(historyInstanceTable, 'ended_at IS NULL');
    expect(live).toBeGreaterThan(made!.cases / 2);
    expect(live).toBeLessThan(made!.cases);
    const kinds = await database.reader.query('SELECT DISTINCT institution, process_key FROM history_instance');
    expect(kinds.length).toBeGreaterThanOrEqual(19);
    expect(new Set(kinds.map((row) => row['process_key'])).size).toBe(10);
    // Where chance let a resident answer too late, a case has left its story; that is no more than a few.
    expect(made!.stuck.length).toBeLessThan(6);
  });

  it('each wait for something or have ended', async () => {
    const waiting = ['task', 'timer', 'subscription', 'job']
      .map((table) => `NOT EXISTS (SELECT 1 FROM ${table} w WHERE w.instance_id = i.id)`)
      .join(' AND ');
    const lost = await database.reader.query(`SELECT i.id FROM instance i WHERE i.state = 'active' AND ${waiting}`);
    expect(lost).toEqual([]);
    const live = await database.reader.query(
      'SELECT h.id FROM history_instance h LEFT JOIN instance i ON i.id = h.id WHERE h.ended_at IS NULL AND i.id IS NULL',
    );
    expect(live).toEqual([]);
  });

  it('have stood still for a while by now, and nothing of them is overdue by machine', async () => {
    const now = Date.now();
    const future = await database.reader.count(historyInstanceTable, 'started_at > ? OR ended_at > ?', [now, now]);
    expect(future).toBe(0);
    expect(await database.reader.count(timerTable, 'due_at < ?', [now - 60_000])).toBe(0);
    expect(await database.reader.count(timerTable)).toBeGreaterThan(20);
  });

  it('fill the inboxes: many tasks are open, some of them taken, some of them late', async () => {
    const tasks = await database.reader.find(taskTable);
    expect(tasks.length).toBeGreaterThan(120);
    expect(tasks.filter(({ assignee }) => assignee !== null).length).toBeGreaterThan(30);
    expect(tasks.filter(({ dueAt }) => dueAt !== null && dueAt < Date.now()).length).toBeGreaterThan(10);
  });

  it('go on when somebody works on them', async () => {
    const task = await database.reader.findOne(
      taskTable,
      "process_key = 'permit-tree-felling' AND element_id = 'check' AND institution = 'dzelmes-novads'",
    );
    const account = task!.assignee ?? 'front-desk-1';
    const done = await server
      .get(CompleteTask)
      .run(command(account), await actorOf(account), task!.taskId, { variables: { outcome: 'complete' }, checkForm: false });
    expect(done).toMatchObject({ result: 'completed' });
    expect(await database.reader.findOne(taskTable, 'instance_id = ?', [task!.instanceId])).toMatchObject({
      elementId: 'inspect',
    });
  });

  it('leave alone what people did meanwhile, and come only once', async () => {
    expect(await database.reader.byId(historyInstanceTable, startedMeanwhile)).toMatchObject({
      businessKey: 'mine',
      endedAt: null,
    });
    const before = await database.reader.count(historyInstanceTable);
    expect(await makeDemoCases(server, open, processes)).toBeUndefined();
    expect(await database.reader.count(historyInstanceTable)).toBe(before);
  });

  it('are refused whole when another replica was quicker', async () => {
    const before = await database.reader.count(historyInstanceTable);
    const again = copyCases(database, server.get(Committer), [historyInstanceTable], demoCommand);
    await expect(again).rejects.toThrow(DuplicateRow);
    expect(await database.reader.count(historyInstanceTable)).toBe(before);
  });

  it('come with services of both institutions and their managers', async () => {
    const services = await database.reader.find(serviceTable, '', [], { orderBy: 'institution, service_key' });
    expect(services.length).toBeGreaterThanOrEqual(12);
    const permits = services.filter(({ serviceKey }) => serviceKey === 'tree-felling-permit');
    expect(permits.map(({ institution, manager, stage }) => [institution, manager, stage])).toEqual([
      ['dzelmes-novads', 'service-manager-1', 'live'],
      ['gilvyciu-rajonas', 'service-manager-3', 'live'],
    ]);
  });
});
