import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { auditEntryTable } from '../audit/index.ts';
import { DutyStage } from '../duties/testing/duty-stage.ts';
import { Instances } from '../instances/index.ts';
import type { TaskRow } from './tables.ts';

const models = [
  smallModel('plain', [userTask('check', 'case-handler'), userTask('decide', 'decision-maker')]),
  smallModel('outside', [userTask('approve', 'accounting'), userTask('after', 'finance')]),
  smallModel('managed', [
    userTask('plan', 'service-manager'),
    userTask('judge', 'service-portfolio-manager'),
    userTask('after', 'finance'),
  ]),
  smallModel('visited', [
    userTask('inspect', 'partner', 'gaita:joint="finance" gaita:consulted="partner"'),
    userTask('check', 'case-handler'),
  ]),
];
const [ann, ben, head, manager] = ['case-handler-1', 'case-handler-2', 'department-head-1', 'service-manager-1'] as const;
const conflictReason = 'Everybody else is on leave.';

describe('What people do with a task by /api/v1', () => {
  let system: DatabaseSystem;
  let stage: DutyStage;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    stage = await DutyStage.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of models) await stage.server.deploy(model);
    await stage.giveRole(manager, 'service-portfolio-manager');
  });
  afterAll(async () => {
    await stage?.server.stop();
    await system?.stop();
  });

  const open = async (processKey = 'plain', variables = {}): Promise<TaskRow> =>
    stage.server.task(await stage.server.start(processKey, variables));
  const act = async (by: string, taskId: string, what: string, body: object = {}, status = 200) =>
    (await stage.post(by, `/api/v1/tasks/${taskId}/${what}`, body).expect(status)).body as Record<string, unknown>;
  const now = () => stage.server.clock.now();
  let services = 0;
  /** A task that the manager may do only for a reason: they have done the one before it. */
  const judged = async (): Promise<TaskRow> => {
    const plan = await open('managed', { serviceId: `service-${++services}` });
    accepted(await stage.server.complete(plan.taskId, manager));
    return stage.server.task(plan.instanceId);
  };
  const reasons = async ({ instanceId }: TaskRow) =>
    (
      (await stage.get('admin', `/api/v1/cases/${instanceId}/duties`).expect(200)).body as { reason?: string; account: string }[]
    ).flatMap(({ reason, account }) => (account === manager && reason !== undefined ? [reason] : []));
  const lastAct = async (taskId: string) =>
    (await stage.server.database.reader.find(auditEntryTable, 'object_id = ?', [taskId], { orderBy: 'at, id' }))
      .filter(({ act: name }) => name !== 'task-seen')
      .at(-1)!;

  it('is answered with what became of it, and stands in the audit with whom it concerns', async () => {
    const { taskId, institution, instanceId } = await open();
    const told = (account: string, name: string, details: object | null = null) => ({
      ...{ account, act: name, institution, instanceId, objectType: 'task', objectId: taskId, at: now(), details },
    });
    const step = () => stage.server.clock.advance(1_000);
    expect(await act(ann, taskId, 'claim')).toEqual({ taskId, assignee: ann, since: now() });
    expect(await lastAct(taskId)).toMatchObject(told(ann, 'task-claimed'));
    const since = now();
    step();
    expect(await act(ann, taskId, 'claim')).toEqual({ taskId, assignee: ann, since });
    expect(await act(ben, taskId, 'ask-handover')).toEqual({ taskId, asked: ann });
    expect(await lastAct(taskId)).toMatchObject(told(ben, 'handover-asked', { of: ann }));
    step();
    expect(await act('admin', taskId, 'unclaim')).toEqual({ taskId });
    expect(await lastAct(taskId)).toMatchObject(told('admin', 'task-handed-back', { from: ann }));
    step();
    await act(ben, taskId, 'claim');
    step();
    await act(ben, taskId, 'unclaim');
    expect(await lastAct(taskId)).toMatchObject(told(ben, 'task-handed-back'));
    expect(await stage.server.task(instanceId)).toMatchObject({ assignee: null, claimedAt: null });
    step();
    await act(head, taskId, 'pass-on', { account: ann });
    expect(await lastAct(taskId)).toMatchObject(told(head, 'task-assigned', { to: ann }));
    step();
    await act(ann, taskId, 'delegate', { account: ben });
    expect(await lastAct(taskId)).toMatchObject(told(ann, 'task-delegated', { to: ben }));
    step();
    expect(await act(ben, taskId, 'resolve')).toEqual({ taskId, assignee: ann });
    expect(await lastAct(taskId)).toMatchObject(told(ben, 'task-resolved'));
    step();
    const followUp = await stage.put(ann, `/api/v1/tasks/${taskId}/follow-up`, { at: now() + day }).expect(200);
    expect(followUp.body).toEqual({ taskId, followUpAt: now() + day });
    expect(await lastAct(taskId)).toMatchObject(told(ann, 'task-planned', { followUpAt: now() + day }));
    step();
    expect(await act(ann, taskId, 'opinions', { role: 'lawyer' })).toEqual({
      taskId,
      opinionTaskId: (await stage.server.tasks(instanceId)).find(({ opinionOf }) => opinionOf !== null)!.taskId,
    });
    expect(await lastAct(taskId)).toMatchObject(told(ann, 'opinion-asked', { of: 'lawyer' }));
    step();
    expect(await act(ann, taskId, 'complete', { variables: { n: 1 }, types: { n: 'Long' } })).toEqual({
      ...{ taskId, instanceId, result: 'completed' },
    });
    const loaded = await stage.server.get(Instances).load(instanceId);
    expect(loaded!.snapshot.scopes[instanceId]!.variables).toMatchObject({ n: { value: 1, type: 'Long' } });
    step();
    const may = await stage.get(ann, `/api/v1/tasks/${taskId}/take-back`).expect(200);
    expect(may.body).toEqual({ possible: true });
    expect(await act(ann, taskId, 'take-back')).toEqual({ taskId, instanceId, entered: { n: 1 } });
    expect(await lastAct(taskId)).toMatchObject(told(ann, 'task-taken-back'));
    await stage.get(ann, '/api/v1/tasks/none/take-back').expect(404);
  });

  it('is assigned by an administrator where it names no role, to whoever is to do it', async () => {
    const { taskId, instanceId } = await open('outside');
    await act(head, taskId, 'assign', { account: 'finance-1' }, 403);
    expect(await act('admin', taskId, 'assign', { account: 'finance-1' })).toEqual({
      taskId,
      assignee: 'finance-1',
      since: now(),
    });
    expect(await lastAct(taskId)).toMatchObject({ account: 'admin', act: 'task-assigned', details: { to: 'finance-1' } });
    const { revision } = await stage.server.task(instanceId);
    stage.server.clock.advance(1_000);
    await act('admin', taskId, 'assign', { account: 'finance-1' });
    expect((await stage.server.task(instanceId)).revision).toBe(revision);
    await act('admin', taskId, 'assign', { account: 'admin' });
    expect(await lastAct(taskId)).toMatchObject({ act: 'task-claimed', details: null });
  });

  it.each([
    ['claim', manager, {}],
    ['complete', manager, {}],
    ['pass-on', 'service-portfolio-manager-1', { account: manager }],
    ['delegate', 'service-portfolio-manager-1', { account: manager }],
  ])('needs a reason where two roles should not meet in a person, and keeps it: %s', async (what, by, body) => {
    const task = await judged();
    if (by !== manager) accepted(await stage.claim(task.taskId, by));
    expect(await act(by, task.taskId, what, body, 409)).toMatchObject({ code: 'reason-needed' });
    expect(await reasons(task)).toEqual([]);
    await act(by, task.taskId, what, { ...body, conflictReason });
    expect(await reasons(task)).toEqual([conflictReason]);
  });

  it('shows somebody from outside what is theirs: their acts and opinions, those of their role, and no case', async () => {
    const { taskId, instanceId } = await open('visited');
    await act('partner-1', taskId, 'claim');
    const ask = async (request: object) => (await act('partner-1', taskId, 'opinions', request))['opinionTaskId'] as string;
    const [ofLawyer, ofPartner] = [await ask({ role: 'lawyer' }), await ask({ role: 'partner' })];
    await act('lawyer-1', ofLawyer, 'opinion', { opinion: 'disagree', explanation: 'No.' });
    const seen = async (by: string, what: string) =>
      (await stage.get(by, `/api/v1/cases/${instanceId}/${what}`).expect(200)).body.items as Record<string, unknown>[];
    expect((await seen('partner-1', 'opinions')).map(({ id }) => id)).toEqual([ofPartner]);
    expect((await seen(ann, 'opinions')).map(({ id }) => id)).toEqual([ofLawyer, ofPartner]);
    expect((await stage.get('partner-1', `/api/v1/tasks/${taskId}`).expect(200)).body).toMatchObject({
      may: { seeCase: false },
      opinions: [{ id: ofPartner }],
    });
    stage.server.clock.advance(1_000);
    accepted(await stage.server.complete(taskId, 'partner-1'));
    const turn = (await stage.server.tasks(instanceId)).find(({ opinionOf }) => opinionOf === null)!;
    accepted(await stage.server.complete(turn.taskId, 'finance-1'));
    expect((await seen(ann, 'acts')).map(({ account }) => account)).toEqual(['partner-1', 'finance-1']);
    expect((await seen('partner-1', 'acts')).map(({ account, act: name, element }) => [account, name, element])).toEqual([
      ['partner-1', 'signed', 'inspect'],
    ]);
    await stage.get(ann, '/api/v1/cases/none/opinions').expect(404);
  });

  it('shows who is asked, who asked and who gave an opinion by their names, and what is left open', async () => {
    const { taskId, instanceId } = await open();
    accepted(await stage.claim(taskId, ann));
    const askedAt = now();
    const ids: unknown[] = [];
    for (const request of [{ role: 'lawyer', question: 'Lawful?' }, { account: 'finance-2' }])
      ids.push((await act(ann, taskId, 'opinions', request))['opinionTaskId']);
    stage.server.clock.advance(1_000);
    await act('lawyer-1', ids[0] as string, 'opinion', { opinion: 'none' });
    const name = async (account: string) => (await stage.server.as(account)).name;
    const common = { elementId: 'check', required: false, askedAt, askedBy: ann, askedByName: await name(ann) };
    const { body } = await stage.get(head, `/api/v1/cases/${instanceId}/opinions`).expect(200);
    expect((body.items as { id: string }[]).sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))).toEqual([
      {
        ...{ id: ids[0], ...common, state: 'given', role: 'lawyer', question: 'Lawful?', opinion: 'none' },
        ...{ account: 'lawyer-1', name: await name('lawyer-1'), givenAt: now() },
      },
      { id: ids[1], ...common, state: 'open', askedOf: 'finance-2', askedOfName: await name('finance-2') },
    ]);
    expect(await act('finance-2', ids[1] as string, 'opinion', { opinion: 'agree', conflictReason })).toMatchObject({
      result: 'completed',
    });
  });
});
