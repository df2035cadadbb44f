import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Rejection } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, hour, refusal } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { DutyStage } from '../duties/testing/duty-stage.ts';
import type { Actor } from '../identity/index.ts';
import { Committer } from '../platform/committer.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { AssignTask } from './assign-task.ts';
import { CompleteTask } from './complete-task.ts';
import { AskOpinion } from './opinions/ask-opinion.ts';
import type { TaskRow } from './tables.ts';
import { taskTable } from './tables.ts';
import { TakeBackTask } from './take-back/take-back-task.ts';
import { UnclaimTask } from './unclaim-task.ts';

const models = [
  smallModel('plain', [userTask('check', 'case-handler'), userTask('decide', 'decision-maker')]),
  smallModel('outside', [userTask('approve', 'accounting')]),
  smallModel('two-roles', [userTask('approve', 'case-handler,finance')]),
  smallModel('of-people', [['answer', '<userTask id="answer" camunda:candidateUsers="lawyer-1"/>']]),
  smallModel('joint', [userTask('draft', 'case-handler', 'gaita:joint="case-handler,finance"'), userTask('after', 'finance')]),
  smallModel('agreed', [userTask('plan', 'case-handler', 'gaita:consulted="finance!,lawyer!,decision-maker"')]),
  smallModel(
    'late',
    [userTask('answer', 'case-handler')],
    `<boundaryEvent id="tooLate" attachedToRef="answer"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
     <endEvent id="gone"/><sequenceFlow id="to-gone" sourceRef="tooLate" targetRef="gone"/>`,
  ),
];
const [ann, ben, head] = ['case-handler-1', 'case-handler-2', 'department-head-1'] as const;

interface Run {
  run(command: Command, actor: Actor, taskId: string, ...rest: never[]): Promise<unknown>;
}

