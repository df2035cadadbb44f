import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { accepted, day } from '../../../../test/support/play-server.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { auditEntryTable } from '../audit/index.ts';
import { Instances } from '../instances/index.ts';
import { headStart } from './apply-message-records.ts';
import { ConsumeDelivery } from './consume-delivery.ts';
import { DeliverMessage } from './deliver-message.ts';
import { NoteMessage } from './note-message.ts';
import { Partners } from './partners.ts';
import { partnerTable, startSubscriptionTable, subscriptionTable } from './tables.ts';
import { instead, MessageStage } from './testing/message-stage.ts';

const roots = '<message id="m" name="letter"/><message id="n" name="news"/><signal id="s" name="bell"/>';
const place = { tokenId: '', scopeId: '', elementId: '' };
const open = { state: 'waiting', attempts: 0, lastError: null, revision: 1 } as const;
const begun = (definitions: string) =>
  modelFile(
    'begun',
    `<startEvent id="start">${definitions}</startEvent>${userTask('act', 'finance')[1]}<sequenceFlow id="f" sourceRef="start" targetRef="act"/>`,
    roots,
  );
const conditional =
  '<conditionalEventDefinition><condition xsi:type="tFormalExpression">= amount &gt; 1</condition></conditionalEventDefinition>';

