import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { day, hour } from '../../../../test/support/play-server.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { Deliver } from './deliver.ts';
import { DrainDeliveries } from './drain-deliveries.ts';
import { SweepDeliveries } from './sweep-deliveries.ts';
import type { DeliveryRow } from './tables.ts';
import { deliveryTable } from './tables.ts';
import { instead, MessageStage } from './testing/message-stage.ts';

const roots = '<message id="m" name="letter"/><message id="n" name="news"/>';
const begun = modelFile(
  'begun',
  `<startEvent id="start"><messageEventDefinition messageRef="n"/></startEvent>${userTask('act', 'finance')[1]}<sequenceFlow id="f" sourceRef="start" targetRef="act"/>`,
  roots,
);
const letter = { type: 'message', messageName: 'letter', variables: {}, tokenId: '', scopeId: '', elementId: '' } as const;
const kept = { state: 'held', messageName: 'letter' } as const;

describe('The rounds that bring what nobody brought', () => {
  let stage: MessageStage;

  beforeAll(async () => {
    stage = await MessageStage.start(
      smallModel('waiter', [['wait', '<receiveTask id="wait" messageRef="m"/>'], userTask('read', 'finance')], '', roots),
      begun,
    );
  });
  afterAll(() => stage?.stop());
  afterEach(async () => {
    const rows = await stage.deliveries();
    await stage.change((changes) => rows.forEach(({ id }) => changes.delete(deliveryTable, id)));
  });

  const now = () => stage.server.clock.now();
  const sweep = () => stage.server.get(SweepDeliveries).run();
  const many = async (n: number, row: Partial<DeliveryRow>) => {
    const sent: string[] = [];
    for (let at = 0; at < n; at++) sent.push((await stage.sent({ delivery: { ...letter, businessKey: 'nobody' }, ...row })).id);
    return sent;
  };
  /** Whom it tried to bring while the work went on, each causing what `causes` says. */
  const brought = async (work: () => Promise<unknown>, causes: Readonly<Record<string, readonly string[]>> = {}) => {
    const ids: string[] = [];
    const run = async (id: string) => {
      ids.push(id);
      return [...(causes[id] ?? [])];
    };
    await instead(stage.server.get(Deliver), { run }, work);
    return ids;
  };
  /** What the log is told meanwhile. */
  const told = async (from: object, work: () => Promise<unknown>) => {
    const warned: unknown[] = [];
    await instead((from as { log: object }).log, { warn: (message: unknown) => warned.push(message) } as object, work);
    return warned;
  };
  const broken = (work: () => Promise<unknown>, only?: string) => {
    const deliver = stage.server.get(Deliver);
    const run = deliver.run.bind(deliver);
    const fails = (id: string) => (only === undefined || id === only ? Promise.reject(new Error('away')) : run(id));
    return instead(deliver, { run: fails }, work);
  };

  it('take what is due, the oldest first, and what each causes in turn', async () => {
    const [one, two] = await many(2, {});
    await many(1, { availableAt: now() + 1 });
    await stage.server.start('waiter');
    const [three] = await many(1, kept);
    await many(1, { ...kept, messageName: 'nothing that anybody awaits' });
    const causes = { [one!]: ['a', 'b'], a: ['c'], [three!]: ['d'] };
    expect(await brought(async () => expect(await sweep()).toBe(3), causes)).toEqual([one, 'a', 'b', 'c', two, three, 'd']);
  });

  it('leave to the next round what cases cause without end', async () => {
    const [one] = await many(1, {});
    expect(await brought(sweep, { [one!]: ['a'], a: ['a'] })).toHaveLength(301);
  });

  it('count what they took, and take nothing when nothing is there', async () => {
    expect(await sweep()).toBe(0);
    await many(1, { ...kept, messageName: 'news', expiresAt: now() + 1 });
    expect(await brought(async () => expect(await sweep()).toBe(1))).toHaveLength(1);
    stage.server.clock.advance(1);
    expect(await brought(async () => expect(await sweep()).toBe(1))).toEqual([]);
  });

  it('go on behind what they tried last of what is kept, and begin again at its end', async () => {
    const ids = await many(103, { ...kept, messageName: 'news' });
    expect(await brought(sweep)).toEqual(ids.slice(0, 100));
    expect(await brought(sweep)).toEqual(ids.slice(100));
    expect(await brought(sweep)).toEqual(ids.slice(0, 100));
    expect(await brought(sweep)).toEqual(ids.slice(100));
  });

  it('bring all that was kept of a name, however much, to who begins to wait', async () => {
    const ids = await many(103, kept);
    await many(1, { ...kept, messageName: 'news' });
    await many(1, { messageName: 'letter' });
    const wake = () => stage.server.get(SweepDeliveries).wake('letter');
    expect(await brought(wake, { [ids[0]!]: ['a'] })).toEqual([ids[0], 'a', ...ids.slice(1)]);
  });

  it('begin as soon as somebody waits for a message, or a process begins with it', async () => {
    const names: string[] = [];
    await instead(stage.server.get(SweepDeliveries), { wake: async (name) => void names.push(name) }, async () => {
      await stage.server.start('waiter');
      expect(names).toEqual(['letter']);
      await stage.server.deploy(begun);
      await stage.server.deploy(smallModel('plain', [userTask('act', 'finance')]));
      const hears = '<intermediateCatchEvent id="hear"><signalEventDefinition signalRef="s"/></intermediateCatchEvent>';
      await stage.server.deploy(smallModel('hears', [['hear', hears]], '', '<signal id="s" name="bell"/>'));
      await stage.server.start('hears');
    });
    expect(names).toEqual(['letter', 'news']);
  });

  it('tell the log what could not be brought, and bring the rest', async () => {
    const instanceId = await stage.server.start('waiter', {}, 'admin', 'mine');
    const [bad] = await many(1, {});
    await stage.sent({ delivery: { ...letter, businessKey: 'mine' } });
    const warned = await told(stage.server.get(SweepDeliveries), () => broken(sweep, bad));
    expect(warned).toEqual([{ message: 'a delivery failed, it is tried again', deliveryId: bad, error: 'away' }]);
    expect(await stage.open(instanceId)).toEqual(['read']);
    expect((await stage.deliveries()).map(({ id }) => id)).toEqual([bad]);
  });

  it('tell the log that kept messages could not be read', async () => {
    const { reader } = stage.server.database;
    const away = { find: () => Promise.reject(new Error('the database is away')) } as never;
    const wake = () => instead(reader, away, () => stage.server.get(SweepDeliveries).wake('letter'));
    expect(await told(stage.server.get(SweepDeliveries), wake)).toEqual([
      { message: 'held messages wait for the next round', messageName: 'letter', error: 'the database is away' },
    ]);
  });

  it('tell the log which message found no receiver in its time', async () => {
    const [late] = await many(1, { ...kept, expiresAt: now() + hour });
    const [later] = await many(1, { ...kept, expiresAt: now() + day });
    stage.server.clock.advance(hour);
    expect(await told(stage.server.get(SweepDeliveries), sweep)).toEqual([
      { message: 'a message found no receiver', deliveryId: late, messageName: 'letter' },
    ]);
    const states = async () => (await stage.deliveries()).map(({ id, state }) => [id, state]);
    expect(await states()).toEqual([
      [late, 'expired'],
      [later, 'held'],
    ]);
    expect(await stage.server.get(Deliver).run(late!)).toEqual([]);
    expect(await stage.server.get(Deliver).run('gone')).toEqual([]);
  });
});

