import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, PlayServer } from '../../../../test/support/play-server.ts';
import { settle } from '../../../../test/support/settle.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { historyInstanceTable } from '../instances/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Ids } from '../platform/ids.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { DeliverSignal } from './deliver-signal.ts';
import { deliveryTable, subscriptionTable } from './tables.ts';

const roots = '<signal id="s" name="bell"/>';
const bell = '<signalEventDefinition signalRef="s"/>';
const startedBy = (key: string) =>
  modelFile(key, `<startEvent id="start">${bell}</startEvent>${flow('start', 'after-start')}`, roots);
const flow = (from: string, to: string) =>
  `${userTask(to, 'finance')[1]}<sequenceFlow id="f-${to}" sourceRef="${from}" targetRef="${to}"/>`;
const heard = `<boundaryEvent id="heard" attachedToRef="work" cancelActivity="false">${bell}</boundaryEvent>${flow('heard', 'answer')}`;

describe.each(databaseNames)('A signal that two servers bring at the same time, on %s,', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;
  let home: string;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    home = (await server.as('admin')).institution;
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const change = async (write: (changes: RowChanges) => void) => {
    const changes = new RowChanges();
    write(changes);
    const plan = { guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] };
    accepted(await server.get(Committer).run(server.command('admin'), async () => plan));
  };
  const thrown = async () => {
    const id = server.get(Ids).next();
    const now = server.get(Clock).now();
    const delivery = { type: 'signal', signalName: 'bell', variables: {}, tokenId: '', scopeId: '', elementId: '' } as const;
    await change((changes) =>
      changes.insert(deliveryTable, {
        ...{
          id,
          institution: home,
          senderInstanceId: null,
          receiverInstanceId: null,
          type: 'signal',
          messageName: null,
          delivery,
        },
        ...{ createdAt: now, state: 'waiting', availableAt: now, expiresAt: null, attempts: 0, lastError: null, revision: 1 },
      }),
    );
    return { row: (await server.database.reader.byId(deliveryTable, id))!, delivery };
  };

  it('reaches nobody whom the other has reached since it was read', async () => {
    for (const key of ['a', 'b', 'c']) await server.deploy(startedBy(key));
    await server.deploy(smallModel('listening', [userTask('work', 'finance')], heard, roots));
    const listening = [await server.start('listening'), await server.start('listening')];
    const [first, second] = await server.database.reader.find(subscriptionTable, 'instance_id IN (?, ?)', listening, {
      orderBy: 'id',
    });
    const { row, delivery } = await thrown();
    const reached = { ...delivery, reached: first!.id, reachedStart: JSON.stringify(['a', 'start', null]) };
    await change((changes) => changes.update(deliveryTable, row.id, { delivery: reached, revision: 2 }));

    await server.get(DeliverSignal).run(row, delivery);
    await settle(server.app);

    const tasksOf = async (instanceId: string) => (await server.tasks(instanceId)).length;
    expect([await tasksOf(first!.instanceId), await tasksOf(second!.instanceId)]).toEqual([1, 2]);
    const started = ['a', 'b', 'c'].map((key) => server.database.reader.find(historyInstanceTable, 'process_key = ?', [key]));
    expect((await Promise.all(started)).map(({ length }) => length)).toEqual([0, 1, 1]);
    expect(await server.database.reader.byId(deliveryTable, row.id)).toBeUndefined();
  });
});
