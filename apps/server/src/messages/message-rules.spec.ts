import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Variables } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day, hour, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { settle } from '../../../../test/support/settle.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { auditEntryTable } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { historyInstanceTable, journalTable } from '../instances/index.ts';
import { DeployModels } from '../models/index.ts';
import { TakeBackTask } from '../tasks/take-back/take-back-task.ts';
import { ConsumeDelivery } from './consume-delivery.ts';
import type { CorrelateRequest } from './correlate-message.ts';
import { CorrelateMessage } from './correlate-message.ts';
import { refuseSending, sendersInstitution } from './sender-rights.ts';
import { SweepDeliveries } from './sweep-deliveries.ts';
import { deliveryTable } from './tables.ts';

const roots = '<message id="m" name="letter"/><signal id="s" name="alarm"/>';
const receive = ['wait', '<receiveTask id="wait" messageRef="m"/>'] as const;
const models = {
  waiter: smallModel('waiter', [receive, userTask('read', 'finance')], '', roots),
  keyed: smallModel(
    'keyed',
    [['wait', '<receiveTask id="wait" messageRef="m" gaita:correlationKey="= number"/>'], userTask('read', 'finance')],
    '',
    roots,
  ),
  /** The message ends the task beside which it is awaited. */
  interrupted: smallModel(
    'interrupted',
    [userTask('check', 'case-handler'), userTask('after', 'finance')],
    `<boundaryEvent id="came" attachedToRef="check"><messageEventDefinition messageRef="m"/></boundaryEvent>
     ${userTask('read', 'finance')[1]}<sequenceFlow id="to-read" sourceRef="came" targetRef="read"/>`,
    roots,
  ),
  teller: smallModel(
    'teller',
    [
      userTask('check', 'case-handler'),
      [
        'tell',
        '<intermediateThrowEvent id="tell"><messageEventDefinition messageRef="m" gaita:businessKey="= target"/></intermediateThrowEvent>',
      ],
      userTask('after', 'finance'),
    ],
    '',
    roots,
  ),
  ringer: smallModel(
    'ringer',
    [
      [
        'ring',
        '<intermediateThrowEvent id="ring"><extensionElements><camunda:in source="loud" target="loud"/></extensionElements><signalEventDefinition signalRef="s"/></intermediateThrowEvent>',
      ],
    ],
    '',
    roots,
  ),
  hears: smallModel(
    'hears',
    [
      ['catch', '<intermediateCatchEvent id="catch"><signalEventDefinition signalRef="s"/></intermediateCatchEvent>'],
      userTask('act', 'finance'),
    ],
    '',
    roots,
  ),
};
const begins = (definition: string) =>
  modelFile(
    'begins',
    `<startEvent id="start">${definition}</startEvent>${userTask('act', 'finance')[1]}<endEvent id="end"/>
     <sequenceFlow id="a" sourceRef="start" targetRef="act"/><sequenceFlow id="b" sourceRef="act" targetRef="end"/>`,
    '<message id="n" name="news"/><signal id="s" name="alarm"/>',
  );

