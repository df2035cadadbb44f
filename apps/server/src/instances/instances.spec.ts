import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isRejection } from '@gaita/contracts';
import { visibleVariables } from '@gaita/engine';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { settle } from '../../../../test/support/settle.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { dutyStandTable } from '../duties/tables.ts';
import { incidentTable } from '../jobs/index.ts';
import { Committer } from '../platform/committer.ts';
import { CompleteTask } from '../tasks/index.ts';
import { CancelInstance } from './cancel-instance.ts';
import type { Decision } from './command-instance.ts';
import { Instances } from './command-instance.ts';
import { ListCases } from './list-cases.ts';
import { LoadInstance } from './load-instance.ts';
import { InstanceChanged } from './open-instance.ts';
import { StartProcess } from './start-process.ts';
import { historyVariableTable, instanceTable, journalTable } from './tables.ts';

const review = smallModel('review', [userTask('check', 'case-handler'), userTask('decide', 'decision-maker')]);

const branches = 8;
const wide = modelFile(
  'wide',
  `<startEvent id="start"/><sequenceFlow id="in" sourceRef="start" targetRef="fork"/><parallelGateway id="fork"/>
   ${Array.from(
     { length: branches },
     (_, i) => `${userTask(`work${i}`, 'case-handler')[1]}
     <sequenceFlow id="out${i}" sourceRef="fork" targetRef="work${i}"/><sequenceFlow id="back${i}" sourceRef="work${i}" targetRef="join"/>`,
   ).join('\n')}
   <parallelGateway id="join"/><sequenceFlow id="on" sourceRef="join" targetRef="end"/><endEvent id="end"/>`,
);

const called = smallModel('called', [userTask('inner', 'case-handler')]);
const caller = smallModel('caller', [
  [
    'call',
    `<callActivity id="call" calledElement="called"><extensionElements>
       <camunda:in source="amount" target="amount"/><camunda:in businessKey="#{execution.processBusinessKey}"/>
       <camunda:out source="verdict" target="answer"/></extensionElements></callActivity>`,
  ],
  userTask('after', 'case-handler'),
]);
const privately = smallModel(
  'private',
  [userTask('hear', 'case-handler')],
  `<boundaryEvent id="news" attachedToRef="hear" cancelActivity="false">
     <messageEventDefinition messageRef="m" gaita:correlationKey="${'$'}{code}"/></boundaryEvent>
   <endEvent id="heard"/><sequenceFlow id="to-heard" sourceRef="news" targetRef="heard"/>`,
  '<message id="m" name="news"/>',
);
const lost = smallModel('lost', [['call', '<callActivity id="call" calledElement="nowhere"/>']]);
const circle = smallModel('circle', [['call', '<callActivity id="call" calledElement="circle"/>']]);

