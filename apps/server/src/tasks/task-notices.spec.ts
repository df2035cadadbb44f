import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AskOpinionRequest, NoticeKind } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day, hour } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { DutyStage } from '../duties/testing/duty-stage.ts';
import { Definitions } from '../models/index.ts';
import type { Notice } from '../notifications/index.ts';
import { plannedNoticeTable } from '../notifications/tables.ts';
import { AskHandover } from './hands/ask-handover.ts';
import { DelegateTask } from './hands/delegate-task.ts';
import { PassOnTask } from './hands/pass-on-task.ts';
import { ResolveTask } from './hands/resolve-task.ts';
import { AskOpinion } from './opinions/ask-opinion.ts';
import type { TaskRow } from './tables.ts';
import { TaskNotices } from './task-notices.ts';

const texts = '<extensionElements><gaita:texts><gaita:text lang="lv" name="Pārbaudīt"/></gaita:texts></extensionElements>';
const due = 'camunda:dueDate="2026-03-09T08:00:00Z"';
const dueAt = Date.UTC(2026, 2, 9, 8);
const models = [
  smallModel('plain', [
    ['check', `<userTask id="check" name="Check" camunda:candidateGroups="case-handler">${texts}</userTask>`],
    userTask('after', 'finance'),
  ]),
  smallModel('of-people', [['act', '<userTask id="act" camunda:candidateUsers="lawyer-1,case-handler-1"/>']]),
  smallModel('outside', [userTask('approve', 'accounting')]),
  smallModel('two-roles', [userTask('approve', 'case-handler,finance')]),
  smallModel('dated', [userTask('act', 'case-handler', due)]),
  smallModel('raised', [userTask('act', 'case-handler', `${due} gaita:escalate="top-management"`)]),
  smallModel('joint', [userTask('draft', 'case-handler', 'gaita:joint="decision-maker"')]),
  smallModel('agreed', [userTask('plan', 'case-handler', 'gaita:consulted="finance!,lawyer"')]),
];
const [ann, ben, head] = ['case-handler-1', 'case-handler-2', 'department-head-1'] as const;

