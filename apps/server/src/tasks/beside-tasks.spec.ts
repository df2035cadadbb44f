import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, refusal } from '../../../../test/support/play-server.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { DutyStage } from '../duties/testing/duty-stage.ts';
import { historyActivityTable, StartProcess } from '../instances/index.ts';
import { Committer } from '../platform/committer.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { AskOpinion } from './opinions/ask-opinion.ts';
import { EndWithdrawnOpinions } from './opinions/end-withdrawn-opinions.ts';
import { historyTaskTable, taskCandidateTable, taskTable } from './tables.ts';
import { TaskNames } from './task-names.ts';

/** As long as a name in a model may be. */
const longest = 'x'.repeat(500);
/** As long as the id of an element may be. */
const longestId = 'a'.repeat(191);
const models = [
  smallModel('plain', [userTask('check', 'case-handler'), userTask('after', 'finance')]),
  smallModel('joint', [userTask('draft', 'case-handler', 'gaita:joint="finance"'), userTask('after', 'finance')]),
  smallModel('permit', [userTask('check', 'case-handler,partner')]).replace(
    'isExecutable',
    'gaita:due="legal: administrative-act" gaita:received="receivedOn" isExecutable',
  ),
  smallModel('planned', [userTask('plan', 'service-manager')]),
  smallModel('judged', [userTask('judge', 'service-portfolio-manager'), userTask('after', 'finance')]),
  smallModel('wordy', [
    ['check', `<userTask id="check" name="${longest}" camunda:candidateGroups="case-handler" gaita:consulted="finance!"/>`],
  ]),
  smallModel('identified', [
    [longestId, `<userTask id="${longestId}" camunda:candidateGroups="case-handler" gaita:consulted="finance!"/>`],
  ]),
  modelFile(
    'brief',
    `<startEvent id="s"/><parallelGateway id="g"/>${userTask('a', 'case-handler', 'gaita:consulted="finance!"')[1]}
     <endEvent id="over"><terminateEventDefinition/></endEvent><sequenceFlow id="f0" sourceRef="s" targetRef="g"/>
     <sequenceFlow id="f1" sourceRef="g" targetRef="a"/><sequenceFlow id="f2" sourceRef="g" targetRef="over"/>`,
  ),
];
const [ann, manager] = ['case-handler-1', 'service-manager-1'] as const;

