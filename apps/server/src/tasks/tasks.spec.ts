import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, hour, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { AssignTask } from './assign-task.ts';
import { ClaimTask } from './claim-task.ts';
import { CompleteTask } from './complete-task.ts';
import { ListTasks } from './list-tasks.ts';
import { historyTaskTable, taskCandidateTable, taskSignatureTable } from './tables.ts';
import { UnclaimTask } from './unclaim-task.ts';

const review = smallModel('review', [
  userTask('check', 'case-handler', 'gaita:due="5 working days"'),
  userTask('decide', 'decision-maker'),
]);
const joint = smallModel('joint', [userTask('measure', 'management-representative', 'gaita:joint="service-manager,finance"')]);
const foreign = smallModel('foreign', [userTask('approve', 'accounting')]);
const late = smallModel(
  'late',
  [userTask('answer', 'case-handler')],
  `<boundaryEvent id="tooLate" attachedToRef="answer"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
   <endEvent id="gone"/><sequenceFlow id="to-gone" sourceRef="tooLate" targetRef="gone"/>`,
);

describe.each(databaseNames)('Tasks on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of [review, joint, foreign, late]) await server.deploy(model);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const claim = async (taskId: string, account: string) =>
    server.get(ClaimTask).run(server.command(account), await server.as(account), taskId);
  const unclaim = async (taskId: string, account: string) =>
    server.get(UnclaimTask).run(server.command(account), await server.as(account), taskId);
  const list = async (account: string, view: 'mine' | 'group' | 'all', instanceId: string) =>
    (await server.get(ListTasks).rows(await server.as(account), { view, instanceId })).map(({ elementId }) => elementId);

  describe('Lists', () => {
    it('offer a task to the people of its role in its institution, and to nobody else', async () => {
      const instanceId = await server.start('review');
      expect(await list('case-handler-1', 'group', instanceId)).toEqual(['check']);
      expect(await list('case-handler-2', 'group', instanceId)).toEqual(['check']);
      expect(await list('decision-maker-1', 'group', instanceId)).toEqual([]);
      expect(await list('case-handler-3', 'group', instanceId)).toEqual([]);
      expect(await list('admin', 'group', instanceId)).toEqual([]);
    });

    it('show every task of an institution to its people, and nothing to those of another', async () => {
      const instanceId = await server.start('review');
      expect(await list('decision-maker-1', 'all', instanceId)).toEqual(['check']);
      expect(await list('case-handler-3', 'all', instanceId)).toEqual([]);
      const other = await server.as('case-handler-3');
      expect(await server.get(ListTasks).count(other, { instanceId })).toBe(0);
    });

    it('move a claimed task from the offers to the holder', async () => {
      const instanceId = await server.start('review');
      const { taskId } = await server.task(instanceId);
      accepted(await claim(taskId, 'case-handler-1'));
      expect(await list('case-handler-1', 'mine', instanceId)).toEqual(['check']);
      expect(await list('case-handler-2', 'group', instanceId)).toEqual([]);
      accepted(await unclaim(taskId, 'case-handler-1'));
      expect(await list('case-handler-2', 'group', instanceId)).toEqual(['check']);
    });

    it('sort by due date with undated tasks last, and page', async () => {
      const first = await server.start('review', {}, 'admin', 'paging');
      server.clock.advance(48 * hour);
      const second = await server.start('review', {}, 'admin', 'paging');
      accepted(await server.complete((await server.task(second)).taskId, 'case-handler-1'));
      const third = await server.start('review', {}, 'admin', 'paging');
      const admin = await server.as('admin');
      const page = (offset: number) =>
        server.get(ListTasks).rows(admin, { businessKey: 'paging' }, { sort: [{ by: 'due' }], limit: 2, offset });
      expect((await page(0)).map(({ instanceId }) => instanceId)).toEqual([first, third]);
      expect((await page(2)).map(({ instanceId }) => instanceId)).toEqual([second]);
      expect(await server.get(ListTasks).count(admin, { businessKey: 'paging', candidateGroups: ['decision-maker'] })).toBe(1);
    });
  });

  describe('Claiming', () => {
    it('is refused to the second person, who is told who has it and since when', async () => {
      const { taskId } = await server.task(await server.start('review'));
      accepted(await claim(taskId, 'case-handler-1'));
      const refused = refusal(await claim(taskId, 'case-handler-2'));
      expect(refused.code).toBe('task-claimed-by-other');
      expect(refused.details).toMatchObject({ assignee: 'case-handler-1', since: server.clock.now() });
      expect(accepted(await claim(taskId, 'case-handler-1')).assignee).toBe('case-handler-1');
    });

    it('lets one of two win who claim at once', async () => {
      const { taskId } = await server.task(await server.start('review'));
      const answers = await Promise.all([claim(taskId, 'case-handler-1'), claim(taskId, 'case-handler-2')]);
      expect(answers.filter((answer) => !('rejected' in answer))).toHaveLength(1);
      expect(answers.find((answer) => 'rejected' in answer)).toMatchObject({ code: 'task-claimed-by-other' });
    });

    it('is for the role only, administrators included', async () => {
      const { taskId } = await server.task(await server.start('review'));
      expect(refusal(await claim(taskId, 'decision-maker-1')).code).toBe('not-allowed');
      expect(refusal(await claim(taskId, 'admin')).code).toBe('not-allowed');
      expect(refusal(await claim(taskId, 'case-handler-3')).code).toBe('task-unknown');
    });

    it('is undone by the holder or an administrator', async () => {
      const { taskId } = await server.task(await server.start('review'));
      expect(refusal(await unclaim(taskId, 'case-handler-1')).code).toBe('task-not-claimed');
      accepted(await claim(taskId, 'case-handler-1'));
      expect(refusal(await unclaim(taskId, 'case-handler-2')).code).toBe('not-allowed');
      accepted(await unclaim(taskId, 'admin'));
      accepted(await claim(taskId, 'case-handler-2'));
    });
  });

  describe('Completing', () => {
    it('lets the case go on with the values, and keeps who did it', async () => {
      const instanceId = await server.start('review');
      const { taskId } = await server.task(instanceId);
      accepted(await claim(taskId, 'case-handler-1'));
      expect(accepted(await server.complete(taskId, 'case-handler-1', { sound: true }))).toMatchObject({ result: 'completed' });
      expect((await server.task(instanceId)).elementId).toBe('decide');
      expect(await server.variable(instanceId, 'sound')).toBe(true);
      expect(await server.database.reader.byId(historyTaskTable, taskId)).toMatchObject({
        outcome: 'completed',
        completedBy: 'case-handler-1',
        assignee: 'case-handler-1',
        dueRule: '5 working days',
      });
      const [, check] = await server.activities(instanceId);
      expect(check).toMatchObject({ elementId: 'check', taskId, assignee: 'case-handler-1', outcome: 'completed' });
      expect(await server.database.reader.find(taskCandidateTable, 'task_id = ?', [taskId])).toEqual([]);
    });

    it('is refused a second time, naming who was first', async () => {
      const instanceId = await server.start('review');
      const { taskId } = await server.task(instanceId);
      accepted(await server.complete(taskId, 'case-handler-1'));
      const refused = refusal(await server.complete(taskId, 'case-handler-2'));
      expect(refused.code).toBe('task-already-completed');
      expect(refused.details).toMatchObject({ instanceId, completedBy: 'case-handler-1', completedAt: server.clock.now() });
    });

    it('lets one of two win who complete at once, and tells the other who', async () => {
      const instanceId = await server.start('review');
      const { taskId } = await server.task(instanceId);
      const answers = await Promise.all([
        server.complete(taskId, 'case-handler-1', { by: 1 }),
        server.complete(taskId, 'case-handler-2', { by: 2 }),
      ]);
      const [won] = answers.flatMap((answer, index) => ('rejected' in answer ? [] : [index + 1]));
      expect(answers.filter((answer) => 'rejected' in answer)).toEqual([
        expect.objectContaining({
          code: 'task-already-completed',
          details: expect.objectContaining({ completedBy: `case-handler-${won}` }),
        }),
      ]);
      expect(await server.variable(instanceId, 'by')).toBe(won);
    });

    it('is refused to whoever does not hold a claimed task', async () => {
      const { taskId } = await server.task(await server.start('review'));
      accepted(await claim(taskId, 'case-handler-1'));
      expect(refusal(await server.complete(taskId, 'case-handler-2')).code).toBe('task-claimed-by-other');
      expect(refusal(await server.complete(taskId, 'admin')).code).toBe('not-allowed');
    });

    it('is refused when the case went on without the task', async () => {
      const instanceId = await server.start('late');
      const { taskId } = await server.task(instanceId);
      await server.wait(2 * hour);
      expect(await server.entered(instanceId)).toEqual(['start', 'answer', 'tooLate', 'gone']);
      expect(refusal(await server.complete(taskId, 'case-handler-1')).code).toBe('task-withdrawn');
      expect(await server.tasks(instanceId)).toEqual([]);
      expect(await server.database.reader.find(taskCandidateTable, 'task_id = ?', [taskId])).toEqual([]);
    });

    it('is refused for a task that never was', async () => {
      expect(refusal(await server.complete('no-such-task', 'case-handler-1')).code).toBe('task-unknown');
    });
  });

  describe('A task that names no role of the registry', () => {
    it('is offered to administrators, who may complete it', async () => {
      const instanceId = await server.start('foreign');
      const { taskId } = await server.task(instanceId);
      expect(await list('admin', 'group', instanceId)).toEqual(['approve']);
      expect(refusal(await server.complete(taskId, 'finance-1')).code).toBe('not-allowed');
      accepted(await server.complete(taskId, 'admin'));
    });

    it('may be assigned by an administrator, and is then that person’s', async () => {
      const instanceId = await server.start('foreign');
      const { taskId } = await server.task(instanceId);
      const assign = async (by: string, to: string) =>
        server.get(AssignTask).run(server.command(by), await server.as(by), taskId, to);
      expect(refusal(await assign('finance-1', 'finance-2')).code).toBe('not-allowed');
      expect(refusal(await assign('admin', 'nobody-1')).code).toBe('not-found');
      accepted(await assign('admin', 'finance-2'));
      expect(refusal(await server.complete(taskId, 'admin')).code).toBe('task-claimed-by-other');
      accepted(await server.complete(taskId, 'finance-2'));
    });
  });

  describe('A joint task', () => {
    it('is signed by one role after the other; the process gets the values with the last signature', async () => {
      const instanceId = await server.start('joint');
      const first = await server.task(instanceId);
      const asked = accepted(await server.complete(first.taskId, 'management-representative-1', { saved: 12 }));
      expect(asked).toMatchObject({ result: 'to-sign', nextRole: 'service-manager' });
      const second = await server.task(instanceId);
      expect(second).toMatchObject({ taskId: asked.nextTaskId, elementId: 'measure', candidateGroups: ['service-manager'] });
      expect(second.signing?.values).toEqual({ saved: 12 });
      expect(await list('service-manager-1', 'group', instanceId)).toEqual(['measure']);
      expect(await list('management-representative-2', 'group', instanceId)).toEqual([]);
      expect(await server.variable(instanceId, 'saved')).toBeUndefined();

      expect(refusal(await server.complete(first.taskId, 'management-representative-2')).code).toBe('task-already-completed');
      expect(refusal(await server.complete(second.taskId, 'management-representative-2')).code).toBe('not-allowed');
      const third = accepted(await server.complete(second.taskId, 'service-manager-1'));
      expect(third).toMatchObject({ result: 'to-sign', nextRole: 'finance' });
      expect(accepted(await server.complete(third.nextTaskId!, 'finance-1', { saved: 11 }))).toMatchObject({
        result: 'completed',
      });

      expect((await server.history(instanceId)).outcome).toBe('completed');
      expect((await server.entered(instanceId)).filter((id) => id === 'measure')).toHaveLength(1);
      const signatures = await server.database.reader.find(taskSignatureTable, 'instance_id = ?', [instanceId], {
        orderBy: 'opened_at, id',
      });
      expect(signatures.map(({ account, outcome }) => `${account} ${outcome}`).sort()).toEqual([
        'finance-1 signed',
        'management-representative-1 signed',
        'service-manager-1 signed',
      ]);
    });

    it('goes back to the responsible person with the reason and the values', async () => {
      const instanceId = await server.start('joint');
      const first = await server.task(instanceId);
      const actor = await server.as('service-manager-1');
      const complete = server.get(CompleteTask);
      accepted(await server.complete(first.taskId, 'management-representative-1', { saved: 12 }));
      const second = await server.task(instanceId);
      const returned = await complete.run(server.command(), actor, second.taskId, {
        variables: {},
        returnReason: 'The sample is too small',
        checkForm: true,
      });
      expect(accepted(returned)).toMatchObject({ result: 'returned', nextTaskId: first.taskId });
      const again = await server.task(instanceId);
      expect(again).toMatchObject({
        taskId: first.taskId,
        assignee: 'management-representative-1',
        candidateGroups: ['management-representative'],
      });
      accepted(await unclaim(first.taskId, 'management-representative-1'));
      expect(await list('management-representative-2', 'group', instanceId)).toEqual(['measure']);
      expect(await list('service-manager-2', 'group', instanceId)).toEqual([]);
      expect(again.signing?.returned).toMatchObject({ account: 'service-manager-1', reason: 'The sample is too small' });
      expect(again.signing?.values).toEqual({ saved: 12 });
      expect(refusal(await server.complete(second.taskId, 'service-manager-2')).code).toBe('task-already-completed');

      accepted(await server.complete(again.taskId, 'management-representative-1', { saved: 10 }));
      const signing = await server.task(instanceId);
      expect(signing.taskId).not.toBe(second.taskId);
      accepted(await server.complete(signing.taskId, 'service-manager-1'));
      accepted(await server.complete((await server.task(instanceId)).taskId, 'finance-2'));
      expect((await server.history(instanceId)).outcome).toBe('completed');
    });

    it('is signed by nobody twice', async () => {
      const twice = smallModel('twice', [userTask('measure', 'service-manager', 'gaita:joint="service-manager"')]);
      await server.deploy(twice);
      const instanceId = await server.start('twice');
      accepted(await server.complete((await server.task(instanceId)).taskId, 'service-manager-1'));
      const { taskId } = await server.task(instanceId);
      expect(refusal(await server.complete(taskId, 'service-manager-1')).code).toBe('already-signed');
      expect(refusal(await claim(taskId, 'service-manager-1')).code).toBe('already-signed');
      accepted(await server.complete(taskId, 'service-manager-2'));
    });

    it('cannot be returned before somebody has signed', async () => {
      const { taskId } = await server.task(await server.start('joint'));
      const answer = await server
        .get(CompleteTask)
        .run(server.command(), await server.as('management-representative-1'), taskId, {
          variables: {},
          returnReason: 'No',
          checkForm: false,
        });
      expect(refusal(answer).code).toBe('invalid-request');
    });
  });
});
