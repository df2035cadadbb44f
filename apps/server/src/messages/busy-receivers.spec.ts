import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rejected } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { PlayServer } from '../../../../test/support/play-server.ts';
import { settle } from '../../../../test/support/settle.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { historyInstanceTable, Instances } from '../instances/index.ts';
import { incidentTable } from '../jobs/tables.ts';
import { SweepDeliveries } from './sweep-deliveries.ts';
import { deliveryTable } from './tables.ts';

const roots = '<message id="m" name="letter"/><signal id="s" name="alarm"/>';
const after = userTask('after', 'finance');
const throws = (definition: string) =>
  ['tell', `<intermediateThrowEvent id="tell">${definition}</intermediateThrowEvent>`] as const;
const calls = (key: string, attributes: string) =>
  smallModel(key, [['call', `<callActivity id="call" calledElement="called" ${attributes}/>`], after]);
const called = (id: string, tag: string) =>
  smallModel('called', [userTask(id, 'finance')]).replace('id="called"', `id="called" camunda:versionTag="${tag}"`);

describe('What one case sends another', () => {
  let system: DatabaseSystem;
  let server: PlayServer;
  let count = 0;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    const catches = '<intermediateCatchEvent id="wait"><signalEventDefinition signalRef="s"/></intermediateCatchEvent>';
    for (const model of [
      smallModel('waiter', [['wait', '<receiveTask id="wait" messageRef="m"/>'], after], '', roots),
      smallModel('hears', [['wait', catches], after], '', roots),
      smallModel('teller', [throws('<messageEventDefinition messageRef="m" gaita:businessKey="= target"/>')], '', roots),
      smallModel('ringer', [throws('<signalEventDefinition signalRef="s"/>')], '', roots),
      called('first', 'one'),
      called('second', 'two'),
      calls('latest', ''),
      calls('by-version', 'camunda:calledElementBinding="version" camunda:calledElementVersion="1"'),
      calls('by-tag', 'camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="one"'),
      calls('by-deployment', 'camunda:calledElementBinding="deployment"'),
      calls('by-no-tag', 'camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="none"'),
    ])
      await server.deploy(model);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const open = async (instanceId: string) => (await server.tasks(instanceId)).map(({ elementId }) => elementId);
  const deliveries = () => server.database.reader.find(deliveryTable, '', [], { orderBy: 'id' });

  /** Nobody gets through to a case meanwhile. */
  const whileBusy = async (work: () => Promise<unknown>) => {
    const instances = server.get(Instances);
    const { commandOnly, startOnly } = instances;
    const busy = () => Promise.resolve({ answer: rejected('too-busy', 'The case is busy.'), sent: [] });
    Object.assign(instances, { commandOnly: busy, startOnly: busy });
    await work();
    Object.assign(instances, { commandOnly, startOnly });
  };

  it.each([
    ['a message', 'waiter', 'teller'],
    ['a signal', 'hears', 'ringer'],
  ])('is not lost when the other is busy: %s comes later', async (_, receiving, sending) => {
    const target = `busy-${++count}`;
    const receiver = await server.start(receiving, {}, 'admin', target);
    await whileBusy(async () => {
      await server.start(sending, { target });
      await server.get(SweepDeliveries).run();
    });
    expect(await open(receiver)).toEqual([]);
    const [waiting, ...more] = await deliveries();
    expect(more).toEqual([]);
    expect(waiting).toMatchObject({ state: 'waiting', lastError: 'The case is busy.' });
    expect(waiting!.attempts).toBeGreaterThan(0);
    expect(waiting!.availableAt).toBeGreaterThan(server.clock.now());
    server.clock.set(waiting!.availableAt - 1);
    await server.get(SweepDeliveries).run();
    expect(await open(receiver)).toEqual([]);
    server.clock.advance(1);
    await settle(server.app);
    expect(await open(receiver)).toEqual(['after']);
    expect(await deliveries()).toEqual([]);
  });

  it('starts the version that is called for: the latest, one by number or by its tag', async () => {
    const calledBy = async (key: string) => {
      const id = await server.start(key);
      await settle(server.app);
      const [child] = await server.database.reader.find(historyInstanceTable, 'parent_instance_id = ?', [id]);
      return { id, child: child && (await open(child.id)) };
    };
    expect((await calledBy('latest')).child).toEqual(['second']);
    expect((await calledBy('by-version')).child).toEqual(['first']);
    expect((await calledBy('by-tag')).child).toEqual(['first']);
    for (const key of ['by-deployment', 'by-no-tag']) {
      const { id, child } = await calledBy(key);
      expect(child).toBeUndefined();
      expect(await server.database.reader.find(incidentTable, 'instance_id = ?', [id])).toMatchObject([
        { incidentType: 'calledProcessMissing', message: 'No process with the key called is published.', elementId: 'call' },
      ]);
    }
  });

  it('starts nothing for a caller that is gone by then', async () => {
    let caller = '';
    await whileBusy(async () => {
      caller = await server.start('latest');
    });
    expect((await deliveries()).map(({ type }) => type)).toEqual(['startCalled']);
    const canceled = await server.get(Instances).command(server.command('admin'), caller, () => ({
      trigger: { type: 'cancel', reason: 'Sent twice' },
      answer: () => null,
    }));
    expect(canceled).toBeNull();
    server.clock.advance(60_000);
    await settle(server.app);
    expect(await server.database.reader.find(historyInstanceTable, 'parent_instance_id = ?', [caller])).toEqual([]);
    expect(await deliveries()).toEqual([]);
  });
});
