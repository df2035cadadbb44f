import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { rejected } from '@gaita/contracts';
import { accepted, hour, refusal } from '../../../../test/support/play-server.ts';
import { settle } from '../../../../test/support/settle.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { auditEntryTable } from '../audit/index.ts';
import { Deliveries, historyInstanceTable, StartByEvent } from '../instances/index.ts';
import { DeliverSignal } from './deliver-signal.ts';
import { SweepDeliveries } from './sweep-deliveries.ts';
import { subscriptionTable } from './tables.ts';
import { instead, MessageStage } from './testing/message-stage.ts';
import type { SignalRequest } from './throw-signal.ts';
import { ThrowSignal } from './throw-signal.ts';

const event = '<signalEventDefinition signalRef="s"/>';
const root = (name: string) => `<signal id="s" name="${name}"/>`;
const listener = (key: string, bell: string) =>
  smallModel(
    key,
    [['hear', `<intermediateCatchEvent id="hear">${event}</intermediateCatchEvent>`], userTask('act', 'finance')],
    '',
    root(bell),
  );
const begins = (key: string, bell: string, ...starts: readonly string[]) =>
  modelFile(
    key,
    starts
      .map(
        (id) =>
          `<startEvent id="${id}">${event}</startEvent>${userTask(`of-${id}`, 'finance')[1]}<sequenceFlow id="f-${id}" sourceRef="${id}" targetRef="of-${id}"/>`,
      )
      .join(''),
    root(bell),
  );

