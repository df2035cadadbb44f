import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { accepted, hour, PlayServer, refusal } from '../../../../../test/support/play-server.ts';
import { modelFile, smallModel, userTask } from '../../../../../test/support/small-model.ts';
import { dutyActTable } from '../../duties/index.ts';
import { historyActivityTable, instanceUndoTable, journalTable } from '../../instances/index.ts';
import { LoadInstance } from '../../instances/load-instance.ts';
import { SweepDueTimers, timerTable } from '../../timers/index.ts';
import { ClaimTask } from '../claim-task.ts';
import { historyTaskTable, taskOpinionTable, taskTable } from '../tables.ts';
import { TakeBackTask } from './take-back-task.ts';

const review = smallModel('review', [userTask('check', 'case-handler'), userTask('decide', 'decision-maker')]);
const sends = smallModel('sends', [
  userTask('check', 'case-handler'),
  ['send', '<serviceTask id="send" camunda:type="external" camunda:topic="post"/>'],
]);
const late = smallModel(
  'late',
  [userTask('answer', 'case-handler'), userTask('decide', 'decision-maker')],
  `<boundaryEvent id="tooLate" attachedToRef="answer"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
   <endEvent id="gone"/><sequenceFlow id="to-gone" sourceRef="tooLate" targetRef="gone"/>`,
);
const chain = smallModel('chain', [
  userTask('first', 'case-handler'),
  userTask('second', 'case-handler'),
  userTask('third', 'case-handler'),
]);
const joint = smallModel('joint', [
  userTask('measure', 'management-representative', 'gaita:joint="service-manager,finance"'),
  userTask('after', 'finance'),
]);
const agreed = smallModel('agreed', [
  userTask('plan', 'service-manager', 'gaita:consulted="finance!,lawyer"'),
  userTask('after', 'finance'),
]);
const crowd = smallModel('crowd', [
  userTask('open', 'case-handler'),
  [
    'work',
    '<userTask id="work" camunda:candidateGroups="case-handler"><multiInstanceLoopCharacteristics><loopCardinality>${n}</loopCardinality></multiInstanceLoopCharacteristics></userTask>',
  ],
]);

/** A task, and beside it a date, a message and a task of their own. */
const beside = modelFile(
  'beside',
  `<startEvent id="start"/><parallelGateway id="fork"/>${userTask('check', 'case-handler')[1]}${userTask('weigh', 'finance')[1]}
   <intermediateCatchEvent id="date"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
   <receiveTask id="letter" messageRef="m"/><serviceTask id="post" camunda:type="external" camunda:topic="letters"/>
   ${['check', 'weigh', 'date', 'letter', 'post'].map((id) => `<sequenceFlow id="to-${id}" sourceRef="fork" targetRef="${id}"/><userTask id="after-${id}" camunda:candidateGroups="lawyer"/><sequenceFlow id="from-${id}" sourceRef="${id}" targetRef="after-${id}"/>`).join('')}
   <sequenceFlow id="begin" sourceRef="start" targetRef="fork"/>`,
  '<message id="m" name="letter"/>',
);