describe('What a command waits for', () => {
  let stage: MessageStage;

  beforeAll(async () => {
    stage = await MessageStage.start();
  });
  afterAll(() => stage?.stop());

  const drained = async (ids: readonly string[], bring: (id: string) => Promise<string[]>) => {
    const tried: string[] = [];
    const run = (id: string) => {
      tried.push(id);
      return bring(id);
    };
    await instead(stage.server.get(Deliver), { run }, () => stage.server.get(DrainDeliveries).run(ids));
    return tried;
  };

  it('is what it caused and what that caused, the oldest first', async () => {
    const causes: Record<string, string[]> = { a: ['e', 'b'], d: ['c'] };
    expect(await drained(['d', 'a'], async (id) => causes[id] ?? [])).toEqual(['a', 'b', 'd', 'c', 'e']);
    expect(await drained([], async () => [])).toEqual([]);
  });

  it('is not more than fifty deliveries', async () => {
    expect(await drained(['a'], async () => ['a'])).toHaveLength(50);
  });

  it('is not longer than a fifth of a second', async () => {
    const slowly = async () => {
      stage.server.clock.advance(100);
      return ['a'];
    };
    expect(await drained(['a'], slowly)).toHaveLength(2);
  });

  it('is left to the rounds where it fails, and the log is told', async () => {
    const warned: unknown[] = [];
    const log = stage.server.get(DrainDeliveries)['log'] as object;
    const bring = (id: string) => (id === 'a' ? Promise.reject(new Error('away')) : Promise.resolve([]));
    await instead(log, { warn: (message: unknown) => warned.push(message) } as object, async () =>
      expect(await drained(['a', 'b'], bring)).toEqual(['a', 'b']),
    );
    expect(warned).toEqual([{ message: 'a delivery failed, the sweep will try again', deliveryId: 'a', error: 'away' }]);
  });
});
