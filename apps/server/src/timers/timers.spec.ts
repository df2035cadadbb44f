import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { isRejection } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day, hour, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { historyInstanceTable, journalTable } from '../instances/index.ts';
import { VirtualClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { FireTimer } from './fire-timer.ts';
import { SweepDueTimers } from './sweep-due-timers.ts';
import { startTimerTable, timerTable } from './tables.ts';
import { comesTrue, daily, HastyClock, pause, remind } from './testing/timer-models.ts';

/** Is taken for the database's clock, which shows another time. */
class BelievedClock extends VirtualClock {
  override readonly isDatabaseTime = true;
}

describe.each(databaseNames)('Timers on %s', (name) => {
  let clock: HastyClock;
  let system: DatabaseSystem;
  let config: Config;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    config = await system.newConfig({ GAITA_MODE: 'demo' });
    clock = new HastyClock(Date.UTC(2026, 2, 2, 9));
    server = await PlayServer.start(config, clock);
    await server.deploy(remind);
    await server.deploy(pause);
  });
  afterEach(async () => {
    expect(await server.database.reader.count(timerTable, 'due_at <= ?', [server.clock.now()])).toBe(0);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const timersOf = (instanceId: string) => server.database.reader.find(timerTable, 'instance_id = ?', [instanceId]);
  const outcomeOf = async (instanceId: string) => (await server.history(instanceId)).outcome;

  it('fire when the queue wakes for them', async () => {
    const instanceId = await server.start('pause');
    server.clock.advance(hour - 1);
    expect(await outcomeOf(instanceId)).toBeNull();
    server.clock.advance(1);
    await comesTrue(async () => (await outcomeOf(instanceId)) === 'completed');
    const steps = await server.database.reader.find(journalTable, 'instance_id = ?', [instanceId], { orderBy: 'sequence' });
    expect(steps.map(({ actor }) => actor)).toEqual(['admin', 'system']);
  });

  it('fire once, however many call', async () => {
    const instanceId = await server.start('pause');
    const [timer] = await timersOf(instanceId);
    const fire = server.get(FireTimer);
    expect(accepted(await fire.run(timer!.id))).toEqual({ fired: false });
    server.clock.advance(hour);
    const answers = await Promise.all([
      fire.run(timer!.id),
      fire.run(timer!.id),
      server.get(SweepDueTimers).run(),
      fire.run(timer!.id),
    ]);
    await comesTrue(async () => (await outcomeOf(instanceId)) === 'completed');
    expect((await server.entered(instanceId)).filter((id) => id === 'end')).toHaveLength(1);
    for (const answer of answers) if (isRejection(answer)) expect(answer.code).toBe('timer-not-scheduled');
    expect(refusal(await fire.run(timer!.id))).toMatchObject({
      code: 'timer-not-scheduled',
      details: { timerId: timer!.id },
    });
  });

  it('do not fire before the database says that they are due', async () => {
    const instanceId = await server.start('pause');
    const [timer] = await timersOf(instanceId);
    clock.ahead = hour;
    server.clock.advance(hour);
    expect(accepted(await server.get(FireTimer).run(timer!.id))).toEqual({ fired: false });
    expect(await outcomeOf(instanceId)).toBeNull();
    clock.ahead = 0;
    await comesTrue(async () => {
      await server.get(FireTimer).run(timer!.id);
      return (await outcomeOf(instanceId)) === 'completed';
    });
  });

  it('do not fire in the commit either when the database says so only there', async () => {
    const aDayAhead = new BelievedClock(Date.now() + day);
    const ahead = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }), aDayAhead);
    await ahead.deploy(pause);
    const instanceId = await ahead.start('pause');
    const [timer] = await ahead.database.reader.find(timerTable, 'instance_id = ?', [instanceId]);
    aDayAhead.advance(hour);
    expect(refusal(await ahead.get(FireTimer).run(timer!.id)).code).toBe('too-busy');
    expect((await ahead.history(instanceId)).outcome).toBeNull();
    expect(await ahead.database.reader.count(timerTable, 'instance_id = ?', [instanceId])).toBe(1);
    await ahead.stop();
  });

  it('go with what they watch over', async () => {
    const instanceId = await server.start('remind');
    expect(await timersOf(instanceId)).toHaveLength(1);
    accepted(await server.complete((await server.task(instanceId)).taskId, 'case-handler-1'));
    expect(await timersOf(instanceId)).toEqual([]);
  });

  it('that missed firings of a cycle fire once and go on, on their grid', async () => {
    const instanceId = await server.start('remind');
    const start = server.clock.now();
    const passed = async () => (await server.entered(instanceId)).filter((id) => id === 'reminder').length;
    server.clock.advance(2 * hour + hour / 2);
    await server.get(SweepDueTimers).run();
    await comesTrue(async () => (await passed()) === 1);
    expect(await timersOf(instanceId)).toMatchObject([{ dueAt: start + 3 * hour }]);
    server.clock.advance(hour);
    await server.get(SweepDueTimers).run();
    await comesTrue(async () => (await passed()) === 2);
    expect(await timersOf(instanceId)).toEqual([]);
  });

  it('start a case at each point of their cycle, and are replaced by the next version', async () => {
    const started = () => server.database.reader.count(historyInstanceTable, "process_key = 'daily'");
    await server.deploy(daily('R/P1D'));
    await server.wait(day);
    expect(await started()).toBe(1);
    await server.wait(2 * day);
    expect(await started()).toBe(3);
    await server.deploy(daily('R1/P7D'));
    expect(await server.database.reader.find(startTimerTable, "process_key = 'daily'")).toMatchObject([
      { dueAt: server.clock.now() + 7 * day, cycle: null },
    ]);
    await server.wait(10 * day);
    expect(await started()).toBe(4);
    expect(await server.database.reader.find(startTimerTable, "process_key = 'daily'")).toEqual([]);
    const [last] = await server.database.reader.find(historyInstanceTable, "process_key = 'daily'", [], { limit: 1 });
    expect(last).toMatchObject({ institution: 'dzelmes-novads', startedBy: null, startElementId: 'everyDay' });
    const [step] = await server.database.reader.find(journalTable, 'instance_id = ?', [last!.id]);
    expect(step).toMatchObject({ actor: 'system' });
  });

  it('that fell due while the server was down fire once after its start', async () => {
    const instanceId = await server.start('pause');
    const later = new VirtualClock(server.clock.now() + day);
    await server.stop();
    server = await PlayServer.start(config, later);
    await comesTrue(async () => (await outcomeOf(instanceId)) === 'completed');
    expect((await server.entered(instanceId)).filter((id) => id === 'end')).toHaveLength(1);
  });
});
