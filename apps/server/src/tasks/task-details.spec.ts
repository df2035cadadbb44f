import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TaskDetailView } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, hour } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { DutyStage } from '../duties/testing/duty-stage.ts';
import { plannedNoticeTable } from '../notifications/tables.ts';
import { ShowTask } from './show-task.ts';
import { historyTaskTable } from './tables.ts';

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
  smallModel('by-law', [userTask('answer', 'case-handler', 'gaita:due="legal: administrative-act"')]),
  smallModel('all', [
    userTask(
      'act',
      'case-handler',
      'camunda:candidateUsers="lawyer-1" camunda:priority="70" camunda:followUpDate="2026-03-05T08:00:00Z" camunda:dueDate="2026-03-09T08:00:00Z"',
    ),
  ]),
  smallModel('of-one', [userTask('answer', 'case-handler', 'camunda:assignee="${who}"')]),
  smallModel(
    'late',
    [userTask('answer', 'case-handler')],
    `<boundaryEvent id="tooLate" attachedToRef="answer"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
     <endEvent id="gone"/><sequenceFlow id="to-gone" sourceRef="tooLate" targetRef="gone"/>`,
  ),
];
const [ann, ben, head] = ['case-handler-1', 'case-handler-2', 'department-head-1'] as const;

describe('A task', () => {
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
  const detail = async (taskId: string, account: string = ann) =>
    (await stage.get(account, `/api/v1/tasks/${taskId}`).expect(200)).body as TaskDetailView;
  const shown = async (taskId: string, account: string = ann) => (await detail(taskId, account)).task;
  const may = async (taskId: string, account: string) =>
    Object.entries((await detail(taskId, account)).may)
      .filter(([, allowed]) => allowed)
      .map(([what]) => what)
      .sort();
  const act = (account: string, taskId: string, what: string, body: object = {}) =>
    stage.post(account, `/api/v1/tasks/${taskId}/${what}`, body).expect(200);

  it('is kept with what its model says about it, open and in the history', async () => {
    const task = await open('all', {}, 'key-1');
    const at = stage.server.clock.now();
    const common = {
      institution: task.institution,
      unit: null,
      instanceId: task.instanceId,
      processKey: 'all',
      businessKey: 'key-1',
      elementId: 'act',
      name: 'act',
      assignee: null,
      priority: 70,
      dueAt: Date.UTC(2026, 2, 9, 8),
      legalBasis: null,
      followUpAt: Date.UTC(2026, 2, 5, 8),
    };
    expect(task).toMatchObject({
      ...common,
      taskId: task.id,
      claimedAt: null,
      named: null,
      candidateUsers: ['lawyer-1'],
      candidateGroups: ['case-handler'],
      joint: [],
      signing: null,
      formKey: null,
      owner: null,
      delegationState: null,
      consulted: null,
      opinionOf: null,
      createdBy: 'admin',
      openedBy: null,
      openedAt: null,
      createdAt: at,
      revision: 1,
    });
    expect(await stage.server.database.reader.byId(historyTaskTable, task.id)).toMatchObject({
      ...common,
      activityInstanceId: task.tokenId,
      startedAt: at,
      endedAt: null,
      outcome: null,
      completedBy: null,
      reason: null,
    });
    const activity = (await stage.server.activities(task.instanceId)).find(({ elementId }) => elementId === 'act');
    expect(activity).toMatchObject({ taskId: task.id, assignee: null });
  });

  it('that the model gives to somebody is theirs at once, and they are told unless they brought it about', async () => {
    const told = async (id: string) =>
      (await stage.server.database.reader.find(plannedNoticeTable, 'task_id = ?', [id])).map(({ kind, account }) => [
        kind,
        account,
      ]);
    const task = await open('of-one', { who: ann });
    const at = stage.server.clock.now();
    expect(task).toMatchObject({ assignee: ann, claimedAt: at, named: ann });
    expect(await stage.server.database.reader.byId(historyTaskTable, task.id)).toMatchObject({ assignee: ann });
    const activity = (await stage.server.activities(task.instanceId)).find(({ elementId }) => elementId === 'answer');
    expect(activity).toMatchObject({ assignee: ann });
    expect(await told(task.id)).toEqual([['task-assigned', ann]]);
    const own = await stage.server.task(await stage.server.start('of-one', { who: ann }, ann));
    expect(await told(own.id)).toEqual([]);
    expect(await told((await open()).id)).toEqual([['task-offered', null]]);
  });

  it('keeps why the process withdrew it', async () => {
    const { id } = await open('late');
    await stage.server.wait(hour);
    const history = await stage.server.database.reader.byId(historyTaskTable, id);
    expect(history).toMatchObject({ endedAt: stage.server.clock.now(), outcome: 'withdrawn', completedBy: null });
  });

  it('is shown with names and texts in the language of the reader, or what the model calls it', async () => {
    const { taskId } = await open();
    expect(await shown(taskId)).toMatchObject({ name: 'Pārbaudīt', processName: 'plain', createdAt: stage.server.clock.now() });
    expect((await detail(taskId)).description).toBe('Apskatiet.');
    const english = await stage.server.get(ShowTask).run({ ...(await stage.server.as(ann)), language: 'en' }, taskId);
    expect(english).toMatchObject({ task: { name: 'Check' }, description: 'Look at it.' });
    const bulgarian = await stage.server.get(ShowTask).run({ ...(await stage.server.as(ann)), language: 'bg' }, taskId);
    expect(bulgarian).toMatchObject({ description: 'Look at it.' });
    const nameless = await open('nameless');
    expect(await shown(nameless.taskId)).toMatchObject({ name: 'act' });
    expect(await detail(nameless.taskId)).not.toHaveProperty('description');
  });

  it('is shown whole, and nothing that it does not have', async () => {
    const bare = await open('nameless');
    expect(await shown(bare.taskId)).toEqual({
      id: bare.taskId,
      elementId: 'act',
      name: 'act',
      institution: bare.institution,
      instanceId: bare.instanceId,
      processKey: 'nameless',
      processName: 'nameless',
      definitionId: bare.definitionId,
      candidateUsers: [],
      candidateGroups: ['case-handler'],
      createdAt: bare.createdAt,
      priority: 50,
      claimable: true,
    });
    const full = await open('all', {}, 'key-2');
    expect(await shown(full.taskId, 'lawyer-1')).toMatchObject({
      businessKey: 'key-2',
      priority: 70,
      dueAt: Date.UTC(2026, 2, 9, 8),
      followUpAt: Date.UTC(2026, 2, 5, 8),
      candidateUsers: ['lawyer-1'],
      claimable: true,
    });
    accepted(await stage.claim(full.taskId, ann));
    const claimed = await shown(full.taskId, 'lawyer-1');
    expect(claimed).toMatchObject({ assignee: ann, assigneeName: expect.any(String), claimedAt: stage.server.clock.now() });
    expect(claimed.assigneeName).not.toBe(ann);
    expect(claimed).not.toHaveProperty('claimable');
    const legal = await open('by-law');
    expect(await shown(legal.taskId)).toMatchObject({ dueRule: legal.dueRule, legalBasis: legal.legalBasis, dueAt: legal.dueAt });
    expect(await shown(legal.taskId, 'decision-maker-1')).not.toHaveProperty('claimable');
  });

  it('says to each reader what they may do with it', async () => {
    const { taskId } = await open();
    const always = ['seeCase'];
    expect(await may(taskId, ann)).toEqual(['askOpinion', 'claim', 'complete', ...always]);
    expect(await may(taskId, 'decision-maker-1')).toEqual(always);
    expect(await may(taskId, head)).toEqual(['due', 'followUp', 'passOn', 'priority', ...always]);
    accepted(await stage.claim(taskId, ann));
    expect(await may(taskId, ann)).toEqual(['askOpinion', 'complete', 'followUp', 'passOn', 'seeCase', 'unclaim']);
    expect(await may(taskId, ben)).toEqual(['askHandover', ...always]);
    expect(await may(taskId, 'decision-maker-1')).toEqual(always);
    expect(await may(taskId, head)).toEqual(['due', 'followUp', 'passOn', 'priority', ...always]);
    expect(await may(taskId, 'admin')).toEqual(expect.arrayContaining(['unclaim', 'passOn']));
    await act(ann, taskId, 'delegate', { account: ben });
    expect(await may(taskId, ben)).toEqual(['askOpinion', 'followUp', 'passOn', 'resolve', 'seeCase', 'unclaim']);
    expect(await may(taskId, ann)).toEqual(['askHandover', ...always]);
    expect(await may(taskId, head)).toEqual(['due', 'followUp', 'passOn', 'priority', 'resolve', ...always]);
    expect((await shown(taskId)).delegation).toEqual({ owner: ann, state: 'pending' });
    await act(ben, taskId, 'resolve');
    expect((await shown(taskId)).delegation).toEqual({ owner: ann, state: 'resolved' });
    expect(await may(taskId, ann)).toEqual(['askOpinion', 'complete', 'followUp', 'passOn', 'seeCase', 'unclaim']);
    const outside = await open('outside');
    expect(await may(outside.taskId, 'admin')).toEqual(expect.arrayContaining(['assign', 'claim']));
    expect(await may(outside.taskId, head)).not.toContain('assign');
    const legal = await open('by-law');
    expect(await may(legal.taskId, head)).not.toContain('due');
    expect((await shown(taskId, head)).leads).toBe(true);
    expect(await shown(taskId, ben)).not.toHaveProperty('leads');
  });

  it('to sign shows who signed, and may be returned or signed but not asked about', async () => {
    const task = await open('joint');
    expect(await detail(task.taskId)).toMatchObject({ joint: ['decision-maker', 'finance'], signatures: [] });
    expect(await detail(task.taskId)).not.toHaveProperty('final');
    accepted(await stage.server.complete(task.taskId, ann, { n: 1 }));
    const at = stage.server.clock.now();
    const second = await stage.server.task(task.instanceId);
    expect(await detail(second.taskId, 'decision-maker-1')).toMatchObject({
      task: { signature: { role: 'decision-maker', of: task.id, by: ann } },
      signatures: [{ account: ann, at }],
      variables: { n: 1 },
    });
    expect(await may(second.taskId, 'decision-maker-1')).toEqual(['claim', 'complete', 'seeCase']);
    expect(await detail(second.taskId, 'decision-maker-1')).not.toHaveProperty('final');
    accepted(await stage.server.complete(second.taskId, 'decision-maker-1'));
    const last = await stage.server.task(task.instanceId);
    expect(await detail(last.taskId, 'finance-1')).toMatchObject({ final: 'ends' });
  });

  it('says which opinions may still be asked, and shows a task that asks for one', async () => {
    const { taskId, instanceId } = await open('plain', { cost: 5 });
    accepted(await stage.claim(taskId, ann));
    expect((await detail(taskId)).consultable).toEqual(['lawyer', 'finance']);
    await act(ann, taskId, 'opinions', { role: 'lawyer', question: 'Is it lawful?' });
    expect((await detail(taskId)).consultable).toEqual(['finance']);
    const opinion = (await stage.server.tasks(instanceId)).find(({ opinionOf }) => opinionOf !== null)!;
    const asked = await detail(opinion.taskId, 'lawyer-1');
    expect(asked).toMatchObject({
      task: {
        name: 'Viedoklis: Pārbaudīt',
        elementId: 'check.opinion',
        opinion: { of: 'check', role: 'lawyer', question: 'Is it lawful?' },
      },
      description: 'Apskatiet.',
      variables: { cost: 5 },
      consultable: [],
    });
    expect(asked.task.opinion?.askedBy).toBe((await shown(taskId, head)).assigneeName);
    expect(asked.opinions).toMatchObject([{ id: opinion.id, state: 'open', role: 'lawyer', question: 'Is it lawful?' }]);
    await act(ann, taskId, 'opinions', { account: 'finance-1' });
    const named = (await stage.server.tasks(instanceId)).find(({ assignee }) => assignee === 'finance-1')!;
    expect((await shown(named.taskId, 'finance-1')).opinion).toEqual({ of: 'check', askedBy: asked.task.opinion?.askedBy });
    expect(asked).not.toHaveProperty('final');
    expect(asked.may).toMatchObject({ complete: true, askOpinion: false });
    await act('lawyer-1', opinion.taskId, 'opinion', { opinion: 'disagree', explanation: ' Not so. ' });
    expect((await detail(taskId)).opinions).toMatchObject([
      { opinion: 'disagree', explanation: 'Not so.', account: 'lawyer-1' },
      { state: 'open', askedOf: 'finance-1' },
    ]);
    expect((await detail(taskId)).consultable).toEqual(['lawyer', 'finance']);
    const { body } = await stage.post('lawyer-1', `/api/v1/tasks/${opinion.taskId}/take-back`).expect(200);
    expect(body).toMatchObject({ entered: { opinion: 'disagree', explanation: 'Not so.' } });
  });

  it('is looked at by somebody else than who brought it about: that is kept once', async () => {
    const { instanceId, taskId } = await open();
    accepted(await stage.server.complete(taskId, ann));
    const next = await stage.server.task(instanceId);
    expect(next).toMatchObject({ createdBy: ann, openedBy: null });
    await detail(next.taskId, ann);
    expect(await stage.server.task(instanceId)).toMatchObject({ openedBy: null, revision: 1 });
    await detail(next.taskId, 'decision-maker-1');
    const at = stage.server.clock.now();
    stage.server.clock.advance(1_000);
    await detail(next.taskId, 'decision-maker-2');
    expect(await stage.server.task(instanceId)).toMatchObject({ openedBy: 'decision-maker-1', openedAt: at, revision: 2 });
  });
});
