import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, PlayServer } from '../../../../test/support/play-server.ts';
import { settle } from '../../../../test/support/settle.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { historyInstanceTable, Instances, journalTable } from '../instances/index.ts';
import { instanceTable } from '../instances/tables.ts';
import { Deliver } from './deliver.ts';
import { SweepDeliveries } from './sweep-deliveries.ts';
import { deliveryTable } from './tables.ts';

const role = 'case-handler';
const call = '<callActivity id="call" calledElement="booking"/>';
const thrown = '<intermediateThrowEvent id="undo"><compensateEventDefinition/></intermediateThrowEvent>';

const booking = smallModel(
  'booking',
  [userTask('book', role)],
  `<boundaryEvent id="on" attachedToRef="book"><compensateEventDefinition/></boundaryEvent>
   ${userTask('release', role, 'isForCompensation="true"')[1]}<association id="as" sourceRef="on" targetRef="release"/>`,
);
const trip = modelFile(
  'trip',
  `<startEvent id="s"/>${call}${userTask('decide', role)[1]}<exclusiveGateway id="x" default="no"/>${thrown}<endEvent id="e"/>
   <sequenceFlow id="f1" sourceRef="s" targetRef="call"/><sequenceFlow id="f2" sourceRef="call" targetRef="decide"/>
   <sequenceFlow id="f3" sourceRef="decide" targetRef="x"/><sequenceFlow id="no" sourceRef="x" targetRef="undo"/>
   <sequenceFlow id="f4" sourceRef="undo" targetRef="e"/>
   <sequenceFlow id="yes" sourceRef="x" targetRef="e"><conditionExpression>\${fine}</conditionExpression></sequenceFlow>`,
);
const plain = smallModel('plain', [['call', call], userTask('decide', role)]);

describe.each(databaseNames)('A called process that has ended, on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of [booking, trip, plain]) await server.deploy(model);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const row = (id: string) => server.database.reader.byId(instanceTable, id);
  const waiting = () => server.database.reader.find(deliveryTable, "state = 'waiting'", []);
  const complete = async (instanceId: string, variables = {}) =>
    accepted(await server.complete((await server.task(instanceId)).id, 'case-handler-1', variables));

  /** A caller whose called process has done its work. */
  const booked = async (key = 'trip') => {
    const parent = await server.start(key);
    const [child] = await server.database.reader.find(historyInstanceTable, 'parent_instance_id = ?', [parent]);
    await complete(child!.id);
    return { parent, child: child!.id };
  };

  it('is kept out of sight, compensated when its caller throws compensation, and dropped', async () => {
    const { parent, child } = await booked();
    const ended = await server.history(child);
    expect(ended).toMatchObject({ outcome: 'completed' });
    expect(await row(child)).toMatchObject({ state: 'ended' });
    expect(await server.get(Instances).load(child)).toBeUndefined();

    server.clock.advance(60_000);
    await complete(parent, { fine: false });
    expect(await server.task(child)).toMatchObject({ elementId: 'release' });
    expect(await server.tasks(parent)).toEqual([]);
    expect(await row(child)).toMatchObject({ state: 'ended' });

    await complete(child);
    expect(await server.history(parent)).toMatchObject({ outcome: 'completed' });
    expect(await server.history(child)).toEqual(ended);
    expect(await server.entered(child)).toEqual(['start', 'book', 'end', 'release']);
    expect((await server.activities(child)).map(({ outcome }) => outcome)).toEqual(Array(4).fill('completed'));
    expect([await row(child), await row(parent)]).toEqual([undefined, undefined]);
    expect(await waiting()).toEqual([]);
    const journal = await server.database.reader.find(journalTable, 'instance_id = ?', [child], { orderBy: 'id' });
    expect(JSON.stringify(journal)).toContain('"compensationTriggered"');
    expect(JSON.stringify(journal)).not.toContain('deliveryRejected');
  });

  it('is dropped when its caller ends without', async () => {
    const { parent, child } = await booked();
    await complete(parent, { fine: true });
    expect(await server.history(parent)).toMatchObject({ outcome: 'completed' });
    expect(await row(child)).toBeUndefined();
    expect(await waiting()).toEqual([]);
  });

  it('is not kept at all when nothing can compensate it', async () => {
    const { child } = await booked('plain');
    expect(await row(child)).toBeUndefined();
  });

  it('is compensated once though the sender died before it could say so and several deliver at the same time', async () => {
    const { parent, child } = await booked();
    const held = server.get(Deliver);
    const run = held.run.bind(held);
    held.run = async () => [];
    await complete(parent, { fine: false });
    held.run = run;
    expect(await server.tasks(child)).toEqual([]);
    const [sent] = await waiting();
    expect(sent).toMatchObject({ type: 'compensateCalled', receiverInstanceId: child });
    await Promise.all([run(sent!.id), run(sent!.id), run(sent!.id)]);
    await settle(server.app);
    await complete(child);
    expect(await server.history(parent)).toMatchObject({ outcome: 'completed' });
    expect(await row(child)).toBeUndefined();
  });

  it('is dropped by the sweep when its caller died before it could say so', async () => {
    const { parent, child } = await booked();
    const held = server.get(Deliver);
    const run = held.run.bind(held);
    held.run = async () => [];
    await complete(parent, { fine: true });
    held.run = run;
    expect(await row(child)).toMatchObject({ state: 'ended' });
    server.clock.advance(10_000);
    await server.get(SweepDeliveries).run();
    expect(await row(child)).toBeUndefined();
  });
});
