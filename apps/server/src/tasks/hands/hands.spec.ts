import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TaskDetailView } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { accepted, day, hour, refusal } from '../../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../../test/support/small-model.ts';
import { auditEntryTable } from '../../audit/index.ts';
import { DutyStage } from '../../duties/testing/duty-stage.ts';
import { plannedNoticeTable } from '../../notifications/tables.ts';
import { historyTaskTable, taskTable } from '../tables.ts';
import { DelegateTask } from './delegate-task.ts';
import { PassOnTask } from './pass-on-task.ts';
import { PlanWork } from './plan-work.ts';
import { ResolveTask } from './resolve-task.ts';

const check = smallModel('checking', [userTask('check', 'case-handler'), userTask('decide', 'decision-maker')]);
const legal = smallModel('by-law', [userTask('answer', 'case-handler', 'gaita:due="legal: administrative-act"')]);
const joint = smallModel('signed-by-two', [userTask('draft', 'case-handler', 'gaita:joint="decision-maker"')]);
const agreed = smallModel('agreed-by-lawyer', [userTask('plan', 'case-handler', 'gaita:consulted="lawyer!"')]);
const named = smallModel('of-one', [userTask('answer', 'case-handler', 'camunda:assignee="${who}"')]);

const [ann, ben, head] = ['case-handler-1', 'case-handler-2', 'department-head-1'] as const;