describe('Messages and signals', () => {
  let system: DatabaseSystem;
  let server: PlayServer;
  let home: string;
  let count = 0;
  let key: string;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of Object.values(models)) await server.deploy(model);
    home = (await server.as('admin')).institution;
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });
  beforeEach(() => {
    key = `rule-${++count}`;
  });

  const send = (request: Partial<CorrelateRequest>) =>
    server.get(CorrelateMessage).run(server.command('admin'), {
      name: 'letter',
      institution: home,
      variables: {},
      timeToLive: 'PT0S',
      all: false,
      ...request,
    });
  const wait = (processKey = 'waiter', variables: Variables = {}, businessKey = key) =>
    server.start(processKey, variables, 'admin', businessKey);
  const open = async (instanceId: string) => (await server.tasks(instanceId)).map(({ elementId }) => elementId);
  const deployTo = async (institution: string, content: string) =>
    accepted(
      await server.get(DeployModels).run(server.command(), {
        institution,
        name: 'begins',
        resources: [{ name: 'begins.bpmn', content }],
        filterDuplicates: false,
      }),
    );

  it('are refused in words that say who waits for what', async () => {
    expect(refusal(await send({}))).toMatchObject({
      code: 'message-not-awaited',
      message: 'Nobody waits for the message letter.',
      details: { name: 'letter' },
    });
    expect(refusal(await send({ businessKey: key })).message).toBe(
      `Nobody waits for the message letter with the business key ${key}.`,
    );
    expect(refusal(await send({ timeToLive: 'P1M' })).message).toBe(
      'timeToLive: P1M is no ISO 8601 duration of weeks, days, hours, minutes and seconds.',
    );
    await wait();
    await wait();
    await wait();
    expect(refusal(await send({ businessKey: key }))).toMatchObject({ code: 'message-ambiguous', details: { name: 'letter' } });
  });

  it('come from who holds a role for it, in the institution that is meant or the first of theirs', () => {
    const actor = (...roles: [string, string][]) =>
      ({ institution: 'home', roles: roles.map(([role, institution]) => ({ role, institution })) }) as unknown as Actor;
    expect(sendersInstitution(actor(['lawyer', 'a'], ['front-desk', 'b'], ['administrator', 'c']))).toBe('b');
    expect(sendersInstitution(actor(['lawyer', 'a'], ['case-handler', 'c']))).toBe('c');
    expect(sendersInstitution(actor(['lawyer', 'a']))).toBe('home');
    expect(sendersInstitution(actor(['administrator', 'a']), 'named')).toBe('named');
  });

  it('are refused to others, who are told which roles', async () => {
    expect(refusal(refuseSending(await server.as('lawyer-1'), home))).toMatchObject({
      code: 'not-allowed',
      message: `Only who holds administrator or front-desk or case-handler in ${home} sends this to its cases.`,
      details: { roles: ['administrator', 'front-desk', 'case-handler'] },
    });
    expect(refuseSending(await server.as('case-handler-1'), home)).toBeUndefined();
  });

  it('that are kept come later as they were sent: with types, to their key, variables and case', async () => {
    const sent = { timeToLive: 'P1D', businessKey: key, variables: { n: 1 }, types: { n: 'Long' as const } };
    accepted(
      await send({ ...sent, correlationKey: 'k-1', localVariables: { own: 2 }, sender: await server.as('case-handler-1') }),
    );
    const [held] = await server.database.reader.find(deliveryTable, "state = 'held'", []);
    expect(held).toMatchObject({
      institution: home,
      type: 'message',
      messageName: 'letter',
      delivery: {
        type: 'message',
        messageName: 'letter',
        businessKey: key,
        correlationKey: 'k-1',
        variables: { n: 1 },
        types: { n: 'Long' },
        localVariables: { own: 2 },
        sentBy: 'case-handler-1',
      },
      attempts: 0,
      lastError: null,
      expiresAt: server.clock.now() + day,
    });
    const [entry] = await server.database.reader.find(auditEntryTable, "act = 'message-sent' AND object_type = 'message'", []);
    expect(entry).toMatchObject({ account: 'case-handler-1', institution: home, objectId: 'letter' });
    const other = await wait('keyed', { number: 'k-2' });
    const right = await wait('keyed', { number: 'k-1' });
    await settle(server.app);
    expect([await open(other), await open(right)]).toEqual([[], ['read']]);
    expect(await server.variable(right, 'n')).toBe(1);
  });

  it('go to the one case that is named, or the one that knows what the sender knows', async () => {
    const [one, two] = [await wait('waiter', { plot: 1 }), await wait('waiter', { plot: 2 })];
    accepted(await send({ processInstanceId: two }));
    expect([await open(one), await open(two)]).toEqual([[], ['read']]);
    expect(refusal(await send({ businessKey: key, correlationVariables: { plot: 2 } })).code).toBe('message-not-awaited');
    expect(refusal(await send({ businessKey: key, correlationVariables: { tree: 1 } })).code).toBe('message-not-awaited');
    expect(refusal(await send({ businessKey: key, localCorrelationVariables: { plot: 7 } } as never)).code).toBe(
      'message-not-awaited',
    );
    accepted(await send({ businessKey: key, correlationVariables: { plot: 1 } }));
    expect(await open(one)).toEqual(['read']);
  });

  it('start the process of the institution rather than the shared one of the same key', async () => {
    const elsewhere = (await server.as('case-handler-3')).institution;
    await server.deploy(begins('<messageEventDefinition messageRef="n"/>'));
    await deployTo(home, begins('<messageEventDefinition messageRef="n"/>'));
    const startedIn = async (institution: string) => {
      const { receivers } = accepted(await send({ name: 'news', institution }));
      const { definitionId } = await server.history(receivers[0]!.instanceId);
      return definitionId;
    };
    const [here, there] = [await startedIn(home), await startedIn(elsewhere)];
    expect(here).not.toBe(there);
    const toAll = accepted(await send({ name: 'news', all: true }));
    expect(toAll.receivers).toHaveLength(1);
    expect(refusal(await send({ name: 'news', processInstanceId: 'none' })).code).toBe('message-not-awaited');
  });

  it('that could not be brought are tried again, each time twice as late, a minute at most', async () => {
    accepted(await send({ businessKey: key, timeToLive: 'P1D' }));
    const row = async () =>
      (await server.database.reader.find(deliveryTable, "state = 'held' AND delivery LIKE ?", [`%"${key}"%`]))[0]!;
    const consume = server.get(ConsumeDelivery);
    const now = server.clock.now();
    for (const [attempts, pause] of [
      [1, 1_000],
      [2, 2_000],
      [3, 4_000],
      [4, 8_000],
      [5, 16_000],
      [6, 32_000],
      [7, 60_000],
      [8, 60_000],
    ] as const) {
      await consume.postpone(await row(), 'e'.repeat(600));
      expect(await row()).toMatchObject({
        attempts,
        availableAt: now + pause,
        lastError: 'e'.repeat(500),
        revision: attempts + 1,
      });
    }
    await consume.refuse(await row(), { rejected: true, code: 'subscription-closed', message: 'No.' });
    expect(await row()).toBeUndefined();
    await consume.settle({ id: 'none' } as never, () => {
      throw new Error('nothing is there to change');
    });
  });

  it('that a case does not want any more stand in its journal', async () => {
    const receiverInstanceId = await wait();
    accepted(await send({ businessKey: `${key}-none`, timeToLive: 'P1D' }));
    const [held] = await server.database.reader.find(deliveryTable, "state = 'held' AND delivery LIKE ?", [`%"${key}-none"%`]);
    await server
      .get(ConsumeDelivery)
      .refuse({ ...held!, receiverInstanceId }, { rejected: true, code: 'subscription-closed', message: 'No.' });
    const [told] = await server.database.reader.find(journalTable, 'instance_id = ? AND sequence IS NULL', [receiverInstanceId]);
    expect(told).toMatchObject({
      institution: home,
      actor: 'system',
      at: server.clock.now(),
      records: [{ kind: 'deliveryRejected', deliveryId: held!.id, type: 'message', code: 'subscription-closed' }],
    });
  });

  it('that were kept meanwhile arrive when a completion is taken back and the case waits for them again', async () => {
    const instanceId = await wait('interrupted');
    const { taskId } = (await server.tasks(instanceId))[0]!;
    accepted(await server.complete(taskId, 'case-handler-1'));
    accepted(await send({ businessKey: key, timeToLive: 'P1D' }));
    expect(await open(instanceId)).toEqual(['after']);
    accepted(await server.get(TakeBackTask).run(server.command(), await server.as('case-handler-1'), taskId));
    await settle(server.app);
    expect(await open(instanceId)).toEqual(['read']);
  });

  it('that have been given cannot be taken back', async () => {
    const receiver = await wait();
    const instanceId = await server.start('teller', { target: key });
    const { taskId } = await server.task(instanceId);
    accepted(await server.complete(taskId, 'case-handler-1'));
    expect(await open(receiver)).toEqual(['read']);
    const back = await server.get(TakeBackTask).run(server.command(), await server.as('case-handler-1'), taskId);
    expect(refusal(back)).toMatchObject({ code: 'cannot-take-back', details: { reason: 'delivered' } });
  });

  it('by signal reach all who wait in the institution and start what begins with it, with what they bring', async () => {
    await server.deploy(begins('<signalEventDefinition signalRef="s"/>'));
    const [one, two] = [await wait('hears'), await wait('hears')];
    const away = await server.start('hears', {}, 'case-handler-3', key);
    const startedBefore = await server.database.reader.find(historyInstanceTable, "process_key = 'begins'", []);
    await server.start('ringer', { loud: true });
    await settle(server.app);
    expect([await open(one), await open(two)]).toEqual([['act'], ['act']]);
    expect([await server.variable(one, 'loud'), await server.variable(two, 'loud')]).toEqual([true, true]);
    expect(await open(away)).toEqual([]);
    const started = (
      await server.database.reader.find(historyInstanceTable, "process_key = 'begins'", [], { orderBy: 'started_at, id' })
    ).filter(({ id }) => !startedBefore.some((each) => each.id === id));
    expect(started).toHaveLength(1);
    expect(await server.variable(started[0]!.id, 'loud')).toBe(true);
    expect(await server.database.reader.find(deliveryTable, "type = 'signal'", [])).toEqual([]);
  });

  it('that nobody came for in time are shown as undelivered, and not brought any more', async () => {
    accepted(await send({ businessKey: key, timeToLive: 'PT1H' }));
    server.clock.advance(hour);
    await server.get(SweepDeliveries).run();
    const [late] = await server.database.reader.find(deliveryTable, 'delivery LIKE ?', [`%"${key}"%`]);
    expect(late).toMatchObject({ state: 'expired', revision: 2 });
    const instanceId = await wait();
    await server.get(SweepDeliveries).wake('letter');
    expect(await open(instanceId)).toEqual([]);
  });
});
