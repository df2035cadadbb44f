import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { DutyStage } from '../duties/testing/duty-stage.ts';
import { personTable } from '../identity/index.ts';
import { taskTable } from './tables.ts';
import { TaskNames } from './task-names.ts';

const texts = `<documentation>Look at it.</documentation>
  <extensionElements><gaita:texts><gaita:text lang="lv" name="Pārbaudīt" documentation="Apskatiet."/></gaita:texts></extensionElements>`;
const models = [
  smallModel('plain', [
    [
      'check',
      `<userTask id="check" name="Check" camunda:candidateGroups="case-handler" gaita:consulted="lawyer,finance">${texts}</userTask>`,
    ],
    userTask('decide', 'decision-maker'),
  ]),
  smallModel('nameless', [['act', '<userTask id="act" camunda:candidateGroups="case-handler"/>']]),
  smallModel('outside', [userTask('approve', 'accounting')]),
  smallModel('joint', [userTask('draft', 'case-handler', 'gaita:joint="decision-maker,finance"')]),
  smallModel('all', [
    userTask(
      'act',
      'case-handler',
      'camunda:candidateUsers="lawyer-1" camunda:priority="70" camunda:followUpDate="2026-03-05T08:00:00Z" camunda:dueDate="2026-03-09T08:00:00Z"',
    ),
  ]),
];
const [ann, ben, head] = ['case-handler-1', 'case-handler-2', 'department-head-1'] as const;

describe('A task that goes from hand to hand', () => {
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

  const open = async (processKey = 'plain', variables = {}, businessKey?: string) =>
    stage.server.task(await stage.server.start(processKey, variables, 'admin', businessKey));
  const act = (account: string, taskId: string, what: string, body: object = {}) =>
    stage.post(account, `/api/v1/tasks/${taskId}/${what}`, body).expect(200);

  it('can be given to those whom it is offered to, but for its holder', async () => {
    const able = async (taskId: string, account: string) =>
      (await stage.get(account, `/api/v1/tasks/${taskId}/colleagues`).expect(200)).body.items as {
        account: string;
        name: string;
      }[];
    const { taskId } = await open('all');
    const accounts = async () => (await able(taskId, head)).map(({ account }) => account).sort();
    expect(await accounts()).toEqual([ann, ben, 'lawyer-1']);
    accepted(await stage.claim(taskId, ann));
    expect(await accounts()).toEqual([ben, 'lawyer-1']);
    expect((await able(taskId, head)).every(({ name }) => name.includes(' '))).toBe(true);
    const outside = await open('outside');
    expect((await able(outside.taskId, 'admin')).map(({ account }) => account)).toContain('admin');
    const joint = await open('joint');
    accepted(await stage.server.complete(joint.taskId, ann));
    await stage.giveRole(ann, 'decision-maker');
    const turn = await stage.server.task(joint.instanceId);
    const signers = (await able(turn.taskId, head)).map(({ account }) => account);
    expect(signers).toContain('decision-maker-1');
    expect(signers).not.toContain(ann);
    await stage.takeRole(ann, 'decision-maker');
    await stage.get(head, '/api/v1/tasks/none/colleagues').expect(404);
  });

  it('goes from hand to hand on the record of its case: who signed, returned, passed on, took back', async () => {
    const acts = async (instanceId: string, account: string) =>
      (await stage.get(account, `/api/v1/cases/${instanceId}/acts`).expect(200)).body.items as object[];
    const fresh = await open('joint');
    expect(await acts(fresh.instanceId, ann)).toEqual([]);
    const { taskId, instanceId } = fresh;
    const step = () => stage.server.clock.advance(1_000);
    accepted(await stage.claim(taskId, ann));
    step();
    await act(ann, taskId, 'pass-on', { account: ben });
    step();
    accepted(await stage.server.complete(taskId, ben));
    step();
    accepted(await stage.server.complete((await stage.server.task(instanceId)).taskId, 'decision-maker-1'));
    step();
    const turn = await stage.server.task(instanceId);
    await act('finance-1', turn.taskId, 'complete', { returnReason: 'Measure again.' });
    step();
    accepted(await stage.server.complete(taskId, ben));
    step();
    await act(ben, taskId, 'take-back');
    const found = await acts(instanceId, head);
    const name = async (account: string) =>
      (await stage.server.database.reader.findOne(personTable, 'account = ?', [account]))!.name;
    expect(found).toMatchObject([
      { act: 'task-assigned', account: ann, name: await name(ann), to: await name(ben), element: 'draft' },
      { act: 'signed', account: 'decision-maker-1', role: 'decision-maker', element: 'draft' },
      { act: 'returned', account: 'finance-1', role: 'finance', reason: 'Measure again.', element: 'draft' },
      { act: 'task-taken-back', account: ben, name: await name(ben), element: 'draft' },
    ]);
    const times = found.map((each) => (each as { at: number }).at);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    await stage.get(ann, '/api/v1/cases/none/acts').expect(404);
  });

  it('is called by its name in the reader’s language when only its id is known, open or over', async () => {
    const names = stage.server.get(TaskNames);
    const { taskId, instanceId } = await open();
    const joint = await open('joint');
    accepted(await stage.server.complete(joint.taskId, ann));
    const turn = await stage.server.task(joint.instanceId);
    accepted(await stage.server.complete(taskId, ann));
    const next = await stage.server.task(instanceId);
    expect(Object.fromEntries(await names.of([taskId, next.taskId, turn.taskId, 'none'], 'lv'))).toEqual({
      [taskId]: 'Pārbaudīt',
      [next.taskId]: 'decide',
      [turn.taskId]: 'draft',
    });
    const nameless = await open('nameless');
    expect(await names.of([nameless.taskId], 'en')).toEqual(new Map());
  });

  it('that nobody plans is due and looked at when it was', async () => {
    const { taskId, instanceId } = await open();
    const at = stage.server.clock.now() + 2 * day;
    await stage.put(head, `/api/v1/tasks/${taskId}/due`, { dueAt: at }).expect(200);
    await stage.put(head, `/api/v1/tasks/${taskId}/priority`, { priority: 80 }).expect(200);
    accepted(await stage.claim(taskId, ann));
    await stage.put(ann, `/api/v1/tasks/${taskId}/follow-up`, { workingDays: 1 }).expect(200);
    const row = await stage.server.task(instanceId);
    expect(row).toMatchObject({ dueAt: at, priority: 80 });
    expect(row.followUpAt).toBeGreaterThan(stage.server.clock.now());
    expect(await stage.server.database.reader.byId(taskTable, row.id)).toMatchObject({ revision: 5 });
  });
});
