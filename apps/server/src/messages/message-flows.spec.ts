import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Variables } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day, PlayServer } from '../../../../test/support/play-server.ts';
import { settle } from '../../../../test/support/settle.ts';
import { userTask } from '../../../../test/support/small-model.ts';
import { historyInstanceTable } from '../instances/index.ts';
import { Partners } from './partners.ts';
import { SweepDeliveries } from './sweep-deliveries.ts';
import { deliveryTable, partnerTable } from './tables.ts';

const flow = (id: string, from: string, to: string) => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`;
const given = (name: string) => `<extensionElements><camunda:in source="${name}" target="${name}"/></extensionElements>`;

/** A customer orders, gets an offer, accepts or asks again, and gets the goods: no message has a name of its own. */
const trade = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:gaita="urn:gaita:bpmn:1" id="d" targetNamespace="urn:test">
<collaboration id="c">
  <participant id="customerPool" name="Customer" processRef="customer"/>
  <participant id="shopPool" name="Shop" processRef="shop"/>
  <participant id="bank" name="Bank"/>
  <messageFlow id="order" sourceRef="order-goods" targetRef="ordered"/>
  <messageFlow id="offer" sourceRef="make-offer" targetRef="offered"/>
  <messageFlow id="answer" sourceRef="answer-offer" targetRef="answered"/>
  <messageFlow id="goods" sourceRef="sent" targetRef="customerPool"/>
  <messageFlow id="payment" sourceRef="sent" targetRef="bank"/>
</collaboration>
<message id="goods-message" name="goods"/>
<process id="customer" isExecutable="true">
  <startEvent id="start"/>
  <sendTask id="order-goods">${given('what')}</sendTask>
  <intermediateCatchEvent id="offered"><messageEventDefinition/></intermediateCatchEvent>
  ${userTask('decide', 'finance')[1]}
  <intermediateThrowEvent id="answer-offer">${given('accept')}<messageEventDefinition/></intermediateThrowEvent>
  <exclusiveGateway id="ok" default="no"/>
  <receiveTask id="get" messageRef="goods-message"/>
  ${userTask('enjoy', 'finance')[1]}
  <endEvent id="end"/>
  ${flow('c1', 'start', 'order-goods')}${flow('c2', 'order-goods', 'offered')}${flow('c3', 'offered', 'decide')}
  ${flow('c4', 'decide', 'answer-offer')}${flow('c5', 'answer-offer', 'ok')}
  <sequenceFlow id="yes" sourceRef="ok" targetRef="get"><conditionExpression>\${accept}</conditionExpression></sequenceFlow>
  ${flow('no', 'ok', 'offered')}${flow('c6', 'get', 'enjoy')}${flow('c7', 'enjoy', 'end')}
</process>
<process id="shop" isExecutable="true">
  <startEvent id="ordered"><messageEventDefinition/></startEvent>
  ${userTask('price', 'finance')[1]}
  <intermediateThrowEvent id="make-offer">${given('offer')}<messageEventDefinition/></intermediateThrowEvent>
  <receiveTask id="answered"/>
  <exclusiveGateway id="accepted" default="again"/>
  ${userTask('pack', 'finance')[1]}
  <endEvent id="sent">${given('parcel')}<messageEventDefinition messageRef="goods-message"/></endEvent>
  ${flow('s1', 'ordered', 'price')}${flow('s2', 'price', 'make-offer')}${flow('s3', 'make-offer', 'answered')}
  ${flow('s4', 'answered', 'accepted')}
  <sequenceFlow id="deal" sourceRef="accepted" targetRef="pack"><conditionExpression>\${accept}</conditionExpression></sequenceFlow>
  ${flow('again', 'accepted', 'price')}${flow('s5', 'pack', 'sent')}
</process>
</definitions>`;

/** Two pools that are started each for itself and find each other by the first message. */
const strangers = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:gaita="urn:gaita:bpmn:1" id="d" targetNamespace="urn:test">
<collaboration id="c">
  <participant id="a" processRef="caller"/><participant id="b" processRef="listener"/>
  <messageFlow id="hello" sourceRef="call" targetRef="hear"/>
  <messageFlow id="more" sourceRef="tell" targetRef="hear-more"/>
</collaboration>
<process id="caller" isExecutable="true">
  <startEvent id="start"/><sendTask id="call">${given('from')}</sendTask>${userTask('think', 'finance')[1]}
  <sendTask id="tell" gaita:timeToLive="PT1H">${given('secret')}</sendTask>
  ${flow('a1', 'start', 'call')}${flow('a2', 'call', 'think')}${flow('a3', 'think', 'tell')}