describe('What is written', () => {
  let stage: MessageStage;
  let count = 0;
  let key: string;

  beforeAll(async () => {
    const throws = (definition: string) =>
      ['tell', `<intermediateThrowEvent id="tell">${definition}</intermediateThrowEvent>`] as const;
    const wait = (attributes = '') => ['wait', `<receiveTask id="wait" messageRef="m" ${attributes}/>`] as const;
    stage = await MessageStage.start(
      smallModel('waiter', [wait(), userTask('read', 'finance')], '', roots),
      smallModel('keyed', [wait('gaita:correlationKey="= number"')], '', roots),
      smallModel(
        'listener',
        [['hear', '<intermediateCatchEvent id="hear"><signalEventDefinition signalRef="s"/></intermediateCatchEvent>']],
        '',
        roots,
      ),
      smallModel(
        'teller',
        [throws('<messageEventDefinition messageRef="m" gaita:businessKey="= target" gaita:timeToLive="PT2H"/>')],
        '',
        roots,
      ),
      smallModel('briefly', [throws('<messageEventDefinition messageRef="m"/>')], '', roots),
      smallModel('ringer', [throws('<signalEventDefinition signalRef="s"/>')], '', roots),
      smallModel('called', [userTask('work', 'finance')]),
      smallModel('caller', [['call', '<callActivity id="call" calledElement="called"/>']]),
    );
  });
  afterAll(() => stage?.stop());
  beforeEach(async () => {
    key = `row-${++count}`;
  });

  const start = (processKey: string, variables = {}) => stage.server.start(processKey, variables, 'admin', key);
  const waits = (instanceId: string) => stage.server.database.reader.find(subscriptionTable, 'instance_id = ?', [instanceId]);
  const acts = (act: string, objectId: string) =>
    stage.server.database.reader.find(auditEntryTable, 'act = ? AND object_id = ?', [act, objectId]);
  const now = () => stage.server.clock.now();
  const sentBy = async (processKey: string, variables = {}) => {
    const id = await stage.undelivered(() => start(processKey, variables));
    return (await stage.deliveries()).filter(({ senderInstanceId }) => senderInstanceId === id);
  };

  it('of who waits: where, for what and with which keys', async () => {
    const id = await start('keyed', { number: 'k-1' });
    const loaded = await stage.server.get(Instances).load(id);
    const [row, ...more] = await waits(id);
    expect(more).toEqual([]);
    expect(row).toEqual({
      ...{ id: row!.id, institution: stage.home, instanceId: id, definitionId: loaded!.row.definitionId, processKey: 'keyed' },
      ...{ businessKey: key, tokenId: row!.tokenId, scopeId: id, elementId: 'wait', eventType: 'message', eventName: 'letter' },
      ...{ correlationKey: 'k-1', createdAt: now(), revision: 1 },
    });
    expect(loaded!.snapshot.scopes[id]!.tokens?.[row!.tokenId]).toBeDefined();
    accepted(await stage.send({ name: 'letter', correlationKey: 'k-1' }));
    expect(await waits(id)).toEqual([]);
    const listening = await start('listener');
    expect(await waits(listening)).toMatchObject([{ eventType: 'signal', eventName: 'bell', correlationKey: null }]);
  });

  it('of what a case sends: a message for its time, anything else until it is brought', async () => {
    const [told] = await sentBy('teller', { target: key });
    expect(told).toMatchObject({
      ...{ institution: stage.home, receiverInstanceId: null, type: 'message', messageName: 'letter' },
      ...{ createdAt: now(), availableAt: now() + headStart, expiresAt: now() + day / 12, ...open },
      delivery: { type: 'message', messageName: 'letter', businessKey: key },
    });
    expect(await sentBy('briefly')).toMatchObject([{ expiresAt: now() + day, messageName: 'letter' }]);
    const more = { messageName: null, expiresAt: null, availableAt: now() + headStart, ...open };
    expect(await sentBy('ringer')).toMatchObject([{ type: 'signal', receiverInstanceId: null, ...more }]);
    const [call] = await sentBy('caller');
    expect(call).toMatchObject({ type: 'startCalled', ...more });
    expect(call!.receiverInstanceId).toBe('childInstanceId' in call!.delivery && call!.delivery.childInstanceId);
  });

  it('of a message to all: a delivery for each who gets it, and that it was sent', async () => {
    for (const processKey of ['begun', 'begun-too'])
      await stage.server.deploy(begun('<messageEventDefinition messageRef="n"/>').replace('id="begun"', `id="${processKey}"`));
    const [one, two] = [await start('waiter'), await start('waiter')];
    const command = stage.server.command('case-handler-1');
    const sender = await stage.server.as('case-handler-1');
    const { receivers } = accepted(
      await stage.undelivered(() =>
        stage.send({ name: 'letter', businessKey: key, all: true, sender, variables: { n: 1 } }, command),
      ),
    );
    expect(receivers).toEqual([one, two].map((instanceId) => ({ instanceId, effect: 'continued' })));
    const sent = (await stage.deliveries()).filter(({ delivery }) => 'sentBy' in delivery);
    const [first] = await waits(one);
    expect(sent).toHaveLength(2);
    expect(sent[0]).toEqual({
      ...{ id: sent[0]!.id, institution: stage.home, senderInstanceId: null, receiverInstanceId: null, type: 'message' },
      ...{ messageName: 'letter', createdAt: now(), availableAt: now() + headStart, expiresAt: null, ...open },
      delivery: {
        ...{ type: 'message', messageName: 'letter', businessKey: key, sentBy: 'case-handler-1', variables: { n: 1 }, ...place },
        receiver: { instanceId: one, subscriptionId: first!.id },
      },
    });
    expect(await stage.server.database.reader.byId(auditEntryTable, command.id)).toMatchObject({
      ...{ at: now(), account: 'case-handler-1', institution: stage.home, act: 'message-sent' },
      ...{ objectType: 'message', objectId: 'letter', instanceId: null },
    });
    expect(await acts('message-sent', two)).toMatchObject([
      {
        at: now(),
        account: 'case-handler-1',
        institution: stage.home,
        objectType: 'case',
        instanceId: two,
        details: { name: 'letter' },
      },
    ]);
    await stage.undelivered(async () => accepted(await stage.send({ name: 'news', businessKey: key, all: true })));
    const started = (await stage.deliveries()).filter(({ messageName }) => messageName === 'news');
    const rows = await stage.server.database.reader.find(startSubscriptionTable, "event_name = 'news'", [], {
      orderBy: 'process_key',
    });
    expect(rows).toHaveLength(2);
    expect(started.map(({ delivery }) => 'receiver' in delivery && delivery.receiver)).toEqual(
      rows.map(({ id }) => ({ instanceId: expect.any(String) as unknown, startSubscriptionId: id })),
    );
  });

  it('of a message that is kept: all that its sender said', async () => {
    const said = {
      ...{ businessKey: key, correlationKey: 'c', correlationVariables: { plot: 1 }, processInstanceId: 'other' },
      ...{ localVariables: { own: 1 }, variables: { n: 1 }, types: { n: 'Long' as const } },
    };
    accepted(await stage.send({ name: 'kept', timeToLive: 'P1D', ...said }));
    accepted(await stage.send({ name: 'kept', timeToLive: 'P1D' }));
    const kept = (await stage.deliveries()).filter(({ messageName }) => messageName === 'kept');
    const message = { type: 'message', messageName: 'kept', ...place };
    expect(kept.map(({ delivery }) => delivery)).toEqual([
      { ...message, ...said },
      { ...message, variables: {} },
    ]);
    expect(kept).toMatchObject([
      { state: 'held', availableAt: now(), expiresAt: now() + day },
      { state: 'held', availableAt: now(), expiresAt: now() + day },
    ]);
    expect(await acts('message-sent', 'kept')).toEqual([]);
  });

  it('of a process that starts with events: one row each, those of its latest version', async () => {
    const starts = async () =>
      stage.server.database.reader.find(startSubscriptionTable, "process_key = 'begun'", [], { orderBy: 'id' });
    const definitionId = await stage.server.deploy(
      begun(
        `<messageEventDefinition messageRef="n" gaita:correlationKey="= &quot;k&quot;"/><signalEventDefinition signalRef="s"/>${conditional}`,
      ),
    );
    const rows = await starts();
    const row = { institution: 'shared', definitionId, processKey: 'begun', elementId: 'start' };
    expect(rows).toEqual([
      { id: rows[0]!.id, ...row, eventType: 'message', eventName: 'news', correlationKey: 'k', definitionIndex: 0 },
      { id: rows[1]!.id, ...row, eventType: 'signal', eventName: 'bell', correlationKey: null, definitionIndex: 1 },
      { id: rows[2]!.id, ...row, eventType: 'conditional', eventName: '', correlationKey: null, definitionIndex: 2 },
    ]);
    await stage.server.deploy(begun('<messageEventDefinition messageRef="m"/>'));
    expect(await starts()).toMatchObject([{ eventType: 'message', eventName: 'letter', definitionIndex: null }]);
    await stage.server.deploy(begun(''));
    expect(await starts()).toEqual([]);
  });

  it('of a deed: nothing where no person sent the message, and no deed in a role where it brings no values', async () => {
    const [row] = await waits(await start('waiter'));
    const note = stage.server.get(NoteMessage);
    const nothing = await note.of({ name: 'letter', variables: { n: 1 } }, row!);
    expect(nothing.guards).toEqual([]);
    const sender = await stage.server.as('case-handler-1');
    const planned: object[] = [];
    const plan = async (_: unknown, act: object) => {
      planned.push(act);
      return { guards: [{ mode: 'rely' }], change: () => {} };
    };
    await instead(note['duties'], { plan } as never, async () => {
      expect((await note.of({ name: 'letter', sender, variables: {}, localVariables: {} }, row!)).guards).toEqual([]);
      expect((await note.of({ name: 'letter', sender, localVariables: { a: 1 } }, row!)).guards).toHaveLength(1);
      expect((await note.of({ name: 'letter', sender, variables: { a: 1 } }, row!)).guards).toHaveLength(1);
    });
    const { id, institution, instanceId, definitionId, elementId } = row!;
    const task = { id, taskId: id, institution, instanceId, definitionId, elementId, assignee: 'case-handler-1' };
    const deed = {
      kind: 'message',
      account: 'case-handler-1',
      task: { ...task, candidateUsers: [], candidateGroups: ['case-handler'] },
    };
    expect(planned).toEqual([deed, deed]);
  });

  it('of a delivery that another has taken: nothing, and why', async () => {
    const consume = stage.server.get(ConsumeDelivery);
    const row = await stage.sent({ delivery: { type: 'cancelCalled', childInstanceId: 'none' }, state: 'expired' });
    const taken = { code: 'subscription-closed', message: `Delivery ${row.id} has been taken already.` };
    expect(await consume.current(row)).toMatchObject(taken);
    expect(await consume.beside(row)).toMatchObject(taken);
    expect(await consume.beside({ ...row, id: 'gone' })).toMatchObject({ message: 'Delivery gone has been taken already.' });
    const [waiting] = await waits(await start('waiter'));
    const receiver = { instanceId: waiting!.instanceId, subscriptionId: waiting!.id };
    const message = { type: 'message' as const, messageName: 'letter', variables: {}, ...place };
    const deliver = stage.server.get(DeliverMessage);
    expect((await deliver.run({ ...row, id: 'gone' }, { ...message, receiver })).answer).toMatchObject({
      message: 'Delivery gone has been taken already.',
    });
    expect((await deliver.run(row, { ...message, receiver: { ...receiver, subscriptionId: 'gone' } })).answer).toMatchObject({
      code: 'subscription-closed',
      message: 'Nobody waits for the message letter any more.',
    });
    expect(await waits(waiting!.instanceId)).toHaveLength(1);
  });

  it('of partners: once each way, asked for the one met last, and forgotten when both are gone', async () => {
    const partners = stage.server.get(Partners);
    const [a, b] = [await start('waiter'), await start('waiter')];
    const meets = async (sender: string, receiver: string) =>
      stage.change(
        await partners.meet({
          institution: stage.home,
          sender: { instanceId: sender, processKey: 'one' },
          receiver: { instanceId: receiver, processKey: 'two' },
        }),
      );
    await meets(a, 'x');
    await meets(a, 'x');
    expect(await stage.server.database.reader.count(partnerTable)).toBe(2);
    await meets(a, b);
    expect([await partners.of(a, 'two'), await partners.of(b, 'one'), await partners.of(b, 'two')]).toEqual([b, a, undefined]);
    expect(await partners.ofEach(['x', b])).toEqual(
      expect.arrayContaining([
        { of: 'x', partner: a },
        { of: b, partner: a },
      ]),
    );
    expect(await partners.forget()).toBe(0);
    await meets('y', 'z');
    expect(await partners.forget()).toBe(2);
    expect(await partners.forget()).toBe(0);
    expect(await stage.server.database.reader.find(partnerTable, '', [], { orderBy: 'id' })).toMatchObject([
      { institution: stage.home, instanceId: a, partnerProcessKey: 'two', partnerInstanceId: 'x', createdAt: now() },
      { instanceId: 'x', partnerProcessKey: 'one', partnerInstanceId: a },
      { instanceId: a, partnerInstanceId: b },
      { instanceId: b, partnerInstanceId: a },
    ]);
  });
});