describe.each(databaseNames)('Tasks that pass from hand to hand on %s', (name) => {
  let system: DatabaseSystem;
  let stage: DutyStage;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    stage = await DutyStage.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of [check, legal, named, joint, agreed]) await stage.server.deploy(model);
  });
  afterAll(async () => {
    await stage?.server.stop();
    await system?.stop();
  });

  const passOn = async (taskId: string, by: string, to: string) =>
    stage.server.get(PassOnTask).run(stage.server.command(by), await stage.server.as(by), taskId, to);
  const delegate = async (taskId: string, by: string, to: string) =>
    stage.server.get(DelegateTask).run(stage.server.command(by), await stage.server.as(by), taskId, to);
  const resolve = async (taskId: string, by: string, variables = {}) =>
    stage.server.get(ResolveTask).run(stage.server.command(by), await stage.server.as(by), taskId, { variables });
  const plan = async (by: string) => {
    const [work, command, actor] = [stage.server.get(PlanWork), stage.server.command(by), await stage.server.as(by)];
    return {
      followUp: (taskId: string, request: Parameters<PlanWork['followUp']>[3]) => work.followUp(command, actor, taskId, request),
      priority: (taskId: string, priority: number) => work.priority(command, actor, taskId, priority),
      due: (taskId: string, dueAt: number | null) => work.due(command, actor, taskId, dueAt),
    };
  };
  const open = async (processKey = 'checking', variables = {}) =>
    (await stage.server.task(await stage.server.start(processKey, variables))).taskId;
  const held = async (by: string = ann) => {
    const taskId = await open();
    stage.server.clock.advance(1_000);
    accepted(await stage.claim(taskId, by));
    return taskId;
  };
  const row = async (taskId: string) => (await stage.server.database.reader.findOne(taskTable, 'task_id = ?', [taskId]))!;
  const acts = async (taskId: string) =>
    (await stage.server.database.reader.find(auditEntryTable, 'object_id = ?', [taskId], { orderBy: 'at, id' })).map(
      ({ account, act, details }) => [account, act, ...Object.values(details ?? {})],
    );
  const told = async (taskId: string, kind: string) =>
    (await stage.server.database.reader.find(plannedNoticeTable, 'task_id = ? AND kind = ?', [taskId, kind])).map(
      ({ account }) => account,
    );

  describe('Passing on', () => {
    it('gives a task away whole: the colleague holds it, and history and audit name them', async () => {
      const taskId = await held();
      expect(accepted(await passOn(taskId, ann, ben))).toMatchObject({ taskId, assignee: ben });
      const task = await row(taskId);
      expect(task).toMatchObject({ assignee: ben, owner: null, delegationState: null });
      expect(await stage.server.database.reader.byId(historyTaskTable, task.id)).toMatchObject({ assignee: ben });
      expect(await acts(taskId)).toEqual(expect.arrayContaining([[ann, 'task-assigned', ben]]));
      expect(refusal(await stage.server.complete(taskId, ann)).code).toBe('task-claimed-by-other');
      accepted(await stage.server.complete(taskId, ben));
    });

    it('is for the holder, a head of the department and administrators of the institution', async () => {
      const taskId = await held();
      expect(refusal(await passOn(taskId, ben, ben)).code).toBe('not-allowed');
      expect(refusal(await passOn(taskId, 'case-handler-3', ben)).code).toBe('task-unknown');
      accepted(await passOn(taskId, head, ben));
      accepted(await passOn(taskId, 'admin', ann));
      const unclaimed = await open();
      expect(refusal(await passOn(unclaimed, ann, ben))).toMatchObject({
        code: 'not-allowed',
        message: expect.stringContaining('with nobody yet') as unknown,
        details: { assignee: null },
      });
      accepted(await passOn(unclaimed, head, ben));
    });

    it('goes only to who may do the task, and twice to the same person changes nothing', async () => {
      const taskId = await held();
      expect(refusal(await passOn(taskId, ann, 'decision-maker-1')).code).toBe('not-allowed');
      expect(refusal(await passOn(taskId, ann, 'case-handler-3')).code).toBe('not-allowed');
      expect(refusal(await passOn(taskId, ann, 'nobody')).code).toBe('not-found');
      accepted(await passOn(taskId, ann, ben));
      const { revision } = await row(taskId);
      accepted(await passOn(taskId, ben, ben));
      expect((await row(taskId)).revision).toBe(revision);
    });

    it('is undone within a minute by who gave it away, and by nobody else', async () => {
      const taskId = await held();
      accepted(await passOn(taskId, ann, ben));
      expect(await told(taskId, 'task-passed-on')).toEqual([ben]);
      stage.server.clock.advance(59_000);
      expect(accepted(await passOn(taskId, ann, ann))).toMatchObject({ assignee: ann });
      expect((await acts(taskId)).at(-1)).toEqual([ann, 'task-claimed']);
      expect(refusal(await passOn(taskId, ben, ben)).code).toBe('not-allowed');
      accepted(await passOn(taskId, ann, ben));
      stage.server.clock.advance(60_000);
      expect(refusal(await passOn(taskId, ann, ann)).code).toBe('not-allowed');
      accepted(await passOn(taskId, head, ann));
      expect(refusal(await passOn(taskId, ben, ben)).code).toBe('not-allowed');
    });

    it('lets one of two win who give it away at once', async () => {
      const taskId = await held();
      const answers = await Promise.all([passOn(taskId, ann, ben), stage.server.complete(taskId, ann)]);
      expect(answers.filter((answer) => !('rejected' in answer))).toHaveLength(1);
    });
  });

  describe('Delegating', () => {
    it('brings the task back to its owner, who alone completes it, with what the colleague found out', async () => {
      const taskId = await held();
      accepted(await delegate(taskId, ann, ben));
      expect(await row(taskId)).toMatchObject({ assignee: ben, owner: ann, delegationState: 'PENDING' });
      expect(refusal(await stage.server.complete(taskId, ben)).code).toBe('task-delegated');
      expect(refusal(await resolve(taskId, ann)).code).toBe('not-allowed');
      accepted(await resolve(taskId, ben, { measured: 12 }));
      expect(await row(taskId)).toMatchObject({ assignee: ann, delegationState: 'RESOLVED' });
      expect(await stage.server.variable((await row(taskId)).instanceId, 'measured')).toBe(12);
      expect((await acts(taskId)).map(([account, act]) => [account, act])).toEqual(
        expect.arrayContaining([
          [ann, 'task-delegated'],
          [ben, 'task-resolved'],
        ]),
      );
      accepted(await stage.server.complete(taskId, ann));
    });

    it('is for who may do the task, and for a lead on behalf of its holder', async () => {
      const taskId = await held();
      expect(refusal(await delegate(taskId, ben, ben)).code).toBe('task-claimed-by-other');
      expect(refusal(await delegate(taskId, 'decision-maker-1', ben)).code).toBe('not-allowed');
      accepted(await delegate(taskId, head, ben));
      expect(await row(taskId)).toMatchObject({ assignee: ben, owner: ann });
    });

    it('never makes a lead the owner of work that is not for them', async () => {
      const taskId = await open();
      expect(refusal(await delegate(taskId, head, ben)).code).toBe('task-not-claimed');
      expect(refusal(await delegate(taskId, 'admin', ben)).code).toBe('task-not-claimed');
      accepted(await delegate(taskId, ann, ben));
      expect(await row(taskId)).toMatchObject({ owner: ann });
    });

    it('ends when the task is passed on or handed back', async () => {
      const taskId = await held();
      accepted(await delegate(taskId, ann, ben));
      accepted(await passOn(taskId, head, ann));
      expect(await row(taskId)).toMatchObject({ assignee: ann, owner: null, delegationState: null });
      expect(refusal(await resolve(taskId, ann)).code).toBe('task-not-delegated');
    });
  });

  describe('Holding', () => {
    it('ends for the work with the role: the task is neither completed nor delegated nor its draft kept, but may be given on', async () => {
      await stage.giveRole('lawyer-1', 'case-handler');
      const taskId = await held('lawyer-1');
      await stage.takeRole('lawyer-1', 'case-handler');
      expect(refusal(await stage.server.complete(taskId, 'lawyer-1')).code).toBe('not-allowed');
      expect(refusal(await delegate(taskId, 'lawyer-1', ann)).code).toBe('not-allowed');
      const shown = await stage.get('lawyer-1', `/api/v1/tasks/${taskId}`).expect(200);
      expect(shown.body).toMatchObject({ may: { complete: false, unclaim: true, passOn: true, askOpinion: false } });
      accepted(await passOn(taskId, 'lawyer-1', ann));
      accepted(await stage.server.complete(taskId, ann));
    });

    it('is said to be in vain, to its holder and to whoever looks, until somebody who may has it', async () => {
      await stage.giveRole('lawyer-1', 'case-handler');
      const taskId = await held('lawyer-1');
      const inVain = async (reader: string) =>
        (await stage.get(reader, `/api/v1/tasks/${taskId}`).expect(200)).body as { task: { holderMayNot?: true } };
      expect((await inVain(head)).task.holderMayNot).toBeUndefined();
      await stage.takeRole('lawyer-1', 'case-handler');
      for (const reader of ['lawyer-1', ann, head]) expect((await inVain(reader)).task.holderMayNot).toBe(true);
      accepted(await passOn(taskId, head, ann));
      expect((await inVain(head)).task.holderMayNot).toBeUndefined();
    });

    it('ends for a substitute with the absence', async () => {
      await stage.absent(ann, 'lawyer-1');
      const taskId = await open();
      const standsInFor = async (reader: string) =>
        ((await stage.get(reader, `/api/v1/tasks/${taskId}`).expect(200)).body as TaskDetailView).task.standsInFor?.account;
      expect(await Promise.all(['lawyer-1', ben].map(standsInFor))).toEqual([ann, undefined]);
      accepted(await stage.claim(taskId, 'lawyer-1'));
      await stage.back();
      // and on to the next Monday
      stage.server.clock.advance(5 * day);
      expect(refusal(await stage.server.complete(taskId, 'lawyer-1')).code).toBe('not-allowed');
    });

    it('ends for who signed first when the task comes back to them', async () => {
      await stage.giveRole('lawyer-1', 'case-handler');
      const taskId = await open('signed-by-two');
      accepted(await stage.server.complete(taskId, 'lawyer-1'));
      await stage.takeRole('lawyer-1', 'case-handler');
      const { instanceId } = (await stage.server.database.reader.byId(historyTaskTable, taskId))!;
      const turn = await stage.server.task(instanceId);
      await stage
        .post('decision-maker-1', `/api/v1/tasks/${turn.taskId}/complete`, { returnReason: 'Measure again.' })
        .expect(200);
      expect(await row(taskId)).toMatchObject({ assignee: 'lawyer-1' });
      expect(refusal(await stage.server.complete(taskId, 'lawyer-1')).code).toBe('not-allowed');
      accepted(await passOn(taskId, head, ann));
      accepted(await stage.server.complete(taskId, ann));
    });

    it('stays with whom the model itself named, whatever roles they hold', async () => {
      const taskId = await open('of-one', { who: 'lawyer-1' });
      stage.server.clock.advance(hour);
      accepted(await delegate(taskId, 'lawyer-1', ann));
      accepted(await resolve(taskId, ann));
      accepted(await stage.server.complete(taskId, 'lawyer-1'));
    });

    it('brings work of who has left to the heads of the department', async () => {
      const taskId = await held(ben);
      const team = async () =>
        ((await stage.get(head, '/api/v1/inbox?view=team&limit=200').expect(200)).body as { items: { id: string }[] }).items.map(
          ({ id }) => id,
        );
      expect(await team()).not.toContain(taskId);
      await stage.takeRole(ben, 'case-handler');
      expect(await team()).toContain(taskId);
      await stage.giveRole(ben, 'case-handler');
      expect(await team()).not.toContain(taskId);
    });
  });

  describe('A required agreement', () => {
    const of = async (instanceId: string) => {
      const tasks = await stage.server.tasks(instanceId);
      return [tasks.find(({ opinionOf }) => opinionOf === null)!, tasks.find(({ opinionOf }) => opinionOf !== null)!] as const;
    };

    it('is not given by who holds the task', async () => {
      await stage.giveRole(ann, 'lawyer');
      const [work, opinion] = await of(await stage.server.start('agreed-by-lawyer'));
      accepted(await stage.claim(work.taskId, ann));
      expect(refusal(await stage.server.complete(opinion.taskId, ann, { opinion: 'agree' })).code).toBe('own-agreement');
      accepted(await stage.server.complete(opinion.taskId, 'lawyer-1', { opinion: 'agree' }));
      accepted(await stage.server.complete(work.taskId, ann));
      await stage.takeRole(ann, 'lawyer');
    });

    it('holds back from completing who gave it', async () => {
      await stage.giveRole(ann, 'lawyer');
      const [work, opinion] = await of(await stage.server.start('agreed-by-lawyer'));
      accepted(await stage.server.complete(opinion.taskId, ann, { opinion: 'agree' }));
      expect(refusal(await stage.server.complete(work.taskId, ann)).code).toBe('own-agreement');
      accepted(await stage.server.complete(work.taskId, ben));
      await stage.takeRole(ann, 'lawyer');
    });
  });

  describe('Planning', () => {
    it('looks at a task again after working days, on a day, or not at all', async () => {
      const taskId = await held();
      const planned = await plan(ann);
      // 2 March 2026 is a Monday
      const friday = accepted(await planned.followUp(taskId, { workingDays: 4 })).followUpAt!;
      expect(new Date(friday).getUTCDay()).toBe(5);
      const at = stage.server.clock.now() + 3 * day;
      expect(accepted(await (await plan(ann)).followUp(taskId, { at }))).toMatchObject({ followUpAt: at });
      expect(await row(taskId)).toMatchObject({ followUpAt: at });
      expect(refusal(await (await plan(ann)).followUp(taskId, { at: stage.server.clock.now() - 1 })).code).toBe(
        'invalid-request',
      );
      expect(refusal(await (await plan(ben)).followUp(taskId, { at })).code).toBe('not-allowed');
      accepted(await (await plan(head)).followUp(taskId, { clear: true }));
      expect(await row(taskId)).toMatchObject({ followUpAt: null });
    });

    it('is ranked by a lead, and lists follow it', async () => {
      const taskId = await open();
      expect(refusal(await (await plan(ann)).priority(taskId, 90)).code).toBe('not-allowed');
      accepted(await (await plan(head)).priority(taskId, 90));
      const { instanceId, id } = await row(taskId);
      expect(await stage.server.database.reader.byId(historyTaskTable, id)).toMatchObject({ priority: 90 });
      const list = await stage.get(ann, `/api/v1/tasks?view=group&instanceId=${instanceId}`).expect(200);
      expect((list.body as { items: object[] }).items).toMatchObject([{ id: taskId, priority: 90 }]);
      expect(await acts(taskId)).toEqual(expect.arrayContaining([[head, 'task-planned', 90]]));
    });

    it('gives a day by which it is due to a lead, and never moves one that a law sets', async () => {
      const taskId = await open();
      const dueAt = stage.server.clock.now() + 5 * day;
      expect(refusal(await (await plan(ann)).due(taskId, dueAt)).code).toBe('not-allowed');
      expect(accepted(await (await plan(head)).due(taskId, dueAt))).toMatchObject({ dueAt });
      const { id } = await row(taskId);
      expect(await stage.server.database.reader.byId(historyTaskTable, id)).toMatchObject({ dueAt });
      expect(await told(id, 'task-due-soon')).toEqual([null]);
      const mayMove = async (task: string) =>
        ((await stage.get(head, `/api/v1/tasks/${task}`).expect(200)).body as TaskDetailView).may.due;
      expect(await mayMove(taskId)).toBe(true);
      accepted(await (await plan(head)).due(taskId, null));
      expect(await row(taskId)).toMatchObject({ dueAt: null });
      const byLaw = await open('by-law');
      expect((await row(byLaw)).dueAt).not.toBeNull();
      expect(await mayMove(byLaw)).toBe(false);
      expect(refusal(await (await plan(head)).due(byLaw, dueAt))).toMatchObject({ code: 'not-allowed' });
    });
  });
});