</process>
<process id="listener" isExecutable="true">
  <startEvent id="start-b"/><receiveTask id="hear"/><receiveTask id="hear-more"/>${userTask('note', 'finance')[1]}
  ${flow('b1', 'start-b', 'hear')}${flow('b2', 'hear', 'hear-more')}${flow('b3', 'hear-more', 'note')}
</process>
</definitions>`;

describe.each(databaseNames)('Message flows between pools on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of [trade, strangers]) await server.deploy(model);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const instancesOf = (key: string) =>
    server.database.reader.find(historyInstanceTable, 'process_key = ?', [key], { orderBy: 'id' });
  const open = async (instanceId: string) => (await server.tasks(instanceId)).map(({ elementId }) => elementId);
  const complete = async (instanceId: string, variables: Variables = {}) => {
    accepted(await server.complete((await server.task(instanceId)).id, 'finance-1', variables));
    await settle(server.app);
  };

  it('lead back and forth between partners, of which three pairs are never mixed up', async () => {
    const whats = ['apples', 'bread', 'cheese'];
    const customers: string[] = [];
    for (const what of whats) customers.push(await server.start('customer', { what }, 'admin', `order of ${what}`));
    const shops = (await instancesOf('shop')).map(({ id }) => id);
    expect(shops).toHaveLength(3);
    expect((await instancesOf('shop')).map(({ businessKey }) => businessKey)).toEqual(whats.map((what) => `order of ${what}`));

    // The last to be asked offers first.
    for (const n of [2, 0, 1]) await complete(shops[n]!, { offer: `${whats[n]!} for 5` });
    for (const n of [0, 1, 2]) {
      expect(await server.variable(customers[n]!, 'offer')).toBe(`${whats[n]!} for 5`);
      await complete(customers[n]!, { accept: false });
    }
    for (const n of [1, 2, 0]) await complete(shops[n]!, { offer: `${whats[n]!} for 4` });
    for (const n of [2, 1, 0]) {
      expect(await server.variable(customers[n]!, 'offer')).toBe(`${whats[n]!} for 4`);
      await complete(customers[n]!, { accept: true });
    }
    for (const n of [1, 0, 2]) await complete(shops[n]!, { parcel: `a box of ${whats[n]!}` });
    for (const n of [0, 1, 2]) {
      expect(await open(customers[n]!)).toEqual(['enjoy']);
      expect(await server.variable(customers[n]!, 'parcel')).toBe(`a box of ${whats[n]!}`);
    }
    expect((await instancesOf('shop')).map(({ outcome }) => outcome)).toEqual(['completed', 'completed', 'completed']);
    expect(await instancesOf('shop')).toHaveLength(3);
    for (const customer of customers) await complete(customer);
    expect(await server.get(Partners).forget()).toBe(6);
    expect(await server.database.reader.count(partnerTable)).toBe(0);
  });

  describe('to a pool whose instances run already', () => {
    const listener = (businessKey?: string) => server.start('listener', {}, 'admin', businessKey);
    const caller = (from: string, businessKey?: string) => server.start('caller', { from }, 'admin', businessKey);
    const waitsFor = async (instanceId: string) =>
      (await server.activities(instanceId)).filter(({ endedAt }) => endedAt === null).map(({ elementId }) => elementId);

    it('find the one with the same business key, which is taken for nobody else', async () => {
      const [one, two] = [await listener('one'), await listener('two')];
      const [second, first] = [await caller('second', 'two'), await caller('first', 'one')];
      expect([await server.variable(one, 'from'), await server.variable(two, 'from')]).toEqual(['first', 'second']);
      await complete(first, { secret: 'of one' });
      await complete(second, { secret: 'of two' });
      expect([await server.variable(one, 'secret'), await server.variable(two, 'secret')]).toEqual(['of one', 'of two']);
      for (const instance of [one, two]) await complete(instance);
    });

    it('wait for a partner that comes later, and end undelivered when their partner is gone', async () => {
      const early = await caller('early');
      const late = await listener();
      await settle(server.app);
      expect(await server.variable(late, 'from')).toBe('early');
      const other = await listener();
      const rival = await caller('rival');
      expect(await waitsFor(other)).toEqual(['hear-more']);
      await complete(early, { secret: 'for late' });
      expect([await open(late), await open(other)]).toEqual([['note'], []]);
      await complete(late);
      // The rival's own partner waits; another early caller finds nobody free.
      const lonely = await caller('lonely');
      await complete(lonely, { secret: 'for nobody' });
      expect(await open(other)).toEqual([]);
      server.clock.advance(2 * day);
      await server.get(SweepDeliveries).run();
      const expired = await server.database.reader.find(deliveryTable, "state = 'expired'");
      expect(expired.map(({ senderInstanceId }) => senderInstanceId)).toEqual([lonely, lonely]);
      await complete(rival, { secret: 'for other' });
      expect(await open(other)).toEqual(['note']);
    });
  });
});