describe.each(databaseNames)('Process instances on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of [review, wide, called, caller, privately, lost, circle]) await server.deploy(model);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const childOf = async (parentId: string) =>
    (await server.database.reader.findOne(instanceTable, 'parent_instance_id = ?', [parentId]))?.id;

  it('runs from start to end; live rows go, history stays', async () => {
    const id = await server.start('review', { amount: 12 }, 'case-handler-1', 'R-1');
    accepted(await server.complete((await server.task(id)).taskId, 'case-handler-1'));
    accepted(await server.complete((await server.task(id)).taskId, 'decision-maker-1', { verdict: 'yes' }));
    expect(await server.history(id)).toMatchObject({
      businessKey: 'R-1',
      startedBy: 'case-handler-1',
      outcome: 'completed',
      endElementId: 'end',
    });
    expect(await server.entered(id)).toEqual(['start', 'check', 'decide', 'end']);
    expect(await server.database.reader.byId(instanceTable, id)).toBeUndefined();
    const variables = await server.database.reader.find(historyVariableTable, 'instance_id = ?', [id], { orderBy: 'name' });
    expect(variables.map((row) => [row.name, row.value, row.version])).toEqual([
      ['amount', 12, 1],
      ['verdict', 'yes', 1],
    ]);
  });

  it('keeps no value in the journal, only its salted hash', async () => {
    const id = await server.start('review', { secret: 'personal code 010190-12345' });
    const rows = await server.database.reader.find(journalTable, 'instance_id = ?', [id]);
    const text = JSON.stringify(rows);
    expect(text).not.toContain('010190');
    expect(text).toContain('"hash"');
  });

  it('keeps no reason, message or correlation key in the journal either', async () => {
    const canceled = await server.start('private', { code: '010190-12345' });
    const stuck = await server.start('lost');
    const reason = 'Jānis Bērziņš asked for it';
    accepted(await server.get(CancelInstance).run(server.command('admin'), await server.as('admin'), canceled, reason));
    const rows = await server.database.reader.find(journalTable, 'instance_id IN (?)', [[canceled, stuck]]);
    const records = rows.flatMap((row) => row.records as { readonly kind: string }[]);
    const kinds = records.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['subscriptionOpened', 'taskWithdrawn', 'instanceEnded', 'incidentRaised']));
    expect(JSON.stringify(records)).not.toMatch(/Bērziņš|010190|is published/);
    expect(await server.history(canceled)).toMatchObject({ endReason: reason });
    const shownTo = async (account: string) =>
      (await server.get(ListCases).detail(await server.as(account), canceled))!.endReason;
    expect(await shownTo('case-handler-1')).toBe(reason);
    const incident = await server.database.reader.findOne(incidentTable, 'instance_id = ?', [stuck]);
    expect(incident?.message).toContain('is published');
  });

  it('is found by number and subject in any spelling', async () => {
    await server.start('review', { subject: 'Žoga būve' }, 'admin', 'Ā-17');
    const reader = await server.as('case-handler-1');
    const found = async (q: string) =>
      (await server.get(ListCases).list(reader, { state: 'all', limit: 10, offset: 0, q })).items.map(
        ({ businessKey }) => businessKey,
      );
    expect(await Promise.all(['ā-17', 'A-17', 'zoga BUVE', 'ā_17', 'žoga 18'].map(found))).toEqual([
      ['Ā-17'],
      ['Ā-17'],
      ['Ā-17'],
      [],
      [],
    ]);
  });

  it('lets one of two simultaneous completions win and tells the other', async () => {
    const id = await server.start('review');
    const { taskId } = await server.task(id);
    const answers = await Promise.all([server.complete(taskId, 'case-handler-1'), server.complete(taskId, 'case-handler-2')]);
    expect(answers.filter((answer) => !isRejection(answer))).toHaveLength(1);
    expect(refusal(answers.find((answer) => isRejection(answer)))).toMatchObject({ code: 'task-already-completed' });
    expect(await server.entered(id)).toEqual(['start', 'check', 'decide']);
  });

  it('joins branches that are completed at once exactly once', async () => {
    const id = await server.start('wide');
    const tasks = await server.tasks(id);
    expect(tasks).toHaveLength(branches);
    const answers = await Promise.all(tasks.map(({ taskId }) => server.complete(taskId, 'case-handler-1')));
    expect(answers.filter((answer) => isRejection(answer))).toEqual([]);
    expect((await server.entered(id)).filter((element) => element === 'end')).toHaveLength(1);
    expect(await server.history(id)).toMatchObject({ outcome: 'completed' });
  });

  it('answers a repeated Idempotency-Key with the first answer and does nothing twice', async () => {
    const id = await server.start('review');
    const { taskId } = await server.task(id);
    const actor = await server.as('case-handler-1');
    const repeat = () =>
      server
        .get(CompleteTask)
        .run({ ...server.command('case-handler-1'), idempotencyKey: `key-${taskId}`, hash: 'h' }, actor, taskId, {
          variables: {},
          checkForm: false,
        });
    const first = accepted(await repeat());
    const start = server.get(StartProcess);
    const key = { idempotencyKey: `start-${taskId}`, hash: 'h' };
    const request = { processKey: 'review', variables: {} };
    const started = accepted(await start.run({ ...server.command('case-handler-1'), ...key }, actor, request));
    const again = accepted(await start.run({ ...server.command('case-handler-1'), ...key }, actor, request));
    expect(again.instanceId).toBe(started.instanceId);
    expect(refusal(await start.run({ ...server.command('case-handler-1'), ...key, hash: 'other' }, actor, request)).code).toBe(
      'idempotency-key-reused',
    );
    expect(first).toMatchObject({ result: 'completed' });
  });

  it('goes on from the database when memory knows an older state', async () => {
    const id = await server.start('review');
    const { taskId } = await server.task(id);
    const remembered = (await server.get(LoadInstance).run(id))!;
    accepted(await server.complete(taskId, 'case-handler-1'));
    server.get(LoadInstance).keep(remembered);
    accepted(await server.complete((await server.task(id)).taskId, 'decision-maker-1'));
    expect(await server.history(id)).toMatchObject({ outcome: 'completed' });
  });

  it('shows who only reads what the database has when memory knows an older state', async () => {
    const id = await server.start('review');
    const remembered = (await server.get(LoadInstance).run(id))!;
    const writing = { trigger: { type: 'writeVariables' as const, variables: { fresh: 1 } }, answer: () => null };
    accepted(await server.get(Instances).command(server.command('admin'), id, () => writing));
    server.get(LoadInstance).keep(remembered);
    const loaded = (await server.get(Instances).load(id))!;
    expect(visibleVariables(loaded.snapshot, id).variables).toMatchObject({ fresh: 1 });
    expect(loaded.row.revision).toBe(remembered.row.revision + 1);
  });

  it('does not take up again what was answered with an error, when another command of its batch must go again', async () => {
    const id = await server.start('review');
    const instances = server.get(Instances);
    const writing = (variable: string) => ({
      trigger: { type: 'writeVariables' as const, variables: { [variable]: 1 } },
      answer: () => variable,
    });
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => (open = resolve));
    const before = instances.command(server.command('admin'), id, () => opened.then(() => writing('before')));
    const times = { failing: 0, changed: 0 };
    const failing = instances.command(server.command('admin'), id, () => {
      if (times.failing++ === 0) throw new Error('cannot be decided');
      return writing('late');
    });
    const changed = instances.command(server.command('admin'), id, () => {
      if (times.changed++ === 0) throw new InstanceChanged();
      return writing('changed');
    });
    open();
    await expect(failing).rejects.toThrow('cannot be decided');
    expect([await before, await changed]).toEqual(['before', 'changed']);
    expect(times).toEqual({ failing: 1, changed: 2 });
    expect(await server.variable(id, 'late')).toBeUndefined();
  });

  it('decides a command that leaves others of its batch the way once more when its turn comes, not in each round', async () => {
    const id = await server.start('review');
    const counter = { id: `counter-${name}`, revision: 1, raisedAt: 0 };
    await server.get(Committer).commit({
      ...{ guards: [], commands: [], answer: undefined, afterCommit: [] },
      changes: [{ op: 'insert', table: dutyStandTable, row: counter }],
    });
    let decided = 0;
    const raise = async (): Promise<Decision<number>> => {
      decided++;
      const { revision } = (await server.database.reader.byId(dutyStandTable, counter.id))!;
      return {
        guards: [{ table: dutyStandTable, id: counter.id, revision, mode: 'write' }],
        change: (changes) => changes.update(dutyStandTable, counter.id, { revision: revision + 1 }),
        answer: () => revision,
      };
    };
    const commands = Array.from({ length: 20 }, () => server.get(Instances).command(server.command('admin'), id, raise));
    const answers = (await Promise.all(commands)).map(accepted).sort((a, b) => a - b);
    expect(answers).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    expect(decided).toBeLessThanOrEqual(40);
  });

  it('says so when the case is unknown', async () => {
    const answer = await server.get(Instances).command(server.command(), 'nobody', () => ({ answer: () => null }));
    expect(refusal(answer)).toMatchObject({ code: 'instance-unknown' });
  });

  describe('Calls', () => {
    it('start the called process, give it only what is mapped, and take its result', async () => {
      const id = await server.start('caller', { amount: 7, other: 'not seen' }, 'admin', 'C-1');
      const child = (await childOf(id))!;
      expect(await server.history(child)).toMatchObject({ processKey: 'called', businessKey: 'C-1', parentInstanceId: id });
      expect(await server.variable(child, 'amount')).toBe(7);
      expect(await server.variable(child, 'other')).toBeUndefined();
      accepted(await server.complete((await server.task(child)).taskId, 'case-handler-1', { verdict: 'granted' }));
      expect((await server.task(id)).elementId).toBe('after');
      expect(await server.variable(id, 'answer')).toBe('granted');
      expect(await server.variable(id, 'verdict')).toBeUndefined();
    });

    it('end the called process with the caller', async () => {
      const id = await server.start('caller');
      const child = (await childOf(id))!;
      const answer = await server.get(CancelInstance).run(server.command('admin'), await server.as('admin'), id, 'a mistake');
      accepted(answer);
      expect(await server.history(id)).toMatchObject({ outcome: 'terminated', endReason: 'a mistake' });
      expect(await server.history(child)).toMatchObject({ outcome: 'terminated' });
      expect(await server.tasks(child)).toEqual([]);
    });

    it('raise an incident where the called process does not exist', async () => {
      const id = await server.start('lost');
      const waits = JSON.stringify((await server.get(Instances).load(id))!.snapshot);
      expect(waits).toContain('incident');
      expect(await server.history(id)).toMatchObject({ endedAt: null });
    });

    it('stop at a depth of fifty', async () => {
      const id = await server.start('circle');
      await settle(server.app);
      const family = await server.database.reader.count(instanceTable, 'root_instance_id = ?', [id]);
      expect(family).toBe(51);
    });
  });

  it('lets only administrators cancel', async () => {
    const id = await server.start('review');
    const answer = await server
      .get(CancelInstance)
      .run(server.command('case-handler-1'), await server.as('case-handler-1'), id, 'no');
    expect(refusal(answer).code).toBe('not-allowed');
  });
});
