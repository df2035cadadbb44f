import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Variables } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day, hour, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { settle } from '../../../../test/support/settle.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { historyInstanceTable } from '../instances/index.ts';
import { Committer } from '../platform/committer.ts';
import { OperationalError } from '../platform/errors.ts';
import type { CorrelateRequest } from './correlate-message.ts';
import { CorrelateMessage } from './correlate-message.ts';
import { Deliver } from './deliver.ts';
import { SweepDeliveries } from './sweep-deliveries.ts';
import { deliveryTable } from './tables.ts';

const paid = '<message id="m" name="paid"/>';
const waiter = smallModel('waiter', [['wait', '<receiveTask id="wait" messageRef="m"/>'], userTask('book', 'finance')], '', paid);
const starter = modelFile(
  'starter',
  `<startEvent id="start"><messageEventDefinition messageRef="m"/></startEvent>
   <sequenceFlow id="a" sourceRef="start" targetRef="book"/>${userTask('book', 'finance')[1]}
   <sequenceFlow id="b" sourceRef="book" targetRef="end"/><endEvent id="end"/>`,
  '<message id="m" name="invoice.received"/>',
);
const thrower = (key: string, message: string, timeToLive = 'P2D') =>
  smallModel(
    key,
    [
      [
        'tell',
        `<intermediateThrowEvent id="tell"><extensionElements><camunda:in source="amount" target="sum"/></extensionElements>
         <messageEventDefinition messageRef="m" gaita:businessKey="= target" gaita:timeToLive="${timeToLive}"/></intermediateThrowEvent>`,
      ],
    ],
    '',
    `<message id="m" name="${message}"/>`,
  );

