import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InboxPage, TaskDetailView } from '@gaita/contracts';
import { startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { accepted, day } from '../../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../../test/support/small-model.ts';
import { DutyStage } from '../../duties/testing/duty-stage.ts';
import { TaskNotices } from '../task-notices.ts';
import { plannedNoticeTable } from '../../notifications/tables.ts';
import { taskTable } from '../tables.ts';

const question = 'Is there money for it?';

describe('A task that asks for an opinion, as lists show it', () => {
  let stage: DutyStage;
  let system: Awaited<ReturnType<typeof startDatabaseSystem>>;
  let task: string;
  let asked: string;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    stage = await DutyStage.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await stage.server.deploy(smallModel('planned', [userTask('plan', 'case-handler', 'gaita:due="P5D"')]));
    task = (await stage.server.task(await stage.server.start('planned'))).taskId;
    accepted(await stage.claim(task, 'case-handler-1'));
    // The task is late before anybody is asked.
    stage.server.clock.advance(10 * day);
    const answer = await stage
      .post('case-handler-1', `/api/v1/tasks/${task}/opinions`, { role: 'finance', question })
      .expect(200);
    asked = (answer.body as { opinionTaskId: string }).opinionTaskId;
  });
  afterAll(async () => {
    await stage?.server.stop();
    await system?.stop();
  });

  const inbox = async (account: string, view: string, language = 'en') => {
    const answer = await stage.get(account, `/api/v1/inbox?view=${view}`).set('Gaita-Language', language).expect(200);
    return (answer.body as InboxPage).items;
  };

  it('says so in its name, with who asked and what, and is not late with its task', async () => {
    const [row] = await inbox('finance-1', 'group');
    expect(row).toMatchObject({
      id: asked,
      name: 'Opinion: plan',
      claimable: true,
      opinion: { of: 'plan', role: 'finance', askedBy: expect.any(String) as unknown, question },
    });
    expect(row).not.toHaveProperty('dueAt');
    const names = await Promise.all(['lv', 'lt', 'bg'].map((language) => inbox('finance-1', 'group', language)));
    expect(names.map(([each]) => each?.name)).toEqual(['Viedoklis: plan', 'Nuomonė: plan', 'Становище: plan']);
    const detail = (await stage.get('finance-1', `/api/v1/tasks/${asked}`).expect(200)).body as TaskDetailView;
    expect(detail.task).toMatchObject({ name: 'Viedoklis: plan', opinion: { question } });
  });

  it('stands beside its task, distinct from it, in the list of a head, who may take neither', async () => {
    const rows = await inbox('department-head-1', 'team');
    expect(rows.map(({ name }) => name).sort()).toEqual(['Opinion: plan', 'plan']);
    expect(rows.filter(({ claimable }) => claimable)).toEqual([]);
    expect(rows.every(({ leads }) => leads)).toBe(true);
  });

  it('is found by that name, and has it for clients and in mails', async () => {
    const found = await stage.get('finance-1', '/api/v1/inbox?view=group&q=opinion').expect(200);
    expect((found.body as InboxPage).items.map(({ id }) => id)).toEqual([asked]);
    const rows = await stage.get('finance-1', `/engine-rest/task?taskDefinitionKey=plan.opinion`).expect(200);
    expect(rows.body).toMatchObject([{ id: asked, name: 'Opinion: plan' }]);
    const notice = await stage.server.database.reader.findOne(plannedNoticeTable, 'task_id = ?', [asked]);
    const looked = await stage.server.get(TaskNotices).look(notice!);
    expect(looked.holds && looked.facts.names('lv').task).toBe('Viedoklis: plan');
  });

  it('keeps the day on which its task is due where that is still to come', async () => {
    const next = (await stage.server.task(await stage.server.start('planned'))).taskId;
    accepted(await stage.claim(next, 'case-handler-1'));
    const { body } = await stage.post('case-handler-1', `/api/v1/tasks/${next}/opinions`, { role: 'finance' }).expect(200);
    const { opinionTaskId } = body as { opinionTaskId: string };
    const dueOf = async (id: string) => (await stage.server.database.reader.byId(taskTable, id))!.dueAt;
    expect(await dueOf(opinionTaskId)).toBe(await dueOf(next));
  });

  it('has it among what was done, too', async () => {
    await stage.post('finance-1', `/api/v1/tasks/${asked}/claim`).expect(200);
    await stage.post('finance-1', `/api/v1/tasks/${asked}/opinion`, { opinion: 'agree' }).expect(200);
    expect((await inbox('finance-1', 'done', 'lt'))[0]).toMatchObject({ id: asked, name: 'Nuomonė: plan' });
  });
});