describe('Beside a task', () => {
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

  const open = async (processKey = 'plain') => stage.server.task(await stage.server.start(processKey));
  const history = (id: string) => stage.server.database.reader.byId(historyTaskTable, id);
  const activity = (id: string) => stage.server.database.reader.byId(historyActivityTable, id);
  const asked = async (taskId: string) =>
    accepted(
      await stage.server.get(AskOpinion).run(stage.server.command(ann), await stage.server.as(ann), taskId, { role: 'finance' }),
    ).opinionTaskId;

  it('the history keeps who was responsible for a joint task, not who took it to sign', async () => {
    const { id, taskId, tokenId, instanceId } = await open('joint');
    accepted(await stage.claim(taskId, ann));
    expect(await activity(tokenId)).toMatchObject({ assignee: ann });
    accepted(await stage.server.complete(taskId, ann));
    accepted(await stage.claim((await stage.server.task(instanceId)).taskId, 'finance-1'));
    expect(await stage.server.task(instanceId)).toMatchObject({ assignee: 'finance-1' });
    expect([await history(id), await activity(tokenId)]).toMatchObject([{ assignee: ann }, { assignee: ann }]);
  });

  it('the activity keeps who holds its task, not who took a task that asks for an opinion on it', async () => {
    const { taskId, tokenId } = await open();
    accepted(await stage.claim(taskId, ann));
    const opinion = await asked(taskId);
    accepted(await stage.claim(opinion, 'finance-1'));
    expect([await history(opinion), await activity(tokenId)]).toMatchObject([{ assignee: 'finance-1' }, { assignee: ann }]);
  });

  it('stands the legal term of its case, for those who see the case', async () => {
    const { taskId, instanceId } = await open('permit');
    const seen = async (by: string) => {
      const { body } = await stage.get(by, `/api/v1/tasks?view=all&instanceId=${instanceId}`).expect(200);
      const detail = await stage.get(by, `/api/v1/tasks/${taskId}`).expect(200);
      return [body.items[0].caseDue, detail.body.task.caseDue, detail.body.received] as const;
    };
    const [listed, shown, received] = await seen(ann);
    expect(listed).toBeDefined();
    expect(shown).toEqual(listed);
    expect(received).toBe('receivedOn');
    expect((await seen('partner-1')).slice(0, 2)).toEqual([undefined, undefined]);
    const plain = await open();
    const { body } = await stage.get(ann, `/api/v1/tasks/${plain.taskId}`).expect(200);
    expect([body.task, body]).toEqual([
      expect.not.objectContaining({ caseDue: expect.anything() }),
      expect.not.objectContaining({ received: expect.anything() }),
    ]);
  });

  it('is asked for an opinion however long its name is', async () => {
    const tasks = await stage.server.tasks(await stage.server.start('wordy'));
    expect(tasks.map(({ name }) => name).sort()).toEqual([`Opinion: ${longest}`.slice(0, 500), longest]);
    for (const { id, name } of tasks) expect(await history(id)).toMatchObject({ name });
  });

  it('an opinion is asked on a task whose element has the longest id', async () => {
    const tasks = await stage.server.tasks(await stage.server.start('identified'));
    expect(tasks.map(({ elementId }) => elementId).sort()).toEqual([`${longestId.slice(8)}.opinion`, longestId].sort());
  });

  it('nothing is left when the very step that opened it ends the case', async () => {
    const instanceId = await stage.server.start('brief');
    expect(await stage.server.history(instanceId)).toMatchObject({ endElementId: 'over' });
    const { reader } = stage.server.database;
    expect(await stage.server.tasks(instanceId)).toEqual([]);
    const rows = await reader.find(historyTaskTable, 'instance_id = ?', [instanceId], { orderBy: 'element_id' });
    const ended = { outcome: 'withdrawn', endedAt: stage.server.clock.now() };
    expect(rows).toMatchObject([
      { elementId: 'a', ...ended },
      { elementId: 'a.opinion', ...ended },
    ]);
    expect(await reader.find(taskCandidateTable, 'task_id IN (?)', [rows.map(({ id }) => id)])).toEqual([]);
  });

  it('are the names of any number of tasks', async () => {
    const { taskId } = await open();
    const unknown = Array.from({ length: 501 }, (_, n) => `none-${n}`);
    const names = await stage.server.get(TaskNames).of([...unknown, taskId], 'en');
    expect([...names]).toEqual([[taskId, 'check']]);
  });

  it('opinions that went with their task are ended at the next start of the server, open ones stay', async () => {
    const [gone, left] = [await open(), await open()];
    for (const { taskId } of [gone, left]) accepted(await stage.claim(taskId, ann));
    const [of, stays] = [await asked(gone.taskId), await asked(left.taskId)];
    const { reader } = stage.server.database;
    const rows = await stage.server.tasks(gone.instanceId);
    const changes = new RowChanges();
    for (const { id } of rows) changes.delete(taskTable, id);
    const plan = { guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] };
    await stage.server.get(Committer).commit(plan);
    expect(await reader.byId(historyTaskTable, of)).toMatchObject({ endedAt: null });
    const ending = stage.server.get(EndWithdrawnOpinions);
    ending.noteWithdrawn(left.instanceId);
    await ending.settled();
    expect(await history(of)).toMatchObject({ endedAt: null });
    await ending.onApplicationBootstrap();
    expect(await history(of)).toMatchObject({ endedAt: stage.server.clock.now(), outcome: 'withdrawn' });
    expect(await history(stays)).toMatchObject({ endedAt: null, outcome: null });
  });

  it('stands what somebody did for the same service: a first task that comes with the case is judged by it too', async () => {
    await stage.giveRole(manager, 'service-portfolio-manager');
    const plan = await stage.server.task(await stage.server.start('planned', { serviceId: 'heating' }));
    accepted(await stage.server.complete(plan.taskId, manager));
    const start = async (variables: object, more: object = {}) =>
      stage.server.get(StartProcess).run(stage.server.command(manager), await stage.server.as(manager), {
        processKey: 'judged',
        variables: variables as Record<string, string>,
        completeFirst: true,
        ...more,
      });
    expect(refusal(await start({ serviceId: 'heating' })).code).toBe('reason-needed');
    expect(refusal(await start({ service: 'heating' })).code).toBe('reason-needed');
    for (const variables of [{ serviceId: 'roads' }, { serviceId: '' }, { serviceId: 7 }, {}]) accepted(await start(variables));
  });
});
