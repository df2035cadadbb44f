import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RejectionCode, Variables, VariableTypes } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { auditEntryTable } from '../audit/index.ts';
import { dutyActTable } from '../duties/index.ts';
import { historyActivityTable, historyInstanceTable, Instances, StartProcess } from '../instances/index.ts';
import type { Completion } from './complete-task.ts';
import { CompleteTask } from './complete-task.ts';
import { FindTask } from './find-task.ts';
import { AskOpinion } from './opinions/ask-opinion.ts';
import { historyTaskTable, taskSignatureTable } from './tables.ts';

const form = {
  components: [
    { type: 'textfield', id: 'applicant', key: 'applicant', validate: { required: true } },
    { type: 'number', id: 'n', key: 'n', conditional: { hide: '=this is no expression' } },
  ],
};
const begin = (processKey: string, attributes: string, role = 'front-desk') =>
  smallModel(processKey, [userTask('apply', role, attributes), userTask('check', 'case-handler')]);
const models: readonly (readonly [string, Record<string, string>?])[] = [
  [smallModel('plain', [userTask('check', 'case-handler'), userTask('decide', 'decision-maker')])],
  [smallModel('joint', [userTask('draft', 'case-handler', 'gaita:joint="finance"'), userTask('after', 'finance')])],
  [begin('applied', 'camunda:formKey="application"'), { 'application.form': JSON.stringify(form) }],
  [begin('signed', 'gaita:joint="finance"')],
  [begin('agreed', 'gaita:consulted="finance!"')],
  [begin('named', 'camunda:assignee="front-desk-2"')],
  [smallModel('immediate', [])],
  [
    modelFile(
      'two',
      `<startEvent id="s"/><parallelGateway id="g"/>${userTask('a', 'front-desk')[1]}${userTask('b', 'front-desk')[1]}
       <sequenceFlow id="f0" sourceRef="s" targetRef="g"/><sequenceFlow id="f1" sourceRef="g" targetRef="a"/><sequenceFlow id="f2" sourceRef="g" targetRef="b"/>`,
    ),
  ],
];
const ann = 'case-handler-1';

