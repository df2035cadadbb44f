import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Rejection } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { accepted, day, refusal } from '../../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../../test/support/small-model.ts';
import { DutyStage } from '../../duties/testing/duty-stage.ts';
import type { Actor } from '../../identity/index.ts';
import type { Command } from '../../platform/write-plan.ts';
import { AskHandover } from './ask-handover.ts';
import { DelegateTask } from './delegate-task.ts';
import { PassOnTask } from './pass-on-task.ts';
import { PlanWork } from './plan-work.ts';
import { ResolveTask } from './resolve-task.ts';
import type { TaskRow } from '../tables.ts';

const models = [
  smallModel('plain', [userTask('check', 'case-handler'), userTask('decide', 'decision-maker')]),
  smallModel('two-roles', [userTask('approve', 'case-handler,finance')]),
  smallModel('by-law', [userTask('answer', 'case-handler', 'gaita:due="legal: administrative-act"')]),
];
const [ann, ben, head] = ['case-handler-1', 'case-handler-2', 'department-head-1'] as const;

interface Run {
  run(command: Command, actor: Actor, taskId: string, ...rest: never[]): Promise<unknown>;
}

describe('What people and clients are told when a task is not theirs to give away or to plan', () => {
  let system: DatabaseSystem;
  let stage: DutyStage;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    stage = await DutyStage.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of models) await stage.server.deploy(model);
  });
  afterAll(async () => {
    await stage?.server.stop();
    await system?.stop();
  });
  beforeEach(() => {
    stage.server.clock.advance(90_000);
  });

  const open = async (processKey = 'plain', variables = {}): Promise<TaskRow> =>
    stage.server.task(await stage.server.start(processKey, variables));
  const held = async (by: string = ann, processKey = 'plain'): Promise<TaskRow> => {
    const { taskId, instanceId } = await open(processKey);
    accepted(await stage.claim(taskId, by));
    return stage.server.task(instanceId);
  };
  const run = async (type: abstract new (...parameters: never[]) => Run, by: string, taskId: string, ...rest: unknown[]) =>
    stage.server.get(type).run(stage.server.command(by), await stage.server.as(by), taskId, ...(rest as never[]));
  const refused = async (...parameters: Parameters<typeof run>): Promise<Rejection> => refusal(await run(...parameters));
  const plan = async (by: string, change: 'followUp' | 'priority' | 'due', taskId: string, value: unknown) =>
    refusal(
      await stage.server.get(PlanWork)[change](stage.server.command(by), await stage.server.as(by), taskId, value as never),
    );
  const complete = async (taskId: string, by: string, values = {}) => refusal(await stage.server.complete(taskId, by, values));
  const said = (code: string, message: string, details?: object) => ({
    rejected: true,
    code,
    message,
    ...(details && { details }),
  });

  it('tells who may pass a task on, and to whom', async () => {
    const { taskId, institution } = await held();
    const roles = ['department-head', 'administrator'];
    const whoever = `only who holds it, a department head or an administrator of ${institution} passes it on.`;
    expect(await refused(PassOnTask, ben, taskId, ben)).toMatchObject(
      said('not-allowed', `Task ${taskId} is with ${ann}; ${whoever}`, { taskId, assignee: ann, roles }),
    );
    const free = await open();
    expect((await refused(PassOnTask, ben, free.taskId, ben)).message).toBe(`Task ${free.taskId} is with nobody yet; ${whoever}`);
    expect(await refused(PassOnTask, ann, taskId, 'nobody')).toMatchObject(
      said('not-found', 'Nobody has the account nobody.', { account: 'nobody' }),
    );
    const both = await held(ann, 'two-roles');
    expect(await refused(PassOnTask, ann, both.taskId, 'lawyer-1')).toMatchObject(
      said('not-allowed', `lawyer-1 may not do task ${both.taskId}: it is for case-handler or finance.`, {
        account: 'lawyer-1',
        candidateGroups: ['case-handler', 'finance'],
      }),
    );
  });

  it('tells what becomes of a delegated task, and who may delegate', async () => {
    const free = await open();
    expect(await refused(DelegateTask, head, free.taskId, ben)).toMatchObject(
      said(
        'task-not-claimed',
        `Nobody holds task ${free.taskId}, so nobody would get it back: pass it on instead of delegating it.`,
        { taskId: free.taskId },
      ),
    );
    const { taskId } = await held();
    expect(await refused(ResolveTask, ann, taskId)).toMatchObject(
      said('task-not-delegated', `Task ${taskId} is delegated to nobody.`, { taskId }),
    );
    accepted((await run(DelegateTask, ann, taskId, ben)) as Rejection);
    expect(await complete(taskId, ben)).toMatchObject(
      said('task-delegated', `A delegated task cannot be completed: give task ${taskId} back to ${ann} first.`, {
        taskId,
        owner: ann,
      }),
    );
    expect(await refused(ResolveTask, ann, taskId)).toMatchObject(
      said('not-allowed', `Task ${taskId} is delegated to ${ben}; only they give it back.`, { taskId, assignee: ben }),
    );
    expect(await refused(ResolveTask, head, taskId, { variables: { found: 1 } })).toMatchObject({ code: 'not-allowed' });
  });

  it('tells who asks whom for a task', async () => {
    const free = await open();
    expect(await refused(AskHandover, ben, free.taskId)).toMatchObject(
      said('task-not-claimed', `Nobody holds task ${free.taskId}: claim it.`, { taskId: free.taskId }),
    );
    const { taskId } = await held(ann, 'two-roles');
    expect(await refused(AskHandover, ann, taskId)).toMatchObject(
      said('invalid-request', `You hold task ${taskId} already.`, { taskId }),
    );
    expect(await refused(AskHandover, head, taskId)).toMatchObject(
      said('not-allowed', `Task ${taskId} is for case-handler or finance.`, {
        taskId,
        candidateGroups: ['case-handler', 'finance'],
      }),
    );
  });

  it('says so where there is no such task', async () => {
    for (const [type, ...rest] of [[PassOnTask, ben], [DelegateTask, ben], [ResolveTask], [AskHandover]] as const)
      expect(await refused(type, ann, 'none', ...rest)).toMatchObject({ code: 'task-unknown', details: { taskId: 'none' } });
    for (const [change, value] of [
      ['followUp', { clear: true }],
      ['priority', 90],
      ['due', null],
    ] as const)
      expect((await plan(head, change, 'none', value)).code).toBe('task-unknown');
  });

  it('tells who plans the work, and what a law has planned', async () => {
    const { taskId, institution } = await held();
    const at = stage.server.clock.now();
    expect(await plan(ben, 'followUp', taskId, { at: at + day })).toMatchObject(
      said('not-allowed', `Who holds task ${taskId} says when it is looked at again.`, { taskId }),
    );
    expect(await plan(ann, 'followUp', taskId, { at })).toMatchObject(said('invalid-request', 'Choose a day to come.', { at }));
    const roles = ['department-head', 'administrator'];
    const lead = `Only a department head or an administrator of ${institution} changes`;
    expect(await plan(ann, 'priority', taskId, 90)).toMatchObject(
      said('not-allowed', `${lead} how urgent a task is.`, { taskId, roles }),
    );
    expect(await plan(ann, 'due', taskId, at)).toMatchObject(
      said('not-allowed', `${lead} when a task is due.`, { taskId, roles }),
    );
    const legal = await open('by-law');
    const why = legal.legalBasis ?? legal.dueRule!;
    expect(await plan(head, 'due', legal.taskId, at + day)).toMatchObject(
      said('not-allowed', `Task ${legal.taskId} is due by ${why}: extend the case's deadline instead.`, {
        taskId: legal.taskId,
        legalBasis: legal.legalBasis,
      }),
    );
  });
});
