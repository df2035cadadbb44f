import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accepted } from '../../../../test/support/play-server.ts';
import { settle } from '../../../../test/support/settle.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { CancelInstance, historyInstanceTable, Instances, instanceTable, journalTable } from '../instances/index.ts';
import { incidentTable } from '../jobs/index.ts';
import { CompleteTask } from '../tasks/index.ts';
import { Deliver } from './deliver.ts';
import { SweepDeliveries } from './sweep-deliveries.ts';
import { definitionTable } from '../models/tables.ts';
import { MessageStage } from './testing/message-stage.ts';

const roots =
  '<error id="e" name="Refused" errorCode="refused" camunda:errorMessage="No room"/><escalation id="u" escalationCode="late"/>';
const all = '<extensionElements><camunda:in variables="all"/><camunda:out variables="all"/></extensionElements>';
const calls = (called: string, beside = '') =>
  smallModel(
    `calls-${called}`,
    [['call', `<callActivity id="call" calledElement="${called}">${all}</callActivity>`], userTask('after', 'finance')],
    beside,
    roots,
  );
const caught = (definition: string, more = '') =>
  `<boundaryEvent id="caught" attachedToRef="call" ${more}>${definition}</boundaryEvent>
   ${userTask('mend', 'finance')[1]}<sequenceFlow id="to-mend" sourceRef="caught" targetRef="mend"/>`;
const work = userTask('work', 'case-handler');