describe('Completing', () => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const [model, files = {}] of models) await server.deploy(model, files);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const open = async (processKey = 'plain') => server.task(await server.start(processKey));
  const complete = async (taskId: string, by: string, more: Partial<Completion> = {}, command = server.command(by)) =>
    server.get(CompleteTask).run(command, await server.as(by), taskId, { variables: {}, checkForm: false, ...more });
  const typeOf = async (instanceId: string, name: string) =>
    (await server.get(Instances).load(instanceId))?.snapshot.scopes[instanceId]?.variables?.[name]?.type;
  const audited = (id: string) => server.database.reader.byId(auditEntryTable, id);

  describe('a task', () => {
    it('stands in the audit as what it was: completed, signed or returned', async () => {
      const { taskId, instanceId, institution } = await open('joint');
      const act = async (by: string, of: string, more: Partial<Completion> = {}) => {
        const command = server.command(by);
        server.clock.advance(1_000);
        const answer = accepted(await complete(of, by, more, command));
        const entry = { at: server.clock.now(), account: by, institution, objectType: 'task', objectId: of, instanceId };
        return [answer.result, (await audited(command.id))?.act, await audited(command.id), entry] as const;
      };
      for (const [by, more, result, name] of [
        [ann, {}, 'to-sign', 'task-signed'],
        ['finance-1', { returnReason: 'Measure again.' }, 'returned', 'task-returned'],
        [ann, {}, 'to-sign', 'task-signed'],
        ['finance-1', {}, 'completed', 'task-completed'],
      ] as const) {
        const [answered, told, found, entry] = await act(by, (await server.task(instanceId)).taskId, more);
        expect([answered, told]).toEqual([result, name]);
        expect(found).toMatchObject(entry);
      }
      expect((await server.task(instanceId)).elementId).toBe('after');
      expect(taskId).not.toBe((await server.task(instanceId)).taskId);
    });

    it('keeps a row for each turn of a joint task, none of any other', async () => {
      const { taskId, id, instanceId, institution } = await open('joint');
      const turns = () =>
        server.database.reader.find(taskSignatureTable, 'instance_id = ?', [instanceId], { orderBy: 'opened_at, id' });
      expect(await turns()).toEqual([]);
      const openedAt = server.clock.now();
      server.clock.advance(1_000);
      accepted(await complete(taskId, ann));
      const asked = (await server.task(instanceId)).taskId;
      const turn = { institution, instanceId, activityTaskId: id };
      const ended = (account: string, outcome: string, reason: string | null = null) => ({ account, outcome, reason });
      const signedAt = server.clock.now();
      expect(await turns()).toEqual([
        { id: taskId, ...turn, role: null, openedAt, signedAt, ...ended(ann, 'signed') },
        { id: asked, ...turn, role: 'finance', openedAt: signedAt, signedAt: null, account: null, outcome: null, reason: null },
      ]);
      expect(await server.task(instanceId)).toMatchObject({
        ...{ createdAt: signedAt, createdBy: ann, claimedAt: null, assignee: null, openedBy: null, candidateUsers: [] },
        signing: { role: 'finance', signatures: [{ taskId, account: ann, at: signedAt }], values: {}, types: {} },
      });
      server.clock.advance(1_000);
      const returned = { variables: {}, returnReason: 'Measure again.' };
      accepted(await complete(asked, 'finance-1', returned));
      const at = server.clock.now();
      expect((await turns()).map(({ account, outcome, reason, signedAt: when }) => [account, outcome, reason, when])).toEqual([
        [null, null, null, null],
        ['finance-1', 'returned', 'Measure again.', at],
      ]);
      expect(await server.task(instanceId)).toMatchObject({
        ...{ assignee: ann, claimedAt: at, createdAt: at, candidateGroups: ['case-handler'] },
        signing: { signatures: [], returned: { account: 'finance-1', at, reason: 'Measure again.' } },
      });
      expect((await server.task(instanceId)).signing).not.toHaveProperty('role');
      const plain = await open();
      accepted(await complete(plain.taskId, ann));
      expect(await server.database.reader.find(taskSignatureTable, 'instance_id = ?', [plain.instanceId])).toEqual([]);
    });

    it('gives the case values with their types, those of earlier signers too', async () => {
      const typed = (variables: Variables, types: VariableTypes) => ({ variables, types });
      const { taskId, instanceId } = await open('joint');
      accepted(await complete(taskId, ann, typed({ a: 1 }, { a: 'Long' })));
      const turn = await server.task(instanceId);
      expect(turn.signing).toMatchObject({ values: { a: 1 }, types: { a: 'Long' } });
      accepted(await complete(turn.taskId, 'finance-1'));
      expect([await server.variable(instanceId, 'a'), await typeOf(instanceId, 'a')]).toEqual([1, 'Long']);
      const plain = await open();
      accepted(await complete(plain.taskId, ann, typed({ b: 2 }, { b: 'Long' })));
      expect(await typeOf(plain.instanceId, 'b')).toBe('Long');
    });

    it.each<[RejectionCode, RejectionCode]>([
      ['instance-unknown', 'version-conflict'],
      ['instance-ended', 'version-conflict'],
      ['task-withdrawn', 'version-conflict'],
      ['too-busy', 'too-busy'],
    ])('that cannot be completed any more is looked up: %s becomes %s', async (code, told) => {
      const { taskId } = await open();
      const instances = server.get(Instances);
      Object.assign(instances, { command: async () => rejected(code, 'Over.') });
      const answer = refusal(await complete(taskId, ann));
      delete (instances as Partial<Instances>).command;
      expect(answer).toMatchObject(
        told === 'too-busy'
          ? { code: told, message: 'Over.' }
          : { code: told, message: `Task ${taskId} is being changed. Look again.` },
      );
    });

    it('that was changed since it was found is looked at afresh', async () => {
      const { taskId, instanceId } = await open();
      const find = server.get(FindTask);
      const before = await find.open(await server.as(ann), taskId);
      accepted(
        await server
          .get(CompleteTask)
          .run(server.command(ann), await server.as(ann), taskId, { variables: {}, checkForm: false }),
      );
      let asked = 0;
      Object.assign(find, {
        open: async (...given: Parameters<FindTask['open']>) =>
          ++asked === 1 ? before : FindTask.prototype.open.apply(find, given),
      });
      const answer = refusal(await complete(taskId, 'case-handler-2'));
      delete (find as Partial<FindTask>).open;
      expect(answer).toMatchObject({ code: 'task-already-completed', details: { completedBy: ann, instanceId } });
      expect(asked).toBeGreaterThan(1);
    });

    it('that asks for an opinion says what became of the task on which it was asked', async () => {
      const { taskId, instanceId } = await open();
      accepted(await server.get(AskOpinion).run(server.command(ann), await server.as(ann), taskId, { role: 'lawyer' }));
      const opinion = (await server.tasks(instanceId)).find(({ opinionOf }) => opinionOf !== null)!;
      const find = server.get(FindTask);
      Object.assign(find, { row: async () => undefined });
      const answer = refusal(await complete(opinion.taskId, 'lawyer-1', { variables: { opinion: 'agree' } }));
      delete (find as Partial<FindTask>).row;
      expect(answer).toMatchObject({ code: 'version-conflict', details: { taskId: opinion.taskId } });
      accepted(await complete(opinion.taskId, 'lawyer-1', { variables: { opinion: 'agree' }, isOpinion: true }));
      const [act] = await server.database.reader.find(dutyActTable, 'instance_id = ? AND account = ?', [instanceId, 'lawyer-1']);
      expect(act).toBeDefined();
    });
  });

  describe('the first task with the start of the case', () => {
    const start = async (
      processKey: string,
      variables: Variables = { applicant: 'Anna' },
      by = 'front-desk-1',
      more: object = {},
    ) =>
      server
        .get(StartProcess)
        .run(server.command(by), await server.as(by), { processKey, variables, completeFirst: true, ...more });
    const none = async (processKey: string) =>
      expect(await server.database.reader.find(historyInstanceTable, 'process_key = ?', [processKey])).toEqual([]);

    it('is done by whom the case was handed in to, at once and on the record', async () => {
      const { instanceId } = accepted(
        await start('applied', { applicant: 'Anna' }, 'front-desk-1', { types: { applicant: 'String' } }),
      );
      const next = await server.task(instanceId);
      expect(next.elementId).toBe('check');
      expect(await server.variable(instanceId, 'applicant')).toBe('Anna');
      expect(await typeOf(instanceId, 'applicant')).toBe('String');
      const [first] = await server.database.reader.find(historyTaskTable, "instance_id = ? AND element_id = 'apply'", [
        instanceId,
      ]);
      expect(first).toMatchObject({ assignee: 'front-desk-1', outcome: 'completed', completedBy: 'front-desk-1' });
      const [activity] = await server.database.reader.find(historyActivityTable, "instance_id = ? AND element_id = 'apply'", [
        instanceId,
      ]);
      expect(activity).toMatchObject({ assignee: 'front-desk-1', outcome: 'completed' });
      const [entry] = await server.database.reader.find(auditEntryTable, "instance_id = ? AND act = 'task-completed'", [
        instanceId,
      ]);
      expect(entry).toMatchObject({
        ...{ at: server.clock.now(), account: 'front-desk-1', institution: next.institution },
        ...{ objectType: 'task', objectId: first!.id },
      });
      const acts = await server.database.reader.find(dutyActTable, 'instance_id = ?', [instanceId]);
      expect(acts.map(({ account }) => account)).toEqual(['front-desk-1']);
    });

    it('is refused with its form, and nothing begins', async () => {
      expect(refusal(await start('applied', {}))).toMatchObject({
        code: 'form-invalid',
        message: 'The form is not filled in correctly: applicant.',
        details: { faults: [{ field: 'applicant', rule: 'required' }] },
      });
      expect(refusal(await start('applied', { applicant: '', other: 1 })).message).toBe(
        'The form is not filled in correctly: applicant, other.',
      );
    });

    it.each(['signed', 'two', 'immediate'])(
      'is refused where there is not one that one person completes: %s',
      async (processKey) => {
        expect(refusal(await start(processKey))).toMatchObject({
          code: 'invalid-request',
          message: 'This process does not begin with one task that one person completes.',
        });
        await none(processKey);
      },
    );

    it('is refused to whom it is not for, and where an agreement is missing', async () => {
      expect(refusal(await start('named')).code).toBe('task-claimed-by-other');
      expect(refusal(await start('agreed')).code).toBe('agreement-missing');
      for (const processKey of ['named', 'agreed']) await none(processKey);
    });

    it('stays open where nobody asks for it', async () => {
      const { instanceId } = accepted(await start('applied', { applicant: 'Anna' }, 'front-desk-1', { completeFirst: false }));
      expect((await server.task(instanceId)).elementId).toBe('apply');
    });
  });
});