describe('What people and clients are told when a task is not theirs to work on', () => {
  let system: DatabaseSystem;
  let stage: DutyStage;
  let now: string;

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
    now = new Date(stage.server.clock.now()).toISOString();
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
  const complete = async (taskId: string, by: string, values = {}) => refusal(await stage.server.complete(taskId, by, values));
  const said = (code: string, message: string, details?: object) => ({
    rejected: true,
    code,
    message,
    ...(details && { details }),
  });

  it('names whose the task is, by roles or not, and since when', async () => {
    const { taskId, institution } = await held();
    expect(refusal(await stage.claim(taskId, ben))).toMatchObject(
      said('task-claimed-by-other', `Task ${taskId} is with ${ann} since ${now}. Ask them to hand it over.`, {
        taskId,
        assignee: ann,
        since: stage.server.clock.now(),
      }),
    );
    expect(refusal(await stage.claim(taskId, 'decision-maker-1'))).toMatchObject(
      said('not-allowed', `Task ${taskId} is for whoever holds case-handler in ${institution}.`, {
        taskId,
        candidateGroups: ['case-handler'],
        candidateUsers: [],
      }),
    );
    const both = await open('two-roles');
    expect(refusal(await stage.claim(both.taskId, 'lawyer-1')).message).toBe(
      `Task ${both.taskId} is for whoever holds case-handler or finance in ${institution}.`,
    );
    const people = await open('of-people');
    expect(refusal(await stage.claim(people.taskId, head))).toMatchObject(
      said('not-allowed', `Task ${people.taskId} is for others.`, { candidateGroups: [], candidateUsers: ['lawyer-1'] }),
    );
    expect(refusal(await stage.claim('gone', ann))).toMatchObject(
      said('task-unknown', 'No task has the id gone.', { taskId: 'gone' }),
    );
  });

  it('says who completed the task and when, or what became of it', async () => {
    const done = await open();
    accepted(await stage.server.complete(done.taskId, ann));
    const at = stage.server.clock.now();
    const { instanceId } = done;
    expect(await complete(done.taskId, ben)).toMatchObject(
      said('task-already-completed', `Task ${done.taskId} was completed by ${ann} at ${now}.`, {
        taskId: done.taskId,
        instanceId,
        completedBy: ann,
        completedAt: at,
      }),
    );
    expect((await complete(done.taskId, 'case-handler-3')).code).toBe('task-unknown');
    const next = await stage.server.task(instanceId);
    accepted(await run(TakeBackTask, ann, done.taskId));
    expect(await complete(next.taskId, 'decision-maker-1')).toMatchObject(
      said('task-withdrawn', `Task ${next.taskId} was withdrawn at ${now}: the step before it was taken back.`, {
        taskId: next.taskId,
        instanceId,
        withdrawnAt: at,
      }),
    );
    const late = await open('late');
    await stage.server.wait(hour);
    const later = stage.server.clock.now();
    expect(await complete(late.taskId, ann)).toMatchObject(
      said(
        'task-withdrawn',
        `Task ${late.taskId} was withdrawn at ${new Date(later).toISOString()}: the case went on without it.`,
        { taskId: late.taskId, instanceId: late.instanceId, withdrawnAt: later },
      ),
    );
    const canceled = await open();
    await stage.post('admin', `/api/v1/cases/${canceled.instanceId}/cancel`, { reason: 'Sent twice' }).expect(200);
    expect((await complete(canceled.taskId, ann)).message).toContain(': the case went on without it.');
  });

  it('says so where there is no such task, whatever is to be done with it', async () => {
    for (const type of [AssignTask, UnclaimTask, TakeBackTask] as const)
      expect(await refused(type, 'admin', 'none', ben)).toMatchObject({ code: 'task-unknown', details: { taskId: 'none' } });
    expect((await refused(AskOpinion, ann, 'none', { role: 'lawyer' })).code).toBe('task-unknown');
    expect((await refused(CompleteTask, ann, 'none', { variables: {}, checkForm: false })).code).toBe('task-unknown');
  });

  it('says who has signed, to signers and to those who would sign twice', async () => {
    const first = await open('joint');
    accepted(await stage.server.complete(first.taskId, ann));
    const second = await stage.server.task(first.instanceId);
    expect(await complete(second.taskId, ann)).toMatchObject(
      said('already-signed', `You signed this task at ${now}; somebody else signs next.`, {
        taskId: second.taskId,
        signedAt: stage.server.clock.now(),
      }),
    );
    accepted(await stage.server.complete(second.taskId, ben));
    expect(await complete(second.taskId, head)).toMatchObject(
      said('task-already-completed', `Task ${second.taskId} was completed by ${ben} at ${now}.`, {
        completedBy: ben,
        completedAt: stage.server.clock.now(),
      }),
    );
    const last = await stage.server.task(first.instanceId);
    expect(
      await refused(CompleteTask, 'finance-1', last.taskId, { variables: {}, isOpinion: true, checkForm: true }),
    ).toMatchObject(said('invalid-request', `Task ${last.taskId} asks for no opinion.`, { taskId: last.taskId }));
    const unsigned = await held(ann, 'joint');
    expect(
      await refused(CompleteTask, ann, unsigned.taskId, { variables: {}, returnReason: 'Why', checkForm: true }),
    ).toMatchObject(
      said('invalid-request', `Task ${unsigned.taskId} waits for no signature, so there is nobody to return it to.`, {
        taskId: unsigned.taskId,
      }),
    );
  });

  it('tells who may hand a task back or assign it', async () => {
    const { taskId, institution } = await held();
    expect(await refused(UnclaimTask, ben, taskId)).toMatchObject(
      said('not-allowed', `Task ${taskId} is with ${ann}; only they or an administrator hand it back.`, {
        taskId,
        assignee: ann,
      }),
    );
    const free = await open();
    expect(await refused(UnclaimTask, ann, free.taskId)).toMatchObject(
      said('task-not-claimed', `Nobody holds task ${free.taskId}.`, { taskId: free.taskId }),
    );
    const outside = await open('outside');
    expect(await refused(AssignTask, head, outside.taskId, ben)).toMatchObject(
      said('not-allowed', `Only an administrator of ${institution} assigns tasks.`, { taskId: outside.taskId }),
    );
    expect(await refused(AssignTask, 'admin', outside.taskId, 'nobody')).toMatchObject(
      said('not-found', 'Nobody has the account nobody.', { account: 'nobody' }),
    );
    const both = await open('two-roles');
    expect(await refused(AssignTask, 'admin', both.taskId, ben)).toMatchObject(
      said('not-allowed', `Task ${both.taskId} is for case-handler or finance: whoever holds the role claims it.`, {
        taskId: both.taskId,
        candidateGroups: ['case-handler', 'finance'],
      }),
    );
  });

  it('tells who is asked for an opinion, and what an opinion is', async () => {
    const { taskId, institution, instanceId } = await held();
    expect(await refused(AskOpinion, ben, taskId, { role: 'lawyer' })).toMatchObject(
      said('not-allowed', `Who is to complete task ${taskId} asks for opinions on it.`, { taskId }),
    );
    expect(await refused(AskOpinion, ann, taskId, { account: ann })).toMatchObject(said('invalid-request', 'Ask somebody else.'));
    expect(await refused(AskOpinion, ann, taskId, { account: 'nobody' })).toMatchObject(
      said('not-found', `Nobody of ${institution} has the account nobody.`),
    );
    await stage.takeRole('top-management-1', 'top-management');
    expect(await refused(AskOpinion, ann, taskId, { role: 'top-management' })).toMatchObject(
      said('not-found', `Nobody holds top-management in ${institution}.`, { role: 'top-management' }),
    );
    accepted((await run(AskOpinion, ann, taskId, { role: 'lawyer' })) as Rejection);
    expect(await refused(AskOpinion, ann, taskId, { role: 'lawyer' })).toMatchObject(
      said('invalid-request', 'They have been asked and have not answered yet.', { role: 'lawyer' }),
    );
    const opinion = (await stage.server.tasks(instanceId)).find(({ opinionOf }) => opinionOf !== null)!;
    expect(await refused(AskOpinion, 'lawyer-1', opinion.taskId, { role: 'finance' })).toMatchObject(
      said('invalid-request', 'An opinion is not asked about an opinion.'),
    );
    expect(await complete(opinion.taskId, 'lawyer-1', { opinion: 'maybe' })).toMatchObject(
      said('invalid-request', 'An opinion is "agree", "disagree" or "none".', { opinion: 'maybe' }),
    );
    for (const explanation of [undefined, ' ', 5])
      expect(await complete(opinion.taskId, 'lawyer-1', { opinion: 'disagree', explanation })).toMatchObject(
        said('invalid-request', 'Say why you disagree.', { field: 'explanation' }),
      );
  });

  it('asks at most fifty opinions on a task', async () => {
    const { taskId, id, revision } = await held();
    const given = { account: 'lawyer-1', at: 0, opinion: 'none' } as const;
    const consulted = Array.from({ length: 50 }, (_, each) => ({ id: `${id}.${each}`, required: false, askedAt: 0, given }));
    const changes = new RowChanges();
    const guards = [changes.revise(taskTable, { id, revision }, { consulted })];
    const plan = { guards, changes: changes.list(), commands: [], answer: undefined, afterCommit: [] };
    await stage.server.get(Committer).commit(plan);
    expect(await refused(AskOpinion, ann, taskId, { role: 'lawyer' })).toMatchObject(
      said('invalid-request', 'At most 50 opinions are asked.'),
    );
  });

  it('names the roles whose agreement is missing, and those who disagreed', async () => {
    const instanceId = await stage.server.start('agreed');
    const tasks = await stage.server.tasks(instanceId);
    const { taskId } = tasks.find(({ opinionOf }) => opinionOf === null)!;
    const of = (role: string) => tasks.find(({ candidateGroups }) => candidateGroups[0] === role)!.taskId;
    expect(await complete(taskId, ann)).toMatchObject(
      said('agreement-missing', `Task ${taskId} needs the agreement of finance, lawyer first.`, {
        taskId,
        roles: ['finance', 'lawyer'],
        disagreed: [],
      }),
    );
    accepted(await stage.server.complete(of('finance'), 'finance-1', { opinion: 'agree' }));
    accepted(await stage.server.complete(of('lawyer'), 'lawyer-1', { opinion: 'disagree', explanation: 'No law.' }));
    expect((await complete(taskId, ann)).details).toEqual({ taskId, roles: ['lawyer'], disagreed: ['lawyer'] });
    await stage.giveRole('finance-1', 'case-handler');
    expect(await complete(taskId, 'finance-1')).toMatchObject({ code: 'agreement-missing' });
    accepted((await run(AskOpinion, ann, taskId, { role: 'lawyer' })) as Rejection);
    const again = (await stage.server.tasks(instanceId)).find(({ candidateGroups }) => candidateGroups[0] === 'lawyer')!;
    accepted(await stage.server.complete(again.taskId, 'lawyer-1', { opinion: 'agree' }));
    expect(await complete(taskId, 'finance-1')).toMatchObject(
      said('own-agreement', `Who completes task ${taskId} and who agrees to it must be two people.`, { taskId }),
    );
    await stage.takeRole('finance-1', 'case-handler');
    accepted(await stage.server.complete(taskId, ann));
  });

  it('says why a completion cannot be taken back', async () => {
    const task = await open();
    expect(await refused(TakeBackTask, ann, task.taskId)).toMatchObject(
      said('cannot-take-back', `Task ${task.taskId} is open.`, { taskId: task.taskId, reason: 'not-completed' }),
    );
    accepted(await stage.server.complete(task.taskId, ann));
    const at = stage.server.clock.now();
    expect(await refused(TakeBackTask, ben, task.taskId)).toMatchObject(
      said('cannot-take-back', `Task ${task.taskId} was completed by ${ann}; only they take it back.`, {
        taskId: task.taskId,
        reason: 'not-yours',
        account: ann,
        at,
      }),
    );
    const next = await stage.server.task(task.instanceId);
    accepted(await stage.claim(next.taskId, 'decision-maker-1'));
    expect(await refused(TakeBackTask, ann, task.taskId)).toMatchObject(
      said(
        'cannot-take-back',
        `Task ${task.taskId} cannot be taken back: somebody has taken the task that followed (decision-maker-1) at ${now}.`,
        { taskId: task.taskId, reason: 'task-claimed', account: 'decision-maker-1', at, name: 'decide', elementId: 'decide' },
      ),
    );
    accepted(await stage.server.complete(next.taskId, 'decision-maker-1'));
    expect(await refused(TakeBackTask, ann, task.taskId)).toMatchObject(
      said('cannot-take-back', `Task ${task.taskId} cannot be taken back: the case has ended.`, { reason: 'case-ended' }),
    );
    const late = await open('late');
    await stage.server.wait(hour);
    expect(await refused(TakeBackTask, ann, late.taskId)).toMatchObject(
      said('cannot-take-back', `Nobody has completed task ${late.taskId}.`, { taskId: late.taskId, reason: 'not-completed' }),
    );
  });
});
