import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, refusal } from '../../../../test/support/play-server.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { TakeBackTask } from '../tasks/take-back/take-back-task.ts';
import { dutyActTable, dutyNoteTable } from './tables.ts';
import { DutyStage } from './testing/duty-stage.ts';

const both = 'case-handler-1';
const permit = smallModel('permit', [userTask('draft', 'case-handler'), userTask('decide', 'decision-maker')]);
const appeal = smallModel('appeal', [userTask('review', 'appeal-reviewer')]);
const calling = smallModel('calling', [
  ['prepare', '<callActivity id="prepare" calledElement="prepared"/>'],
  userTask('decide', 'decision-maker'),
]);
const called = smallModel('prepared', [userTask('draft', 'case-handler')]);
const besides = modelFile(
  'besides',
  `<startEvent id="start"/><parallelGateway id="fork"/>${userTask('draft', 'case-handler')[1]}${userTask('decide', 'decision-maker')[1]}
   <endEvent id="end"/><sequenceFlow id="a" sourceRef="start" targetRef="fork"/><sequenceFlow id="b" sourceRef="fork" targetRef="draft"/>
   <sequenceFlow id="c" sourceRef="fork" targetRef="decide"/><sequenceFlow id="d" sourceRef="draft" targetRef="end"/>
   <sequenceFlow id="e" sourceRef="decide" targetRef="end"/>`,
);
const named = smallModel('named', [
  userTask('draft', 'case-handler'),
  userTask('decide', 'decision-maker', 'camunda:assignee="${who}"'),
]);
const signed = smallModel('signed', [userTask('draft', 'case-handler', 'gaita:joint="decision-maker"')]);