describe('A signal from outside', () => {
  let stage: MessageStage;
  let count = 0;
  let bell: string;

  beforeAll(async () => {
    stage = await MessageStage.start();
  });
  afterAll(() => stage?.stop());
  beforeEach(() => {
    bell = `bell-${++count}`;
  });

  const ring = (signal: Partial<SignalRequest> = {}, command = stage.server.command('case-handler-1')) =>
    stage.server.get(ThrowSignal).run(command, { name: bell, institution: stage.home, variables: {}, ...signal });
  const listening = async (n: number) => {
    await stage.server.deploy(listener(`of-${bell}`, bell));
    return Promise.all(Array.from({ length: n }, () => stage.server.start(`of-${bell}`)));
  };
  const oldestFirst = (ids: readonly string[]) =>
    stage.server.database.reader.find(subscriptionTable, 'instance_id IN (?)', [ids as never], { orderBy: 'id' });
  const startedOf = (key: string) =>
    stage.server.database.reader.find(historyInstanceTable, 'process_key = ?', [key], { orderBy: 'id' });
  const later = async () => {
    stage.server.clock.advance(hour);
    await settle(stage.server.app);
  };
  /** What the log is told meanwhile. */
  const told = async (work: () => Promise<unknown>) => {
    const warned: unknown[] = [];
    await instead(stage.server.get(DeliverSignal)['log'] as Logger, { warn: (message: unknown) => warned.push(message) }, work);
    return warned;
  };

  it('stands in the audit as a deed of who threw it', async () => {
    const command = stage.server.command('case-handler-1');
    accepted(await ring({}, command));
    expect(await stage.server.database.reader.byId(auditEntryTable, command.id)).toMatchObject({
      at: stage.server.clock.now(),
      account: 'case-handler-1',
      institution: stage.home,
      act: 'signal-thrown',
      objectType: 'signal',
      objectId: bell,
      instanceId: null,
    });
  });

  it('is on its way as it was thrown, and nothing is left of it when it has been brought', async () => {
    const now = stage.server.clock.now();
    const { deliveryId } = accepted(
      await stage.undelivered(() => ring({ variables: { how: 'loud', n: 1 }, types: { n: 'Long' } })),
    );
    const place = { tokenId: '', scopeId: '', elementId: '' };
    expect(await stage.deliveries()).toEqual([
      {
        ...{ id: deliveryId, institution: stage.home, senderInstanceId: null, receiverInstanceId: null },
        ...{ type: 'signal', messageName: null, createdAt: now, state: 'waiting', availableAt: now, expiresAt: null },
        delivery: { type: 'signal', signalName: bell, variables: { how: 'loud', n: 1 }, types: { n: 'Long' }, ...place },
        ...{ attempts: 0, lastError: null, revision: 1 },
      },
    ]);
    await stage.server.get(SweepDeliveries).run();
    expect(await stage.deliveries()).toEqual([]);
  });

  it('is heard before who threw it has an answer, with its values as they are typed', async () => {
    const [one] = await listening(1);
    await stage.server.deploy(begins(`start-${bell}`, bell, 'start'));
    stage.server.clock.advance(1);
    accepted(await ring({ variables: { n: 1 }, types: { n: 'Long' } }));
    expect(await stage.open(one!)).toEqual(['act']);
    const [started] = await startedOf(`start-${bell}`);
    expect(await stage.open(started!.id)).toEqual(['of-start']);
    expect([await stage.typeOf(one!, 'n'), await stage.typeOf(started!.id, 'n')]).toEqual(['Long', 'Long']);
  });

  it('brings values without types as they are', async () => {
    const [one] = await listening(1);
    stage.server.clock.advance(1);
    accepted(await ring({ variables: { n: 1 } }));
    expect([await stage.server.variable(one!, 'n'), await stage.typeOf(one!, 'n')]).toEqual([1, undefined]);
  });

  it('that is refused is not brought', async () => {
    const key = { idempotencyKey: bell, hash: 'one' };
    accepted(await ring({}, { ...stage.server.command('admin'), ...key }));
    const brought: unknown[] = [];
    await instead(stage.server.get(Deliveries), { run: async (ids) => void brought.push(ids) }, async () => {
      const again = await ring({}, { ...stage.server.command('admin'), ...key, hash: 'another' });
      expect(refusal(again).code).toBe('idempotency-key-reused');
    });
    expect(brought).toEqual([]);
  });

  it('waits for the first listener who is busy: those behind hear it later, nobody twice', async () => {
    const ids = await listening(3);
    stage.server.clock.advance(1);
    const [first, second, third] = (await oldestFirst(ids)).map(({ instanceId }) => instanceId);
    await stage.refusing('too-busy', { only: second! }, () => ring());
    expect([await stage.open(first!), await stage.open(second!), await stage.open(third!)]).toEqual([['act'], [], []]);
    expect(await stage.deliveries()).toMatchObject([{ attempts: 1, lastError: 'Not now.' }]);
    await later();
    for (const id of ids) expect(await stage.open(id)).toEqual(['act']);
    expect(await stage.deliveries()).toEqual([]);
  });

  it('passes over a listener that does not want it any more', async () => {
    const ids = await listening(3);
    stage.server.clock.advance(1);
    const [first, second, third] = (await oldestFirst(ids)).map(({ instanceId }) => instanceId);
    await stage.refusing('subscription-closed', { only: second! }, () => ring());
    expect([await stage.open(first!), await stage.open(second!), await stage.open(third!)]).toEqual([['act'], [], ['act']]);
    expect(await stage.deliveries()).toEqual([]);
  });

  it('reaches more listeners than are read at once', async () => {
    const [one] = await listening(1);
    const [row] = await oldestFirst([one!]);
    await stage.change((changes) => {
      for (let n = 100; n < 205; n++)
        changes.insert(subscriptionTable, { ...row!, id: `0-${bell}-${n}`, instanceId: `none-${n}` });
    });
    stage.server.clock.advance(1);
    accepted(await ring());
    expect(await stage.open(one!)).toEqual(['act']);
  });

  it('is heard by whom waited before it was thrown, also in the same moment, not by who began later', async () => {
    const [before] = await listening(1);
    const delivery = { type: 'signal', signalName: bell, variables: {}, tokenId: '', scopeId: '', elementId: '' } as const;
    const [waits] = await oldestFirst([before!]);
    const row = await stage.sent({ id: `${waits!.id}0`, delivery });
    const after = await stage.server.start(`of-${bell}`);
    accepted((await stage.server.get(DeliverSignal).run(row, delivery)).answer);
    expect([await stage.open(before!), await stage.open(after)]).toEqual([['act'], []]);
  });

  it('goes through all ways in which a process starts with it, whatever their order in the model', async () => {
    await stage.server.deploy(begins(`start-${bell}`, bell, 'west', 'east', 'north'));
    accepted(await ring());
    const started = await startedOf(`start-${bell}`);
    expect(started.map(({ startElementId }) => startElementId).sort()).toEqual(['east', 'north', 'west']);
    expect(await stage.deliveries()).toEqual([]);
  });

  it('goes on with the starts that are left when no case could begin for a while', async () => {
    for (const key of ['a', 'b', 'c']) await stage.server.deploy(begins(`${key}-${bell}`, bell, 'start'));
    const starts = stage.server.get(StartByEvent);
    const run = starts.run.bind(starts);
    let tried = 0;
    const busy = { answer: rejected('too-busy', 'Not now.'), sent: [] };
    await instead(starts, { run: async (...given) => (++tried === 2 ? busy : run(...given)) }, () => ring());
    const begun = async () => Promise.all(['a', 'b', 'c'].map(async (key) => (await startedOf(`${key}-${bell}`)).length));
    expect([tried, await begun()]).toEqual([2, [1, 0, 0]]);
    const [left] = await stage.deliveries();
    expect(left).toMatchObject({ attempts: 1, delivery: { reachedStart: JSON.stringify([`a-${bell}`, 'start', null]) } });
    await later();
    expect(await begun()).toEqual([1, 1, 1]);
    expect(await stage.deliveries()).toEqual([]);
  });

  it('tells the log which case could not begin, and starts the others', async () => {
    for (const key of ['a', 'b']) await stage.server.deploy(begins(`${key}-${bell}`, bell, 'start'));
    const starts = stage.server.get(StartByEvent);
    const run = starts.run.bind(starts);
    const refused = { answer: rejected('invalid-request', 'Never.'), sent: [] };
    const methods = {
      run: async (...given: Parameters<typeof run>) =>
        given[1].definitionId === (await stage.definition(`a-${bell}`)) ? refused : run(...given),
    };
    const warned = await told(() => instead(starts, methods, () => ring()));
    expect(warned).toEqual([
      {
        message: 'a signal could not start a case',
        start: JSON.stringify([`a-${bell}`, 'start', null]),
        code: 'invalid-request',
      },
    ]);
    expect(await startedOf(`b-${bell}`)).toHaveLength(1);
    expect(await stage.deliveries()).toEqual([]);
  });

  it('that another server has brought to its end meanwhile reaches and starts nobody', async () => {
    const [one] = await listening(1);
    await stage.server.deploy(begins(`start-${bell}`, bell, 'start'));
    stage.server.clock.advance(1);
    const delivery = { type: 'signal', signalName: bell, variables: {}, tokenId: '', scopeId: '', elementId: '' } as const;
    const row = await stage.sent({ delivery });
    await stage.server.get(DeliverSignal).run({ ...row, id: 'gone' }, delivery);
    expect([await stage.open(one!), await startedOf(`start-${bell}`)]).toEqual([[], []]);
    await stage.server.get(DeliverSignal).run(row, delivery);
    expect([await stage.open(one!), (await startedOf(`start-${bell}`)).length]).toEqual([['act'], 1]);
  });
});
