import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isRejection } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, hour, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { historyInstanceTable } from '../instances/index.ts';
import { WakeQueue } from '../platform/queue/wake-queue.ts';
import { TakeBackTask } from '../tasks/index.ts';
import { FireStartTimer } from './fire-start-timer.ts';
import { FireTimer } from './fire-timer.ts';
import { SweepDueTimers } from './sweep-due-timers.ts';
import type { StartTimerRow } from './tables.ts';
import { startTimerTable, timerTable } from './tables.ts';
import { crowd, daily, decided, HastyClock, pause, remind, comesTrue } from './testing/timer-models.ts';
import { TimerWatch } from './timer-watch.ts';

describe.each(databaseNames)('Timers on a server whose own sweeps have stopped, on %s,', (name) => {
  let system: DatabaseSystem;
  let unwatched: PlayServer;
  let clockThere: HastyClock;
  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    clockThere = new HastyClock(Date.UTC(2026, 2, 2, 9));
    unwatched = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }), clockThere);
    // they come by real time and might be first
    await unwatched.get(TimerWatch).stop();
    await unwatched.deploy(pause);
    await unwatched.deploy(crowd);
  });
  afterAll(async () => {
    await unwatched?.stop();
    await system?.stop();
  });

  const find = (where: string, ...parameters: string[]) => unwatched.database.reader.find(timerTable, where, parameters);
  const forgotten = async () => {
    const instanceId = await unwatched.start('pause');
    for (const { id } of await find('instance_id = ?', instanceId)) unwatched.get(WakeQueue).cancel('timer', id);
    return instanceId;
  };
  const endOf = async (instanceId: string) => (await unwatched.history(instanceId)).outcome;

  /** What is taken out of the queue meanwhile. */
  const cancelledDuring = async (work: () => Promise<unknown>): Promise<string[]> => {
    const queue = unwatched.get(WakeQueue);
    const cancelled: string[] = [];
    const cancel = queue.cancel.bind(queue);
    queue.cancel = (wake, id) => {
      cancelled.push(`${wake} ${id}`);
      cancel(wake, id);
    };
    await work();
    queue.cancel = cancel;
    return cancelled;
  };

  it('fire by the queue alone, and are taken from it with what they watch over', async () => {
    const instanceId = await unwatched.start('pause');
    clockThere.advance(hour);
    await comesTrue(async () => (await endOf(instanceId)) === 'completed');

    await unwatched.deploy(remind);
    const watched = await unwatched.start('remind');
    const [timer] = await find('instance_id = ?', watched);
    const { taskId } = await unwatched.task(watched);
    expect(await cancelledDuring(() => unwatched.complete(taskId, 'case-handler-1'))).toEqual([`timer ${timer!.id}`]);
    expect(await find('instance_id = ?', watched)).toEqual([]);
  });

  it('start a case at each point of their cycle by the queue alone, one however many call', async () => {
    await unwatched.deploy(daily('R3/PT30M'));
    const started = () => unwatched.database.reader.count(historyInstanceTable, "process_key = 'daily'");
    const scheduled = () => unwatched.database.reader.find(startTimerTable, "process_key = 'daily'");
    const fire = unwatched.get(FireStartTimer);
    const [{ id, dueAt }] = (await scheduled()) as [StartTimerRow];
    clockThere.set(dueAt);
    await comesTrue(async () => (await started()) === 1);
    expect(await scheduled()).toMatchObject([{ id, dueAt: dueAt + hour / 2, claimedUntil: 0 }]);
    clockThere.set(dueAt + hour / 2);
    await comesTrue(async () => (await started()) === 2);
    expect(await scheduled()).toMatchObject([{ id, dueAt: dueAt + hour }]);
    expect(accepted(await fire.run(id))).toEqual({ fired: false });
    // the last one ends the cycle
    clockThere.set(dueAt + hour);
    const answers = await Promise.all([fire.run(id), fire.run(id), fire.run(id)]);
    await comesTrue(async () => (await started()) === 3);
    expect(answers.filter((answer) => !isRejection(answer) && answer.fired).length).toBeLessThanOrEqual(1);
    expect(await scheduled()).toEqual([]);
    expect(refusal(await fire.run(id))).toMatchObject({ code: 'timer-not-scheduled', details: { timerId: id } });
    expect(await started()).toBe(3);
  });

  it('are left to a queue that is about to wake for them, until they are late', async () => {
    const instanceId = await forgotten();
    clockThere.advance(hour + 10_000);
    expect(await unwatched.get(SweepDueTimers).run(15_000)).toBe(0);
    clockThere.advance(5_000);
    expect(await unwatched.get(SweepDueTimers).run(15_000)).toBe(1);
    expect(await endOf(instanceId)).toBe('completed');
  });

  it('are put into the queue again that lost them, those of cases and those that start cases', async () => {
    const early = await forgotten();
    clockThere.advance(1);
    const late = await forgotten();
    await unwatched.get(SweepDueTimers).arm(hour - 1);
    clockThere.advance(hour);
    await comesTrue(async () => (await endOf(early)) === 'completed');
    expect(await endOf(late)).toBeNull();
    expect(await unwatched.get(SweepDueTimers).run()).toBe(1);

    // due in twenty minutes, the next version's in twenty more; a case's own in an hour
    const before = await unwatched.database.reader.count(historyInstanceTable, "process_key = 'daily'");
    const started = async () => (await unwatched.database.reader.count(historyInstanceTable, "process_key = 'daily'")) - before;
    const lost = async () => {
      await unwatched.deploy(daily('R1/PT20M'));
      const [start] = await unwatched.database.reader.find(startTimerTable, "process_key = 'daily'");
      unwatched.get(WakeQueue).cancel('start-timer', start!.id);
      return start!;
    };
    const { dueAt } = await lost();
    const waiting = await unwatched.start('pause');
    expect(await unwatched.get(SweepDueTimers).nextDueAt()).toBe(dueAt);
    await unwatched.get(SweepDueTimers).arm(hour);
    clockThere.advance(hour / 3);
    await comesTrue(async () => (await started()) === 1);
    await lost();
    clockThere.advance(hour / 3);
    expect(await unwatched.get(SweepDueTimers).run()).toBe(1);
    expect(await started()).toBe(2);
    clockThere.advance(hour / 3);
    await comesTrue(async () => (await endOf(waiting)) === 'completed');
    expect(await unwatched.get(SweepDueTimers).nextDueAt()).toBeUndefined();
  });

  it('are tried again of which one could not fire, and hold up no other', async () => {
    const [broken, sound] = [await forgotten(), await forgotten()];
    const [timer] = await find('instance_id = ?', broken);
    const fire = unwatched.get(FireTimer);
    const run = fire.run.bind(fire);
    fire.run = (id) => (id === timer!.id ? Promise.reject(new Error('the database is away')) : run(id));
    clockThere.advance(hour);
    try {
      expect(await unwatched.get(SweepDueTimers).run()).toBe(1);
    } finally {
      fire.run = run;
    }
    expect(await Promise.all([broken, sound].map(endOf))).toEqual([null, 'completed']);
    clockThere.advance(4_000);
    expect(await unwatched.get(SweepDueTimers).run()).toBe(1);
    expect(await endOf(broken)).toBe('completed');
  });

  it('are in the queue again when what ended them is taken back', async () => {
    await unwatched.deploy(decided);
    const instanceId = await unwatched.start('decided');
    const { taskId } = await unwatched.task(instanceId);
    const ann = 'case-handler-1';
    accepted(await unwatched.complete(taskId, ann));
    const [armed, ...more] = await find('instance_id = ?', instanceId);
    expect([armed!.elementId, more]).toEqual(['undecided', []]);
    const takeBack = async () =>
      accepted(await unwatched.get(TakeBackTask).run(unwatched.command(ann), await unwatched.as(ann), taskId));
    expect(await cancelledDuring(takeBack)).toEqual([`timer ${armed!.id}`]);
    clockThere.advance(hour);
    await comesTrue(async () => (await unwatched.entered(instanceId)).includes('tooLate'));
  });

  it('fire in one sweep, however many are due', async () => {
    const instanceId = await unwatched.start('crowd', { n: 101 });
    const due = await find('instance_id = ?', instanceId);
    expect(due).toHaveLength(101);
    for (const { id } of due) unwatched.get(WakeQueue).cancel('timer', id);
    clockThere.advance(hour);
    expect(await unwatched.get(SweepDueTimers).run()).toBe(101);
    expect(await endOf(instanceId)).toBe('completed');
  });

  it('wait for the next sweep when the one that would fire them cannot', async () => {
    const instanceId = await forgotten();
    clockThere.advance(hour);
    clockThere.ahead = hour;
    expect(await unwatched.get(SweepDueTimers).run()).toBe(0);
    clockThere.ahead = 0;
    expect(await unwatched.get(SweepDueTimers).run()).toBe(0);
    // what a sweep has claimed is another's again after its claim
    clockThere.advance(4_000);
    expect(await unwatched.get(SweepDueTimers).run()).toBe(1);
    expect(await endOf(instanceId)).toBe('completed');
  });
});