describe.each(databaseNames)('Taking back on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of [review, sends, late, chain, joint, agreed, crowd, beside]) await server.deploy(model);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const takeBack = async (taskId: string, account: string) =>
    server.get(TakeBackTask).run(server.command(account), await server.as(account), taskId);
  const view = async (taskId: string, account: string) => server.get(TakeBackTask).view(await server.as(account), taskId);
  const claim = async (taskId: string, account: string) =>
    server.get(ClaimTask).run(server.command(account), await server.as(account), taskId);
  const get = (account: string, path: string) =>
    request((server.app as NestExpressApplication).getHttpServer())
      .get(`/api/v1${path}`)
      .auth(account, 'demo');
  const completed = async (key: string, account: string, values = {}) => {
    const instanceId = await server.start(key);
    const { taskId } = await server.task(instanceId);
    accepted(await server.complete(taskId, account, values));
    return { instanceId, taskId };
  };

  it('takes back the last completion where another replica has noted the one before', async () => {
    const { instanceId, taskId: first } = await completed('chain', 'case-handler-1');
    server.get(LoadInstance).forget(instanceId);
    const { taskId: second } = await server.task(instanceId);
    accepted(await server.complete(second, 'case-handler-1'));
    expect(refusal(await takeBack(first, 'case-handler-1')).code).toBe('cannot-take-back');
    accepted(await takeBack(second, 'case-handler-1'));
    expect((await server.task(instanceId)).taskId).toBe(second);
  });

  it('opens the same task with what was entered, and goes on from there', async () => {
    const { instanceId, taskId } = await completed('review', 'case-handler-1', { sound: true });
    expect(await view(taskId, 'case-handler-1')).toEqual({ possible: true });
    const next = await server.task(instanceId);
    server.clock.advance(5_000);
    expect(accepted(await takeBack(taskId, 'case-handler-1'))).toEqual({ taskId, instanceId, entered: { sound: true } });
    expect(await server.task(instanceId)).toMatchObject({ taskId, elementId: 'check' });
    expect(await server.variable(instanceId, 'sound')).toBeUndefined();
    const { reader } = server.database;
    expect(await reader.byId(historyTaskTable, taskId)).toMatchObject({ outcome: null, completedBy: null, endedAt: null });
    expect(await reader.byId(historyTaskTable, next.id)).toMatchObject({ outcome: 'canceled' });
    const decide = await reader.findOne(historyActivityTable, 'instance_id = ? AND element_id = ?', [instanceId, 'decide']);
    expect(decide?.outcome).toBe('canceled');
    const steps = await reader.find(journalTable, 'instance_id = ?', [instanceId], { orderBy: 'sequence' });
    expect(steps.at(-1)).toMatchObject({
      actor: 'case-handler-1',
      records: [{ kind: 'completionTakenBack', taskId, sequence: 2 }],
    });
    expect(await reader.find(dutyActTable, 'instance_id = ?', [instanceId])).toEqual([]);
    expect(refusal(await takeBack(taskId, 'case-handler-1')).details).toMatchObject({ reason: 'not-completed' });
    accepted(await server.complete(taskId, 'case-handler-1', { sound: false }));
    expect(await server.variable(instanceId, 'sound')).toBe(false);
    accepted(await server.complete((await server.task(instanceId)).taskId, 'decision-maker-1'));
    expect(await server.history(instanceId)).toMatchObject({ outcome: 'completed' });
  });

  it('is refused once a colleague has opened or taken what followed, and says who and when', async () => {
    const opened = await completed('review', 'case-handler-1');
    const next = await server.task(opened.instanceId);
    await get('case-handler-1', `/tasks/${next.taskId}`).expect(200);
    expect(await view(opened.taskId, 'case-handler-1')).toEqual({ possible: true });
    await get('decision-maker-1', `/tasks/${next.taskId}`).expect(200);
    expect(refusal(await takeBack(opened.taskId, 'case-handler-1'))).toMatchObject({
      code: 'cannot-take-back',
      details: { reason: 'task-opened', account: 'decision-maker-1', at: server.clock.now(), name: 'decide' },
    });
    const taken = await completed('review', 'case-handler-1');
    accepted(await claim((await server.task(taken.instanceId)).taskId, 'decision-maker-1'));
    expect(refusal(await takeBack(taken.taskId, 'case-handler-1')).details).toMatchObject({
      reason: 'task-claimed',
      account: 'decision-maker-1',
    });
    expect(await view(taken.taskId, 'case-handler-1')).toMatchObject({ possible: false, reason: 'task-claimed' });
  });

  it('is for who completed, as long as the case is where they brought it', async () => {
    const { instanceId, taskId } = await completed('review', 'case-handler-1');
    expect(refusal(await takeBack(taskId, 'case-handler-2')).details).toMatchObject({ reason: 'not-yours' });
    expect(refusal(await takeBack(taskId, 'case-handler-3')).code).toBe('task-unknown');
    accepted(await server.complete((await server.task(instanceId)).taskId, 'decision-maker-1'));
    expect(refusal(await takeBack(taskId, 'case-handler-1')).details).toMatchObject({ reason: 'case-ended' });
    expect(await server.database.reader.byId(instanceUndoTable, instanceId)).toBeUndefined();
  });

  it('is refused when a worker has taken the job that followed, not before', async () => {
    const waiting = await completed('sends', 'case-handler-1');
    accepted(await takeBack(waiting.taskId, 'case-handler-1'));
    const sent = await completed('sends', 'case-handler-1');
    await request((server.app as NestExpressApplication).getHttpServer())
      .post('/engine-rest/external-task/fetchAndLock')
      .auth('admin', 'demo')
      .send({ workerId: 'w', maxTasks: 10, topics: [{ topicName: 'post', lockDuration: hour }] })
      .expect(200);
    expect(refusal(await takeBack(sent.taskId, 'case-handler-1')).details).toMatchObject({
      reason: 'job-taken',
      elementId: 'send',
    });
    const { body } = await get('case-handler-1', `/tasks/${waiting.taskId}`).expect(200);
    expect(body).toMatchObject({ final: 'sends' });
  });

  it('arms timers again: one that fell due meanwhile fires at once', async () => {
    const early = await completed('late', 'case-handler-1');
    accepted(await takeBack(early.taskId, 'case-handler-1'));
    expect(await server.database.reader.find(timerTable, 'instance_id = ?', [early.instanceId])).toHaveLength(1);
    const { instanceId, taskId } = await completed('late', 'case-handler-1');
    expect(await server.database.reader.find(timerTable, 'instance_id = ?', [instanceId])).toEqual([]);
    server.clock.advance(2 * hour);
    accepted(await takeBack(taskId, 'case-handler-1'));
    await server.get(SweepDueTimers).run();
    expect(await server.history(instanceId)).toMatchObject({ outcome: 'completed', endElementId: 'gone' });
  });

  it('takes a signature back, to the one who signed, values and candidates as they were', async () => {
    const instanceId = await server.start('joint');
    const { taskId } = await server.task(instanceId);
    accepted(await server.complete(taskId, 'management-representative-1', { score: 4 }));
    const asked = await server.task(instanceId);
    accepted(await server.complete(asked.taskId, 'service-manager-1'));
    expect(await server.task(instanceId)).toMatchObject({ candidateGroups: ['finance'] });
    expect(refusal(await takeBack(taskId, 'management-representative-1')).code).toBe('cannot-take-back');
    accepted(await takeBack(asked.taskId, 'service-manager-1'));
    expect(await server.task(instanceId)).toMatchObject({ taskId: asked.taskId, candidateGroups: ['service-manager'] });
    expect((await server.task(instanceId)).signing?.signatures).toHaveLength(1);
    accepted(await server.complete(asked.taskId, 'service-manager-1'));
    const last = await server.task(instanceId);
    accepted(await server.complete(last.taskId, 'finance-1'));
    expect(await server.variable(instanceId, 'score')).toBe(4);
    accepted(await takeBack(last.taskId, 'finance-1'));
    expect(await server.task(instanceId)).toMatchObject({ taskId: last.taskId, elementId: 'measure' });
    expect(await server.variable(instanceId, 'score')).toBeUndefined();
    accepted(await server.complete(last.taskId, 'finance-2'));
    expect(await server.variable(instanceId, 'score')).toBe(4);
  });

  it('brings opinions back with their task, and takes an opinion back', async () => {
    const instanceId = await server.start('agreed');
    const [plan, opinion] = await bothOf(instanceId);
    accepted(await server.complete(opinion.taskId, 'finance-1', { opinion: 'agree' }));
    accepted(await takeBack(opinion.taskId, 'finance-1'));
    expect(refusal(await server.complete(plan.taskId, 'service-manager-1')).code).toBe('agreement-missing');
    accepted(await server.complete(opinion.taskId, 'finance-1', { opinion: 'agree' }));
    accepted(await server.complete(plan.taskId, 'service-manager-1'));
    accepted(await takeBack(plan.taskId, 'service-manager-1'));
    expect((await server.tasks(instanceId)).map(({ elementId }) => elementId)).toEqual(['plan']);
    expect(await server.database.reader.byId(taskOpinionTable, opinion.id)).toMatchObject({ opinion: 'agree' });
    accepted(await server.complete(plan.taskId, 'service-manager-1'));
  });

  const bothOf = async (instanceId: string) => {
    const tasks = await server.tasks(instanceId);
    return [tasks.find(({ opinionOf }) => opinionOf === null)!, tasks.find(({ opinionOf }) => opinionOf !== null)!] as const;
  };

  it('is refused when the case went on beside it, and says by what, by whom and when', async () => {
    const went = async (goOn: (instanceId: string) => Promise<unknown>) => {
      const instanceId = await server.start('beside', {}, 'admin', `beside-${server.clock.now()}`);
      const { taskId } = (await server.tasks(instanceId)).find(({ elementId }) => elementId === 'check')!;
      accepted(await server.complete(taskId, 'case-handler-1'));
      expect(await view(taskId, 'case-handler-1')).toEqual({ possible: true });
      server.clock.advance(1_000);
      await goOn(instanceId);
      const { details } = refusal(await takeBack(taskId, 'case-handler-1'));
      expect(await view(taskId, 'case-handler-1')).toEqual({ ...details, possible: false, taskId: undefined });
      return details;
    };
    const engine = (path: string, body: object) =>
      request((server.app as NestExpressApplication).getHttpServer())
        .post(`/engine-rest${path}`)
        .auth('admin', 'demo')
        .send(body);
    const weigh = async (instanceId: string) => {
      const { taskId } = (await server.tasks(instanceId)).find(({ elementId }) => elementId === 'weigh')!;
      accepted(await server.complete(taskId, 'finance-1'));
    };
    expect(await went(weigh)).toMatchObject({ reason: 'task-completed', account: 'finance-1', at: server.clock.now() });
    const arrive = async () => engine('/message', { messageName: 'letter', businessKey: `beside-${server.clock.now() - 1_000}` });
    expect(await went(arrive)).toMatchObject({ reason: 'message-arrived', account: 'admin', at: server.clock.now() });
    const post = async () => {
      const topics = [{ topicName: 'letters', lockDuration: hour }];
      const { body } = await engine('/external-task/fetchAndLock', { workerId: 'w', maxTasks: 100, topics });
      for (const { id } of body as { id: string }[]) await engine(`/external-task/${id}/complete`, { workerId: 'w' });
    };
    expect(await went(post)).toMatchObject({ reason: 'job-taken', at: server.clock.now() });
    const fired = await went(() => server.wait(hour));
    expect(fired).toMatchObject({ reason: 'timer-fired' });
    expect(fired).not.toHaveProperty('account');
    const both = await went(async (instanceId) => {
      await weigh(instanceId);
      server.clock.advance(1_000);
      await arrive();
    });
    expect(both).toMatchObject({ reason: 'task-completed', at: server.clock.now() - 1_000 });
  });

  it('takes back what opened a body so large that its items are stored apart', async () => {
    const n = 400;
    const instanceId = await server.start('crowd', { n, text: 'x'.repeat(50_000) });
    const { taskId } = await server.task(instanceId);
    const count = async () => (await server.tasks(instanceId)).length;
    accepted(await server.complete(taskId, 'case-handler-1'));
    expect(await count()).toBe(n);
    const parts = () => server.database.reader.query('SELECT id FROM instance_part WHERE instance_id = ?', [instanceId]);
    expect((await parts()).length).toBeGreaterThan(n);
    accepted(await takeBack(taskId, 'case-handler-1'));
    expect(await server.task(instanceId)).toMatchObject({ taskId });
    expect(await parts()).toEqual([]);
    accepted(await server.complete(taskId, 'case-handler-1'));
    const [first, second] = await server.tasks(instanceId);
    accepted(await server.complete(first!.taskId, 'case-handler-1', { local: 1 }));
    expect(await count()).toBe(n - 1);
    accepted(await takeBack(first!.taskId, 'case-handler-1'));
    expect(await count()).toBe(n);
    accepted(await server.complete(second!.taskId, 'case-handler-1'));
    accepted(await server.complete(first!.taskId, 'case-handler-1'));
    expect(await count()).toBe(n - 2);
  });

  it('or a claim wins, never both', async () => {
    const outcomes = new Map<string, number>();
    for (let round = 0; round < 25; round++) {
      const { instanceId, taskId } = await completed('review', 'case-handler-1');
      const next = await server.task(instanceId);
      const [back, claimed] = await Promise.all([takeBack(taskId, 'case-handler-1'), claim(next.taskId, 'decision-maker-1')]);
      const won = [back, claimed].map((answer) => ('rejected' in answer ? answer.code : 'done')).join(' ');
      outcomes.set(won, (outcomes.get(won) ?? 0) + 1);
      const row = await server.database.reader.findOne(taskTable, 'instance_id = ?', [instanceId]);
      expect(row?.elementId).toBe('rejected' in back ? 'decide' : 'check');
    }
    for (const won of outcomes.keys()) expect(['done task-withdrawn', 'cannot-take-back done']).toContain(won);
  });
});