describe.each(databaseNames)('Nobody decides on what they prepared themselves, on %s', (name) => {
  let system: DatabaseSystem;
  let stage: DutyStage;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    stage = await DutyStage.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of [permit, appeal, called, calling, besides, named, signed]) await stage.server.deploy(model);
    await stage.giveRole(both, 'decision-maker');
  });
  afterAll(async () => {
    await stage?.server.stop();
    await system?.stop();
  });
  beforeEach(() => stage.back());

  /** A case whose decision waits, drafted by somebody. */
  const drafted = async (by = both, businessKey?: string) => {
    const instanceId = await stage.server.start('permit', {}, 'admin', businessKey);
    await stage.complete(instanceId, 'draft', by);
    return { instanceId, task: await stage.server.task(instanceId) };
  };
  const conflict = { code: 'role-conflict' };

  it('keeps who did what in which role', async () => {
    const { instanceId } = await drafted();
    expect(await stage.server.database.reader.find(dutyActTable, 'instance_id = ?', [instanceId])).toEqual([
      expect.objectContaining({ role: 'case-handler', account: both, actedBy: both, kind: 'completed', elementId: 'draft' }),
    ]);
  });

  it('not by a claim: the refusal says what was done, where, and why that is in the way', async () => {
    const { task, instanceId } = await drafted();
    const refused = refusal(await stage.claim(task.taskId, both));
    expect(refused).toMatchObject(conflict);
    expect(refused.message).toBe(
      'You cannot do this as Decision-maker: you did “draft” as Case handler in the same case. Four eyes: whoever prepares a decision does not take it.',
    );
    expect(refused.details).toMatchObject({
      account: both,
      conflict: {
        pair: { a: 'case-handler', b: 'decision-maker', scope: 'case', level: 'hard', own: false },
        role: 'decision-maker',
        against: 'case-handler',
        why: 'acted',
        where: { instanceId, elementId: 'draft', name: 'draft' },
      },
    });
    await stage.post(both, `/api/v1/tasks/${task.taskId}/claim`, { conflictReason: 'Nobody else is there.' }).expect(403);
    expect(refusal(await stage.claim(task.taskId, both))).toMatchObject(conflict);
    expect(await stage.server.database.reader.find(dutyNoteTable, 'root_instance_id = ?', [instanceId])).toEqual([
      expect.objectContaining({ kind: 'blocked', account: both, act: 'claim', elementId: 'decide' }),
    ]);
    accepted(await stage.claim(task.taskId, 'decision-maker-1'));
  });

  it('not by completing it unclaimed, in /api/v1, by Camunda’s complete or its form', async () => {
    const { task } = await drafted();
    await stage.post(both, `/api/v1/tasks/${task.taskId}/complete`).expect(403);
    await stage.post(both, `/engine-rest/task/${task.taskId}/complete`).expect(403);
    await stage.post(both, `/engine-rest/task/${task.taskId}/submit-form`).expect(403);
    await stage.post(both, `/engine-rest/task/${task.taskId}/claim`, { userId: both }).expect(403);
    expect(await stage.server.task(task.instanceId)).toMatchObject({ elementId: 'decide', assignee: null });
  });

  it('not because somebody gives it to them: assigned, delegated, passed on', async () => {
    const { task } = await drafted();
    for (const kind of ['assign', 'delegate'] as const) {
      expect(await stage.check('admin', { kind, account: both, task })).toMatchObject(conflict);
      expect(await stage.check('admin', { kind, account: 'decision-maker-2', task })).toBeUndefined();
    }
    await stage.post('admin', `/engine-rest/task/${task.taskId}/claim`, { userId: both }).expect(403);
  });

  it('not as a substitute of the one who decides', async () => {
    const { task } = await drafted('case-handler-2');
    await stage.absent('decision-maker-1', 'case-handler-2');
    expect(refusal(await stage.claim(task.taskId, 'case-handler-2'))).toMatchObject(conflict);
    expect(refusal(await stage.server.complete(task.taskId, 'case-handler-2'))).toMatchObject(conflict);
  });

  it('not by letting a substitute decide on one’s own draft', async () => {
    const { task } = await drafted(both);
    await stage.absent(both, 'lawyer-1');
    const refused = refusal(await stage.claim(task.taskId, 'lawyer-1'));
    expect(refused).toMatchObject({ ...conflict, details: { conflict: { account: both, standsInFor: both } } });
    expect(refused.message).toContain(`${both}, for whom the work would count, did “draft”`);
  });

  it('not after a substitute has drafted in one’s name', async () => {
    await stage.absent(both, 'lawyer-1');
    const { task, instanceId } = await drafted('lawyer-1');
    const acts = await stage.server.database.reader.find(dutyActTable, 'instance_id = ?', [instanceId], { orderBy: 'account' });
    expect(acts.map(({ account, actedBy }) => [account, actedBy])).toEqual([
      [both, 'lawyer-1'],
      ['lawyer-1', 'lawyer-1'],
    ]);
    await stage.back();
    expect(refusal(await stage.claim(task.taskId, both))).toMatchObject(conflict);
  });

  it('not by two requests at once', async () => {
    for (let round = 0; round < 4; round++) {
      const instanceId = await stage.server.start('besides');
      const draft = await stage.taskAt(instanceId, 'draft');
      const decide = await stage.taskAt(instanceId, 'decide');
      const answers = await Promise.all([
        stage.server.complete(draft.taskId, both),
        round % 2 === 0 ? stage.claim(decide.taskId, both) : stage.server.complete(decide.taskId, both),
      ]);
      expect(answers.filter((answer) => !('rejected' in answer))).toHaveLength(1);
      expect(answers.find((answer) => 'rejected' in answer)).toMatchObject(conflict);
    }
  });

  it('not by taking both before doing either', async () => {
    const instanceId = await stage.server.start('besides');
    accepted(await stage.claim((await stage.taskAt(instanceId, 'draft')).taskId, both));
    const { taskId } = await stage.taskAt(instanceId, 'decide');
    expect(refusal(await stage.claim(taskId, both))).toMatchObject({ ...conflict, details: { conflict: { why: 'holds-task' } } });
    expect(refusal(await stage.server.complete(taskId, both))).toMatchObject(conflict);
  });

  it('not with a role that is given later, nor after the other one was taken', async () => {
    const { task } = await drafted('case-handler-2');
    await stage.giveRole('case-handler-2', 'decision-maker');
    await stage.takeRole('case-handler-2', 'case-handler');
    expect(refusal(await stage.claim(task.taskId, 'case-handler-2'))).toMatchObject(conflict);
    await stage.takeRole('case-handler-2', 'decision-maker');
    await stage.giveRole('case-handler-2', 'case-handler');
  });

  it('not in the case that called the one in which they prepared it', async () => {
    const instanceId = await stage.server.start('calling');
    const [child] = await stage.server.database.reader.query<{ id: string }>(
      'SELECT id FROM instance WHERE parent_instance_id = ?',
      [instanceId],
    );
    await stage.complete(child!.id, 'draft', both);
    const task = await stage.server.task(instanceId);
    expect(task.elementId).toBe('decide');
    expect(refusal(await stage.claim(task.taskId, both))).toMatchObject(conflict);
  });

  it('not when it is contested: another case about the same matter', async () => {
    await stage.giveRole('decision-maker-1', 'appeal-reviewer');
    const { task } = await drafted('case-handler-2', 'BD-2026-17');
    accepted(await stage.server.complete(task.taskId, 'decision-maker-1'));
    const review = await stage.server.task(await stage.server.start('appeal', {}, 'admin', 'BD-2026-17'));
    expect(refusal(await stage.claim(review.taskId, 'decision-maker-1'))).toMatchObject({
      ...conflict,
      details: { conflict: { role: 'appeal-reviewer', against: 'decision-maker', where: { businessKey: 'BD-2026-17' } } },
    });
    const another = await stage.server.task(await stage.server.start('appeal', {}, 'admin', 'BD-2026-18'));
    accepted(await stage.claim(another.taskId, 'decision-maker-1'));
  });

  it('not as the assignee whom a model names: the task is offered to its role instead', async () => {
    const instanceId = await stage.server.start('named', { who: both });
    await stage.complete(instanceId, 'draft', both);
    expect(await stage.server.task(instanceId)).toMatchObject({ elementId: 'decide', assignee: null });
    const other = await stage.server.start('named', { who: both });
    await stage.complete(other, 'draft', 'case-handler-2');
    expect(await stage.server.task(other)).toMatchObject({ elementId: 'decide', assignee: both });
  });

  it('not after they prepared it for a colleague who delegated it, whatever they told the case', async () => {
    for (const variables of [{}, { proposal: { value: 'grant', type: 'String' } }]) {
      const instanceId = await stage.server.start('permit');
      const { taskId } = await stage.server.task(instanceId);
      accepted(await stage.claim(taskId, 'case-handler-2'));
      await stage.post('case-handler-2', `/api/v1/tasks/${taskId}/delegate`, { account: both }).expect(200);
      await stage.post(both, `/engine-rest/task/${taskId}/resolve`, { variables }).expect(204);
      accepted(await stage.server.complete(taskId, 'case-handler-2'));
      const decide = await stage.server.task(instanceId);
      expect(refusal(await stage.claim(decide.taskId, both))).toMatchObject(conflict);
      const acts = await stage.server.database.reader.find(dutyActTable, 'instance_id = ?', [instanceId], { orderBy: 'at, id' });
      expect(acts.map(({ account, kind }) => [account, kind])).toEqual([
        [both, 'prepared'],
        ['case-handler-2', 'completed'],
      ]);
    }
  });

  it('not after a lead took back what they prepared, and a lead tells the case nothing', async () => {
    const instanceId = await stage.server.start('permit');
    const { taskId } = await stage.server.task(instanceId);
    accepted(await stage.claim(taskId, 'case-handler-2'));
    await stage.post('case-handler-2', `/api/v1/tasks/${taskId}/delegate`, { account: both }).expect(200);
    const told = { variables: { proposal: { value: 'grant', type: 'String' } } };
    await stage.post('department-head-1', `/engine-rest/task/${taskId}/resolve`, told).expect(403);
    await stage.post('department-head-1', `/api/v1/tasks/${taskId}/resolve`).expect(200);
    accepted(await stage.server.complete(taskId, 'case-handler-2'));
    const decide = await stage.server.task(instanceId);
    expect(refusal(await stage.claim(decide.taskId, both))).toMatchObject(conflict);
  });

  it('not as the second signature below their own', async () => {
    const instanceId = await stage.server.start('signed');
    await stage.complete(instanceId, 'draft', both);
    const { taskId } = await stage.server.task(instanceId);
    expect(refusal(await stage.server.complete(taskId, both)).code).toBe('already-signed');
    accepted(await stage.server.complete(taskId, 'decision-maker-1'));
    const kinds = await stage.server.database.reader.find(dutyActTable, 'instance_id = ?', [instanceId], { orderBy: 'at, id' });
    expect(kinds.map(({ role, account, kind }) => [role, account, kind])).toEqual([
      ['case-handler', both, 'completed'],
      ['decision-maker', 'decision-maker-1', 'signed'],
    ]);
  });

  it('but a completion that was taken back leaves nothing behind, and done again it counts again', async () => {
    const { instanceId, task } = await drafted();
    const acts = () => stage.server.database.reader.find(dutyActTable, 'instance_id = ?', [instanceId]);
    const [act] = await acts();
    accepted(await stage.server.get(TakeBackTask).run(stage.server.command(both), await stage.server.as(both), act!.taskId));
    expect(await acts()).toEqual([]);
    accepted(await stage.server.complete(act!.taskId, both));
    const again = await stage.server.task(instanceId);
    expect(again.elementId).toBe(task.elementId);
    expect(refusal(await stage.claim(again.taskId, both))).toMatchObject(conflict);
    expect(await acts()).toHaveLength(1);
  });

  it('shows such a task in lists with the reason, also to substitutes, and others without', async () => {
    const { task, instanceId } = await drafted();
    const list = async (account: string) => {
      const answer = await stage.get(account, `/api/v1/tasks?view=group&instanceId=${instanceId}`).expect(200);
      return (answer.body as { items: { id: string; conflict?: { why: string; pair: { level: string } } }[] }).items;
    };
    expect(await list(both)).toMatchObject([{ id: task.taskId, conflict: { why: 'acted', pair: { level: 'hard' } } }]);
    const [free] = await list('decision-maker-1');
    expect(free).toBeDefined();
    expect(free).not.toHaveProperty('conflict');
    const detail = await stage.get(both, `/api/v1/tasks/${task.taskId}`).expect(200);
    expect(detail.body).toMatchObject({
      may: { claim: false, complete: false },
      task: { conflict: { against: 'case-handler' } },
    });
  });
});
