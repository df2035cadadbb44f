import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { accepted, PlayServer, refusal } from '../../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../../test/support/small-model.ts';
import type { Overtaken } from '../../instances/index.ts';
import { Instances } from '../../instances/index.ts';
import { rejected } from '@gaita/contracts';
import { ClaimTask } from '../claim-task.ts';
import { PlanWork } from '../hands/plan-work.ts';
import { ShowTask } from '../show-task.ts';
import { CheckTakeBack } from './check-take-back.ts';
import { TakeBackTask } from './take-back-task.ts';

const models = [
  smallModel('review', [userTask('check', 'case-handler'), userTask('decide', 'decision-maker')]),
  smallModel('own', [userTask('first', 'case-handler'), userTask('second', 'case-handler'), userTask('third', 'finance')]),
  smallModel('nameless', [
    userTask('check', 'case-handler'),
    ['act', '<userTask id="act" camunda:candidateGroups="decision-maker"/>'],
  ]),
  smallModel('joint', [userTask('draft', 'case-handler', 'gaita:joint="finance"'), userTask('after', 'finance')]),
];
const [ann, head] = ['case-handler-1', 'department-head-1'] as const;

describe('Why a completion cannot be taken back any more', () => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of models) await server.deploy(model);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const takeBack = async (taskId: string, by: string = ann) =>
    server.get(TakeBackTask).run(server.command(by), await server.as(by), taskId);
  const view = async (taskId: string, by: string = ann) => server.get(TakeBackTask).view(await server.as(by), taskId);
  const completed = async (processKey = 'review') => {
    const instanceId = await server.start(processKey);
    const { taskId } = await server.task(instanceId);
    accepted(await server.complete(taskId, ann));
    return { taskId, instanceId };
  };
  const stubbed = async (found: Overtaken, work: () => Promise<unknown>) => {
    const check = server.get(CheckTakeBack);
    Object.assign(check, { run: async () => found });
    await work();
    delete (check as Partial<CheckTakeBack>).run;
  };

  it.each<[Overtaken['reason'], string]>([
    ['not-completed', 'it is not completed'],
    ['not-yours', 'somebody else completed it'],
    ['case-ended', 'the case has ended'],
    ['task-claimed', 'somebody has taken the task that followed'],
    ['task-opened', 'somebody has opened the task that followed'],
    ['task-changed', 'the task that followed has changed'],
    ['task-completed', 'another task of the case was completed since'],
    ['timer-fired', 'a date of the case has come since'],
    ['job-taken', 'something has been sent or done already'],
    ['delivered', 'another case has been told already'],
    ['message-arrived', 'a message has arrived since'],
    ['case-moved-on', 'the case has gone on since'],
  ])('is said in words: %s', async (reason, words) => {
    const { taskId } = await completed();
    const at = Date.UTC(2026, 2, 2, 9);
    await stubbed({ reason, account: 'anna', at }, async () =>
      expect(refusal(await takeBack(taskId))).toMatchObject({
        message: `Task ${taskId} cannot be taken back: ${words} (anna) at 2026-03-02T09:00:00.000Z.`,
        details: { taskId, reason, account: 'anna', at },
      }),
    );
    await stubbed({ reason }, async () => {
      expect(refusal(await takeBack(taskId)).message).toBe(`Task ${taskId} cannot be taken back: ${words}.`);
      expect(await view(taskId)).toEqual({ possible: false, reason });
    });
  });

  it('is what somebody did to the task that followed: planned it, opened it, took it', async () => {
    const changed = await completed();
    const next = await server.task(changed.instanceId);
    accepted(await server.get(PlanWork).priority(server.command(head), await server.as(head), next.taskId, 90));
    const what = { name: 'decide', elementId: 'decide' };
    expect(await view(changed.taskId)).toEqual({ possible: false, reason: 'task-changed', ...what });
    const opened = await completed();
    accepted(await server.get(ShowTask).run(await server.as('decision-maker-1'), (await server.task(opened.instanceId)).taskId));
    const at = server.clock.now();
    server.clock.advance(1_000);
    expect(await view(opened.taskId)).toEqual({
      possible: false,
      reason: 'task-opened',
      ...what,
      account: 'decision-maker-1',
      at,
    });
    const nameless = await completed('nameless');
    accepted(
      await server
        .get(ClaimTask)
        .run(server.command(), await server.as('decision-maker-1'), (await server.task(nameless.instanceId)).taskId),
    );
    expect(await view(nameless.taskId)).toMatchObject({ reason: 'task-claimed', name: 'act', elementId: 'act' });
  });

  it('is not that they took the next task themselves, nor looked at it', async () => {
    const { taskId, instanceId } = await completed('own');
    const next = await server.task(instanceId);
    accepted(await server.get(ShowTask).run(await server.as(ann), next.taskId));
    accepted(await server.get(ClaimTask).run(server.command(ann), await server.as(ann), next.taskId));
    expect(await view(taskId)).toEqual({ possible: true });
    accepted(await takeBack(taskId));
    expect(await server.task(instanceId)).toMatchObject({ taskId, elementId: 'first' });
  });

  it('is that the case went on otherwise, by whom and when', async () => {
    const { taskId, instanceId } = await completed();
    server.clock.advance(1_000);
    const write = (by: string) =>
      server.get(Instances).command(server.command(by), instanceId, () => ({
        trigger: { type: 'writeVariables', variables: { n: 1 } },
        answer: () => null,
      }));
    accepted(await write('admin'));
    expect(await view(taskId)).toEqual({ possible: false, reason: 'case-moved-on', account: 'admin', at: server.clock.now() });
    const other = await completed();
    accepted(
      await server.get(Instances).command(server.command(), other.instanceId, () => ({
        trigger: { type: 'writeVariables', variables: { n: 1 } },
        answer: () => null,
      })),
    );
    expect(await view(other.taskId)).toEqual({ possible: false, reason: 'case-moved-on', at: server.clock.now() });
  });

  it('is that it is open, unknown, another person’s or of a case that has ended', async () => {
    const open = await server.task(await server.start('review'));
    expect(await view(open.taskId)).toEqual({ possible: false, reason: 'not-completed' });
    expect(refusal(await view('none')).code).toBe('task-unknown');
    const { taskId, instanceId } = await completed();
    expect(await view(taskId, 'case-handler-2')).toEqual({ possible: false, reason: 'not-yours' });
    expect(refusal(await view(taskId, 'case-handler-3')).code).toBe('task-unknown');
    accepted(await server.complete((await server.task(instanceId)).taskId, 'decision-maker-1'));
    expect(await view(taskId)).toEqual({ possible: false, reason: 'case-ended' });
  });

  it.each(['instance-unknown', 'instance-ended'] as const)('is that the case ended at this moment: %s', async (code) => {
    const { taskId } = await completed();
    const instances = server.get(Instances);
    const answering = (answer: unknown) => Object.assign(instances, { command: async () => answer });
    answering(rejected(code, 'Over.'));
    const ended = await takeBack(taskId);
    answering(rejected('too-busy', 'Later.'));
    const busy = await takeBack(taskId);
    delete (instances as Partial<Instances>).command;
    expect(refusal(ended)).toMatchObject({ code: 'cannot-take-back', details: { taskId, reason: 'case-ended' } });
    expect(refusal(busy)).toMatchObject({ code: 'too-busy', message: 'Later.' });
  });

  it('does not keep who asks again under the same key from the answer', async () => {
    const { taskId } = await completed();
    const command = { ...server.command(ann), idempotencyKey: `back-${taskId}`, hash: 'h' };
    const run = async (id: string) => server.get(TakeBackTask).run({ ...command, id }, await server.as(ann), taskId);
    const first = accepted(await run(`${taskId}-1`));
    expect(accepted(await run(`${taskId}-2`))).toEqual(first);
  });

  it('of a signature is for who signed: the turn, not the task', async () => {
    const { taskId, instanceId } = await completed('joint');
    const turn = await server.task(instanceId);
    accepted(await server.complete(turn.taskId, 'finance-1'));
    expect(await view(turn.taskId, 'finance-1')).toEqual({ possible: true });
    expect(await view(turn.taskId, 'finance-2')).toEqual({ possible: false, reason: 'not-yours' });
    accepted(await takeBack(turn.taskId, 'finance-1'));
    expect(await view(taskId)).toMatchObject({ possible: false });
    expect(await server.task(instanceId)).toMatchObject({ taskId: turn.taskId });
  });
});