describe('A called process', () => {
  let stage: MessageStage;

  beforeAll(async () => {
    stage = await MessageStage.start(
      smallModel('plain', [work]),
      smallModel(
        'fails',
        [work],
        '<boundaryEvent id="b" attachedToRef="work"><errorEventDefinition errorRef="e"/></boundaryEvent>',
        roots,
      ).replace('<endEvent id="end"/>', '<endEvent id="end"><errorEventDefinition errorRef="e"/></endEvent>'),
      smallModel(
        'warns',
        [
          work,
          ['warn', '<intermediateThrowEvent id="warn"><escalationEventDefinition escalationRef="u"/></intermediateThrowEvent>'],
          userTask('go-on', 'case-handler'),
        ],
        '',
        roots,
      ),
      calls('plain'),
      calls(
        'fails',
        caught('<errorEventDefinition errorRef="e" camunda:errorCodeVariable="code" camunda:errorMessageVariable="text"/>'),
      ),
      calls(
        'warns',
        caught('<escalationEventDefinition escalationRef="u" camunda:escalationCodeVariable="code"/>', 'cancelActivity="false"'),
      ),
    );
  });
  afterAll(() => stage?.stop());

  const begin = async (called: string, variables = {}) => {
    const caller = await stage.server.start(`calls-${called}`, variables, 'admin', 'K');
    return { caller, child: await childOf(caller) };
  };
  const childOf = async (caller: string) => {
    const [child] = await stage.server.database.reader.find(historyInstanceTable, 'parent_instance_id = ?', [caller]);
    return child!.id;
  };
  const row = async (id: string) => (await stage.server.database.reader.byId(instanceTable, id))!;
  const complete = async (instanceId: string, variables = {}) =>
    accepted(await stage.server.complete((await stage.server.task(instanceId)).id, 'case-handler-1', variables));
  const incidentsOf = (id: string) => stage.server.database.reader.find(incidentTable, 'instance_id = ?', [id]);

  it('belongs to its caller: in its case and unit, with what it is given', async () => {
    const definitionId = (await stage.server.database.reader.findOne(definitionTable, "process_key = 'calls-plain'", []))!.id;
    const input = { definitionId, institution: stage.home, unit: 'unit-one', variables: { n: 1 }, types: { n: 'Long' as const } };
    const { instanceId: caller } = accepted(await stage.server.get(Instances).start(stage.server.command(), input));
    const child = await childOf(caller);
    expect([await stage.server.variable(child, 'n'), await stage.typeOf(child, 'n')]).toEqual([1, 'Long']);
    expect(await row(child)).toMatchObject({
      institution: stage.home,
      unit: 'unit-one',
      businessKey: null,
      parentInstanceId: caller,
      rootInstanceId: caller,
      callDepth: 1,
    });
    const { child: other } = await begin('plain');
    expect(await row(other)).toMatchObject({ unit: null, businessKey: null });
  });

  it('tells its caller with what values it ended', async () => {
    const { caller, child } = await begin('plain', { before: 1 });
    await complete(child, { result: 'granted' });
    expect(await stage.open(caller)).toEqual(['after']);
    expect([await stage.server.variable(caller, 'result'), await stage.server.variable(caller, 'before')]).toEqual([
      'granted',
      1,
    ]);
    expect(await stage.deliveries()).toEqual([]);
  });

  it('gives its values back as they are typed', async () => {
    const { caller, child } = await begin('plain');
    const [worker, { taskId }] = [await stage.server.as('case-handler-1'), await stage.server.task(child)];
    const given = { variables: { sum: 5 }, types: { sum: 'Long' as const }, checkForm: false };
    accepted(await stage.server.get(CompleteTask).run(stage.server.command(), worker, taskId, given));
    expect([await stage.server.variable(caller, 'sum'), await stage.typeOf(caller, 'sum')]).toEqual([5, 'Long']);
  });

  it('is heard in the order in which it spoke, whatever is brought first', async () => {
    const { caller, child } = await begin('warns');
    await stage.undelivered(async () => {
      await complete(child);
      await complete(child);
    });
    const sent = await stage.deliveries();
    expect(sent.map(({ type }) => type)).toEqual(['calledEscalation', 'calledEnded']);
    await stage.server.get(Deliver).run(sent[1]!.id);
    expect(await stage.open(caller)).toEqual(['after', 'mend']);
    expect(await stage.deliveries()).toEqual([]);
  });

  it('ends with an error that its caller catches, code and text', async () => {
    const { caller, child } = await begin('fails');
    await complete(child);
    expect(await stage.open(caller)).toEqual(['mend']);
    expect([await stage.server.variable(caller, 'code'), await stage.server.variable(caller, 'text')]).toEqual([
      'refused',
      'No room',
    ]);
  });

  it('escalates to its caller and goes on', async () => {
    const { caller, child } = await begin('warns');
    await complete(child);
    expect([await stage.open(caller), await stage.open(child)]).toEqual([['mend'], ['go-on']]);
    expect(await stage.server.variable(caller, 'code')).toBe('late');
    await complete(child);
    expect(await stage.open(caller)).toEqual(['after', 'mend']);
  });

  it.each([
    ['with its reason', 'Entered twice', 'The called process was cancelled: Entered twice'],
    ['without one', undefined, 'The called process was cancelled.'],
  ])('that somebody cancels is an incident at its caller, %s', async (_, reason, message) => {
    const { caller, child } = await begin('plain');
    const cancel = { type: 'cancel', ...(reason !== undefined && { reason }) } as never;
    accepted(
      await stage.server
        .get(Instances)
        .command(stage.server.command('admin'), child, () => ({ trigger: cancel, answer: () => null })),
    );
    expect(await incidentsOf(caller)).toMatchObject([
      { incidentType: 'calledProcessCanceled', message, elementId: 'call', instanceId: caller },
    ]);
    expect(await stage.open(caller)).toEqual([]);
  });

  it('is cancelled with its caller, and says so', async () => {
    const { caller, child } = await begin('plain');
    accepted(
      await stage.server.get(CancelInstance).run(stage.server.command('admin'), await stage.server.as('admin'), caller, 'enough'),
    );
    expect(await stage.server.history(child)).toMatchObject({
      outcome: 'terminated',
      endReason: 'The calling activity was withdrawn.',
    });
    const unwanted = 'sequence IS NULL AND instance_id IN (?)';
    expect(await stage.server.database.reader.find(journalTable, unwanted, [[caller, child]])).toEqual([]);
    expect(await stage.deliveries()).toEqual([]);
  });

  it('does not begin when its caller was withdrawn before it could', async () => {
    const caller = await stage.undelivered(() => stage.server.start('calls-plain'));
    const [start] = await stage.deliveries();
    expect(start).toMatchObject({ type: 'startCalled', senderInstanceId: caller });
    await stage.sent({
      id: `${start!.id}-c`,
      delivery: { type: 'cancelCalled', childInstanceId: start!.receiverInstanceId! },
      receiverInstanceId: start!.receiverInstanceId,
      availableAt: stage.server.clock.now() + 60_000,
    });
    stage.server.clock.advance(10_000);
    await stage.server.get(SweepDeliveries).run();
    expect((await stage.deliveries()).map(({ type }) => type)).toEqual(['cancelCalled']);
    expect(await stage.server.database.reader.find(historyInstanceTable, 'parent_instance_id = ?', [caller])).toEqual([]);
    stage.server.clock.advance(60_000);
    await settle(stage.server.app);
    expect(await stage.deliveries()).toEqual([]);
  });

  it('that may not begin is an incident with the reason, one that is busy begins later', async () => {
    const refused = await stage.undelivered(() => stage.server.start('calls-plain'));
    const [start] = await stage.deliveries();
    const run = async () => {
      stage.server.clock.set((await stage.deliveries())[0]!.availableAt);
      await stage.server.get(SweepDeliveries).run();
    };
    await stage.refusing('too-busy', { times: 1 }, run);
    expect(await stage.deliveries()).toMatchObject([{ id: start!.id, attempts: 1, lastError: 'Not now.' }]);
    expect(await incidentsOf(refused)).toEqual([]);
    await stage.refusing('invalid-request', { times: 1 }, run);
    expect(await incidentsOf(refused)).toMatchObject([
      { incidentType: 'calledProcessRefused', message: 'Not now.', elementId: 'call' },
    ]);
    expect(await stage.deliveries()).toEqual([]);
  });
});