describe.each(databaseNames)('Messages on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;
  let home: string;
  let count = 0;
  let key: string;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of [waiter, starter, thrower('pay', 'paid'), thrower('bill', 'invoice.received')])
      await server.deploy(model);
    home = (await server.as('admin')).institution;
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });
  beforeEach(() => {
    key = `key-${++count}`;
  });

  const send = (request: Partial<CorrelateRequest>) =>
    server.get(CorrelateMessage).run(server.command('admin'), {
      name: 'paid',
      institution: home,
      variables: {},
      timeToLive: 'PT0S',
      all: false,
      ...request,
    });
  const wait = (variables: Variables = {}, businessKey = key) => server.start('waiter', variables, 'admin', businessKey);
  const open = async (instanceId: string) => (await server.tasks(instanceId)).map(({ elementId }) => elementId);
  const deliveries = () => server.database.reader.find(deliveryTable, '', [], { orderBy: 'id' });
  const startedBy = (businessKey: string) => server.database.reader.find(historyInstanceTable, 'business_key = ?', [businessKey]);

  describe('From outside', () => {
    it('reach the case that waits with the business key, with their variables', async () => {
      const [mine, other] = [await wait(), await wait({}, `${key}-other`)];
      const view = accepted(await send({ businessKey: key, variables: { sum: 12 } }));
      expect(view.receivers).toEqual([{ instanceId: mine, effect: 'continued' }]);
      expect(await open(mine)).toEqual(['book']);
      expect(await server.variable(mine, 'sum')).toBe(12);
      expect(await open(other)).toEqual([]);
    });

    it('are refused when nobody waits and they may not be kept', async () => {
      expect(refusal(await send({ businessKey: key })).code).toBe('message-not-awaited');
    });

    it('are refused when several wait, unless they go to all', async () => {
      const [one, two] = [await wait(), await wait()];
      expect(refusal(await send({ businessKey: key }))).toMatchObject({
        code: 'message-ambiguous',
        message: expect.stringContaining(`the message paid with the business key ${key}.`) as unknown,
        details: { name: 'paid', matches: 2 },
      });
      expect(await open(one)).toEqual([]);
      accepted(await send({ businessKey: key, all: true }));
      expect([await open(one), await open(two)]).toEqual([['book'], ['book']]);
    });

    it('find the case whose variables have the given values', async () => {
      const [, right] = [await wait({ plot: 1 }), await wait({ plot: 2 })];
      const view = accepted(await send({ businessKey: key, correlationVariables: { plot: 2 } }));
      expect(view.receivers).toEqual([{ instanceId: right, effect: 'continued' }]);
    });

    it('start the process that waits for them', async () => {
      const view = accepted(await send({ name: 'invoice.received', businessKey: key, variables: { sum: 3 } }));
      const [receiver] = view.receivers;
      expect(receiver).toMatchObject({ effect: 'started' });
      expect(await server.history(receiver!.instanceId)).toMatchObject({ processKey: 'starter', businessKey: key });
      expect(await server.variable(receiver!.instanceId, 'sum')).toBe(3);
    });

    it('start one case though the server dies after the commit and who sent it sends it again', async () => {
      const committer = server.get(Committer);
      const commit = committer.commit.bind(committer);
      const request = {
        name: 'invoice.received',
        institution: home,
        businessKey: key,
        variables: {},
        timeToLive: 'PT0S',
        all: false,
      };
      const again = () =>
        server.get(CorrelateMessage).run({ ...server.command('admin'), idempotencyKey: key, hash: 'same' }, request);
      // what stands in the first commit is kept, and nothing after it
      committer.commit = async (plan) => {
        await commit(plan);
        throw new OperationalError('the server is gone');
      };
      await expect(again()).rejects.toThrow('the server is gone');
      committer.commit = commit;
      const view = accepted(await again());
      expect((await startedBy(key)).map(({ id }) => id)).toEqual(view.receivers.map(({ instanceId }) => instanceId));
    });

    it('stay where they are when they cannot be read in the moment in which somebody waits for them: the next round brings them', async () => {
      accepted(await send({ businessKey: key, timeToLive: 'P1D', variables: { sum: 9 } }));
      const late = await wait();
      const { reader } = server.database;
      const { find } = reader;
      reader.find = () => Promise.reject(new OperationalError('the database is away'));
      try {
        await server.get(SweepDeliveries).wake('paid');
      } finally {
        reader.find = find;
      }
      await server.get(SweepDeliveries).run();
      expect(await open(late)).toEqual(['book']);
    });

    it('wait for a case that comes within their time to live', async () => {
      const view = accepted(await send({ businessKey: key, timeToLive: 'P1D', variables: { sum: 9 } }));
      expect(view).toMatchObject({ receivers: [], waitsUntil: server.clock.now() + day });
      const late = await wait();
      await settle(server.app);
      expect(await open(late)).toEqual(['book']);
      expect(await server.variable(late, 'sum')).toBe(9);
    });

    it('that are kept come each to its own case, without waiting for the next round', async () => {
      const other = `${key}-other`;
      for (const [businessKey, sum] of [
        [key, 1],
        [other, 2],
      ] as const)
        accepted(await send({ businessKey, timeToLive: 'P1D', variables: { sum } }));
      const late = await wait({}, other);
      await server.get(SweepDeliveries).wake('paid');
      expect(await open(late)).toEqual(['book']);
      expect(await server.variable(late, 'sum')).toBe(2);
      const kept = (await deliveries()).filter(({ state }) => state === 'held');
      expect(kept.map(({ delivery }) => delivery)).toMatchObject([{ businessKey: key, variables: { sum: 1 } }]);
      await server.get(SweepDeliveries).wake('another message');
      const last = await wait();
      await server.get(SweepDeliveries).wake('paid');
      expect(await server.variable(last, 'sum')).toBe(1);
    });

    it('expire when nobody comes, and are shown as undelivered', async () => {
      accepted(await send({ businessKey: key, timeToLive: 'PT1H' }));
      server.clock.advance(2 * hour);
      await server.get(SweepDeliveries).run();
      const late = await wait();
      await settle(server.app);
      expect(await open(late)).toEqual([]);
      expect((await deliveries()).filter(({ state }) => state === 'expired')).toHaveLength(1);
    });

    it('say what a time to live must be', async () => {
      expect(refusal(await send({ timeToLive: 'soon' }))).toMatchObject({ code: 'invalid-request' });
    });
  });

  describe('Between cases', () => {
    it('go to the case that they address, before the command answers', async () => {
      const receiver = await wait();
      const sender = await server.start('pay', { target: key, amount: 5 });
      expect(await server.history(sender)).toMatchObject({ outcome: 'completed' });
      expect(await open(receiver)).toEqual(['book']);
      expect(await server.variable(receiver, 'sum')).toBe(5);
      expect(await server.variable(receiver, 'amount')).toBeUndefined();
    });

    it('take the oldest of several', async () => {
      const [first, second] = [await wait(), await wait()];
      await server.start('pay', { target: key });
      expect([await open(first), await open(second)]).toEqual([['book'], []]);
    });

    it('start a process in the institution of the sender', async () => {
      await server.start('bill', { target: key, amount: 8 }, 'case-handler-3');
      const [started] = await startedBy(key);
      expect(started).toMatchObject({ processKey: 'starter', institution: (await server.as('case-handler-3')).institution });
    });

    it('are delivered by the sweep when the sender died before it could', async () => {
      const receiver = await wait();
      const held = server.get(Deliver);
      const run = held.run.bind(held);
      held.run = async () => [];
      await server.start('pay', { target: key });
      held.run = run;
      expect(await open(receiver)).toEqual([]);
      server.clock.advance(10_000);
      await server.get(SweepDeliveries).run();
      expect(await open(receiver)).toEqual(['book']);
    });

    it('are taken once when two deliver at the same time', async () => {
      const [one, two] = [await wait(), await wait()];
      const held = server.get(Deliver);
      const run = held.run.bind(held);
      held.run = async () => [];
      await server.start('pay', { target: key });
      held.run = run;
      const sent = (await deliveries()).filter(({ state }) => state === 'waiting');
      expect(sent).toHaveLength(1);
      await Promise.all([run(sent[0]!.id), run(sent[0]!.id), run(sent[0]!.id)]);
      await settle(server.app);
      expect([...(await open(one)), ...(await open(two))]).toEqual(['book']);
      expect((await deliveries()).filter(({ state }) => state === 'waiting')).toEqual([]);
    });
  });

  it('of the latest version only start cases', async () => {
    await server.deploy(starter);
    accepted(await send({ name: 'invoice.received', businessKey: key }));
    expect(await startedBy(key)).toHaveLength(1);
  });
});