describe('What is told of tasks', () => {
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

  const open = async (processKey = 'plain'): Promise<TaskRow> => stage.server.task(await stage.server.start(processKey));
  const held = async (processKey = 'plain'): Promise<TaskRow> => {
    const { taskId, instanceId } = await open(processKey);
    accepted(await stage.claim(taskId, ann));
    return stage.server.task(instanceId);
  };
  const look = (kind: NoticeKind, task: TaskRow | null, more: Partial<Notice> = {}) => {
    const notice = { institution: 'any', instanceId: null, account: null, role: null, causedBy: null, details: {} };
    return stage.server.get(TaskNotices).look({ ...notice, kind, taskId: task && task.id, ...more });
  };
  const readers = async (...asked: Parameters<typeof look>) => {
    const looked = await look(...asked);
    return looked.holds ? [...new Set(looked.readers)].sort() : 'over';
  };
  const planned = (kind: NoticeKind, taskId: string) =>
    stage.server.database.reader.find(plannedNoticeTable, 'kind = ? AND task_id = ?', [kind, taskId], { orderBy: 'created_at' });
  const now = () => stage.server.clock.now();

  it('is over when there is no such task, or it is with somebody else', async () => {
    const [free, mine] = [await open(), await held()];
    expect(await readers('task-offered', null)).toBe('over');
    expect(await readers('task-offered', { id: 'gone' } as TaskRow)).toBe('over');
    expect(await readers('task-offered', mine)).toBe('over');
    expect(await readers('task-offered', free, { details: { turn: 'another' } })).toBe('over');
    for (const kind of ['task-assigned', 'task-passed-on', 'handover-asked'] as const) {
      expect(await readers(kind, mine, { account: ann })).toEqual([ann]);
      expect(await readers(kind, mine, { account: ben })).toBe('over');
      expect(await readers(kind, free, { account: ann })).toBe('over');
    }
  });

  it('goes to those to whom the task is offered: by role, by name, to administrators where neither is named', async () => {
    expect(await readers('task-offered', await open())).toEqual([ann, ben]);
    expect(await readers('task-offered', await open('of-people'))).toEqual([ann, 'lawyer-1']);
    expect(await readers('task-offered', await open('two-roles'))).toEqual([ann, ben, 'finance-1', 'finance-2']);
    const administrators = (await readers('task-offered', await open('outside'))) as string[];
    expect(administrators).toContain('admin');
    expect(administrators).not.toContain(ann);
  });

  it('of an opinion goes to the one who is asked, or the role', async () => {
    const { taskId, instanceId } = await held();
    const ask = async (request: object) =>
      accepted(
        await stage.server
          .get(AskOpinion)
          .run(stage.server.command(ann), await stage.server.as(ann), taskId, request as AskOpinionRequest),
      ).opinionTaskId;
    const [ofRole, ofOne] = [await ask({ role: 'lawyer', question: 'Lawful?' }), await ask({ account: 'finance-2' })];
    const tasks = await stage.server.tasks(instanceId);
    const row = (id: string) => tasks.find((each) => each.id === id)!;
    expect(await readers('opinion-asked', row(ofRole))).toContain('lawyer-1');
    expect(await readers('opinion-asked', row(ofOne))).toEqual(['finance-2']);
    const told = {
      institution: row(ofRole).institution,
      instanceId,
      causedBy: ann,
      notBefore: now(),
      createdAt: now(),
      tries: 0,
    };
    expect(await planned('opinion-asked', ofRole)).toMatchObject([{ ...told, role: 'lawyer', account: null }]);
    expect(await planned('opinion-asked', ofOne)).toMatchObject([{ ...told, role: null, account: 'finance-2' }]);
  });

  it('of opinions that the model asks for waits a minute, as the task itself may be taken back', async () => {
    const instanceId = await stage.server.start('agreed', {}, ann);
    const tasks = await stage.server.tasks(instanceId);
    const asked = tasks.filter(({ opinionOf }) => opinionOf !== null);
    expect(asked.map(({ candidateGroups }) => candidateGroups)).toEqual([['finance']]);
    const told = { instanceId, causedBy: ann, createdAt: now(), notBefore: now() + 60_000, account: null };
    expect(await planned('opinion-asked', asked[0]!.id)).toMatchObject([told]);
    const work = tasks.find(({ opinionOf }) => opinionOf === null)!;
    expect(await planned('task-offered', work.id)).toMatchObject([{ ...told, institution: work.institution }]);
  });

  it('says where the task is, what it is called in each language, when it is due and in which zone', async () => {
    const plain = await open();
    const looked = await look('task-offered', plain);
    if (!looked.holds) throw new Error('it holds');
    const { names, ...facts } = looked.facts;
    expect(facts).toEqual({ path: `/tasks/${plain.taskId}`, zone: 'Europe/Riga' });
    expect([names('en'), names('lv')]).toEqual([
      { task: 'Check', process: 'plain' },
      { task: 'Pārbaudīt', process: 'plain' },
    ]);
    expect(looked).not.toHaveProperty('next');
    const dated = await look('task-offered', await open('dated'));
    expect(dated).toMatchObject({ holds: true, facts: { dueAt } });
  });

  it('reminds who works on it, then heads of the department as well or the role that the model names', async () => {
    const [dated, raised, mine] = [await open('dated'), await open('raised'), await held('dated')];
    const details = { dueAt };
    expect(await readers('task-due-soon', dated, { details: { dueAt: dueAt + 1 } })).toBe('over');
    expect(await readers('task-overdue', dated, { details: { dueAt: dueAt + 1 } })).toBe('over');
    expect(await readers('task-due-soon', mine, { details })).toEqual([ann]);
    expect(await look('task-due-soon', dated, { details })).toMatchObject({
      readers: [ann, ben],
      next: { kind: 'task-overdue', notBefore: dueAt },
    });
    expect(await readers('task-overdue', dated, { details })).toEqual([ann, ben, 'department-head-1', 'department-head-2']);
    expect(await readers('task-overdue', mine, { details })).toEqual([ann, 'department-head-1', 'department-head-2']);
    const raisedTo = (await readers('task-overdue', raised, { details })) as string[];
    expect(raisedTo).toEqual(expect.arrayContaining([ann, ben, 'top-management-1']));
    expect(raisedTo).not.toContain(head);
    expect(await planned('task-due-soon', dated.id)).toHaveLength(1);
  });

  it('is told as overdue alone where its day had passed before anybody could be reminded', async () => {
    const task = await open('dated');
    stage.server.clock.set(dueAt);
    expect(await look('task-due-soon', task, { details: { dueAt } })).toMatchObject({
      readers: [],
      next: { kind: 'task-overdue' },
    });
    const late = await open('dated');
    expect(await planned('task-due-soon', late.id)).toEqual([]);
  });

  it('of a definition that is gone has the names that the row has', async () => {
    const task = await open('of-people');
    const definitions = stage.server.get(Definitions);
    Object.assign(definitions, { byId: async () => undefined });
    const looked = await look('task-offered', task);
    const overdue = await readers('task-overdue', task, { details: { dueAt: null } });
    delete (definitions as Partial<Definitions>).byId;
    expect(looked.holds && looked.facts.names('en')).toEqual({ task: 'act', process: 'of-people' });
    expect(overdue).toEqual([ann, 'department-head-1', 'department-head-2', 'lawyer-1']);
  });

  it('of a task that is passed on, delegated, given back or asked for goes to the one whom it concerns', async () => {
    const { taskId, id, institution, instanceId } = await held();
    const run = async (
      type: abstract new (...parameters: never[]) => { run(...given: never[]): Promise<unknown> },
      by: string,
      ...rest: unknown[]
    ) =>
      accepted(
        (await stage.server
          .get(type)
          .run(...([stage.server.command(by), await stage.server.as(by), taskId, ...rest] as never[]))) as object,
      );
    const told = (by: string, account: string, wait = 0) => ({
      ...{ institution, instanceId, causedBy: by, account, role: null, createdAt: now(), notBefore: now() + wait },
    });
    expect(await run(AskHandover, ben)).toEqual({ taskId, asked: ann });
    expect(await planned('handover-asked', id)).toMatchObject([told(ben, ann)]);
    stage.server.clock.advance(hour);
    await run(PassOnTask, ann, ben);
    expect(await planned('task-passed-on', id)).toMatchObject([told(ann, ben, 60_000)]);
    stage.server.clock.advance(hour);
    await run(DelegateTask, ben, ann);
    expect(await planned('task-assigned', id)).toMatchObject([told(ben, ann)]);
    stage.server.clock.advance(hour);
    expect(await run(ResolveTask, ann)).toEqual({ taskId, assignee: ben });
    expect((await planned('task-assigned', id)).at(-1)).toMatchObject(told(ann, ben));
  });

  it('of a task to sign goes to those who sign next, for this turn', async () => {
    const { taskId, id, institution, instanceId } = await open('joint');
    stage.server.clock.advance(day);
    accepted(await stage.server.complete(taskId, ann));
    const turn = await stage.server.task(instanceId);
    const told = (await planned('task-offered', id)).at(-1)!;
    expect(told).toMatchObject({
      ...{ institution, instanceId, account: null, causedBy: ann, createdAt: now(), notBefore: now() + 60_000 },
      details: { turn: turn.taskId },
    });
    expect(await readers('task-offered', turn, { details: told.details })).toEqual(['decision-maker-1', 'decision-maker-2']);
    expect(await readers('task-offered', turn)).toBe('over');
  });
});
