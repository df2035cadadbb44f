import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Variables } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, hour, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { settle } from '../../../../test/support/settle.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { historyInstanceTable, Instances, startArrivalTable } from '../instances/index.ts';
import { commandTable } from '../platform/command-table.ts';
import { Committer } from '../platform/committer.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { CorrelateRequest } from './correlate-message.ts';
import { CorrelateMessage } from './correlate-message.ts';
import { EvaluateConditions } from './evaluate-conditions.ts';
import { deliveryTable } from './tables.ts';
import { ThrowSignal } from './throw-signal.ts';

const roots = (key: string) =>
  `<message id="m1" name="${key}.paper"/><message id="m2" name="${key}.stamp"/><message id="m3" name="${key}.more"/><signal id="s" name="${key}.bell"/>`;
const message = (ref = 'm1') => `<messageEventDefinition messageRef="${ref}"/>`;
const signal = '<signalEventDefinition signalRef="s"/>';
const timer = '<timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition>';
const conditional =
  '<conditionalEventDefinition><condition xsi:type="tFormalExpression">= amount &gt; 100</condition></conditionalEventDefinition>';
const behind = (id: string) =>
  `${userTask(`after-${id}`, 'finance')[1]}<sequenceFlow id="f-${id}" sourceRef="${id}" targetRef="after-${id}"/>`;
const startedBy = (key: string, definitions: string, attributes = '') =>
  modelFile(key, `<startEvent id="start" ${attributes}>${definitions}</startEvent>${behind('start')}`, roots(key));
const gateway = (key: string, type: string) =>
  modelFile(
    key,
    `<eventBasedGateway id="gate" instantiate="true" eventGatewayType="${type}"/>
     <intermediateCatchEvent id="paper">${message('m1')}</intermediateCatchEvent>
     <receiveTask id="stamp" messageRef="m2"/>
     <sequenceFlow id="g1" sourceRef="gate" targetRef="paper"/><sequenceFlow id="g2" sourceRef="gate" targetRef="stamp"/>
     ${behind('paper')}${behind('stamp')}`,
    roots(key),
  );

describe.each(databaseNames)('Starts by events on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;
  let home: string;
  let count = 0;
  let key: string;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    home = (await server.as('admin')).institution;
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });
  beforeEach(() => {
    key = `p${++count}`;
  });

  const send = (messageName: string, request: Partial<CorrelateRequest> = {}) =>
    server.get(CorrelateMessage).run(server.command('admin'), {
      name: messageName,
      institution: home,
      variables: {},
      timeToLive: 'PT0S',
      all: false,
      ...request,
    });
  const ring = async (variables: Variables = {}) => {
    accepted(await server.get(ThrowSignal).run(server.command('admin'), { name: `${key}.bell`, institution: home, variables }));
    await settle(server.app);
  };
  const judge = (variables: Variables, businessKey?: string) =>
    server.get(EvaluateConditions).run(server.command('admin'), {
      institution: home,
      variables,
      processKey: key,
      ...(businessKey !== undefined && { businessKey }),
    });
  const cases = () => server.database.reader.find(historyInstanceTable, 'process_key = ?', [key], { orderBy: 'id' });
  const arrivals = () => server.database.reader.find(startArrivalTable, 'process_key = ?', [key]);
  const open = async (instanceId: string) => (await server.tasks(instanceId)).map(({ elementId }) => elementId).sort();
  const variablesOf = async (instanceId: string) => {
    const { variables = {} } = (await server.get(Instances).load(instanceId))!.snapshot.scopes[instanceId]!;
    return Object.fromEntries(Object.entries(variables).map(([variable, { value }]) => [variable, value]));
  };

  it('a signal starts one case of every process that waits for it, once', async () => {
    await server.deploy(startedBy(key, signal));
    await server.deploy(startedBy(key, signal));
    const other = startedBy(`${key}-other`, signal).replace(`${key}-other.bell`, `${key}.bell`);
    await server.deploy(other);
    await ring({ loud: true });
    const [started, ...more] = await cases();
    expect(more).toEqual([]);
    expect(started).toMatchObject({ startElementId: 'start', institution: home });
    expect(await variablesOf(started!.id)).toEqual({ loud: true });
    expect(await server.database.reader.find(historyInstanceTable, 'process_key = ?', [`${key}-other`])).toHaveLength(1);
    expect(await server.database.reader.find(deliveryTable, "type = 'signal'", [])).toEqual([]);
  });

  it('a signal that is sent again under its key is the same one', async () => {
    await server.deploy(startedBy(key, signal));
    const again = () =>
      server
        .get(ThrowSignal)
        .run(
          { ...server.command('admin'), idempotencyKey: key, hash: 'same' },
          { name: `${key}.bell`, institution: home, variables: {} },
        );
    const first = accepted(await again());
    expect(first.deliveryId).not.toBe('');
    expect(accepted(await again())).toEqual(first);
    await settle(server.app);
    expect(await cases()).toHaveLength(1);
  });

  it('a signal thrown by a case starts another, and the case itself does not hear what it begins to wait for later', async () => {
    await server.deploy(startedBy(key, signal));
    const thrower = smallModel(
      `${key}-thrower`,
      [
        ['ring', `<intermediateThrowEvent id="ring">${signal}</intermediateThrowEvent>`],
        ['listen', `<intermediateCatchEvent id="listen">${signal}</intermediateCatchEvent>`],
      ],
      '',
      roots(key),
    );
    await server.deploy(thrower);
    const throwing = await server.start(`${key}-thrower`);
    await settle(server.app);
    expect(await cases()).toHaveLength(1);
    expect(await server.history(throwing)).toMatchObject({ outcome: null });
    await ring();
    expect(await server.history(throwing)).toMatchObject({ outcome: 'completed' });
  });

  it('a condition starts each process in which it holds, when somebody asks', async () => {
    await server.deploy(startedBy(key, conditional));
    expect(accepted(await judge({ amount: 100 })).started).toEqual([]);
    expect(accepted(await judge({ other: 1 })).started).toEqual([]);
    const { started } = accepted(await judge({ amount: 101 }, 'K'));
    expect(started).toMatchObject([{ processKey: key }]);
    expect(await cases()).toMatchObject([{ id: started[0]!.instanceId, businessKey: 'K', startElementId: 'start' }]);
  });

  it('a condition asked for again after a crash starts nothing twice', async () => {
    await server.deploy(startedBy(key, conditional));
    const request = { institution: home, variables: { amount: 101 }, processKey: key };
    const ask = (id: string) => {
      const command = { ...server.command('admin'), id, idempotencyKey: `conditions-${key}`, hash: 'h' };
      return server.get(EvaluateConditions).run(command, request);
    };
    const { started } = accepted(await ask(`${key}-1`));
    // The crash came before the answer was stored.
    const forget = server.command('admin');
    const changes = new RowChanges();
    changes.delete(commandTable, `${key}-1`);
    const plan = { guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] };
    accepted(await server.get(Committer).run(forget, async () => plan));
    expect(accepted(await ask(`${key}-2`)).started).toEqual(started);
    expect(await cases()).toHaveLength(1);
  });

  it('each of several start events starts in its own way', async () => {
    const body = `
      <startEvent id="start"/>${behind('start')}
      <startEvent id="mail">${message()}</startEvent>${behind('mail')}
      <startEvent id="bell">${signal}</startEvent>${behind('bell')}
      <startEvent id="clock">${timer}</startEvent>${behind('clock')}`;
    await server.deploy(modelFile(key, body, roots(key)));
    await server.start(key);
    accepted(await send(`${key}.paper`));
    await ring();
    await server.wait(2 * hour);
    const started = await cases();
    expect(started.map(({ startElementId }) => startElementId)).toEqual(['start', 'mail', 'bell', 'clock', 'clock']);
    expect(await open(started[1]!.id)).toEqual(['after-mail']);
  });

  it('a multiple start event starts by any of its events', async () => {
    await server.deploy(startedBy(key, message('m1') + signal + timer + message('m2')));
    accepted(await send(`${key}.paper`));
    await ring();
    accepted(await send(`${key}.stamp`));
    await server.wait(hour);
    expect(await cases()).toHaveLength(4);
  });

  it('an instantiating receive task starts by its message, and goes on behind it', async () => {
    const model = modelFile(key, `<receiveTask id="start" messageRef="m1" instantiate="true"/>${behind('start')}`, roots(key));
    await server.deploy(model);
    const { receivers } = accepted(await send(`${key}.paper`, { variables: { a: 1 } }));
    expect(await open(receivers[0]!.instanceId)).toEqual(['after-start']);
    expect(await server.history(receivers[0]!.instanceId)).toMatchObject({ startElementId: 'start' });
  });

  describe('an instantiating event-based gateway', () => {
    it('that is exclusive starts with its first event and forgets the others', async () => {
      await server.deploy(gateway(key, 'Exclusive'));
      const first = accepted(await send(`${key}.paper`, { businessKey: 'K' })).receivers[0]!;
      expect(await open(first.instanceId)).toEqual(['after-paper']);
      const second = accepted(await send(`${key}.stamp`, { businessKey: 'K' })).receivers[0]!;
      expect(second.effect).toBe('started');
      expect(await open(second.instanceId)).toEqual(['after-stamp']);
    });

    it('that is parallel starts with its first event and waits for the others', async () => {
      await server.deploy(gateway(key, 'Parallel'));
      const first = accepted(await send(`${key}.stamp`, { businessKey: 'K', variables: { stamp: 1 } })).receivers[0]!;
      const other = accepted(await send(`${key}.stamp`, { businessKey: 'L' })).receivers[0]!;
      expect([first.effect, other.effect]).toEqual(['started', 'started']);
      const second = accepted(await send(`${key}.paper`, { businessKey: 'K', variables: { paper: 2 } })).receivers[0]!;
      expect(second).toEqual({ instanceId: first.instanceId, effect: 'continued' });
      expect(await open(first.instanceId)).toEqual(['after-paper', 'after-stamp']);
      expect(await variablesOf(first.instanceId)).toEqual({ stamp: 1, paper: 2 });
      expect(await server.history(first.instanceId)).toMatchObject({ outcome: null });
      for (const task of await server.tasks(first.instanceId)) accepted(await server.complete(task.taskId, 'finance-1'));
      expect(await server.history(first.instanceId)).toMatchObject({ outcome: 'completed' });
    });

    it('that is parallel begins another case when the same event comes again, and then asks which is meant', async () => {
      await server.deploy(gateway(key, 'Parallel'));
      for (let n = 0; n < 2; n++)
        expect(accepted(await send(`${key}.stamp`, { businessKey: 'K' })).receivers).toMatchObject([{ effect: 'started' }]);
      expect(await cases()).toHaveLength(2);
      expect(refusal(await send(`${key}.paper`, { businessKey: 'K' })).code).toBe('message-ambiguous');
    });

    it('makes one case though its events arrive together', async () => {
      await server.deploy(gateway(key, 'Parallel'));
      const together = await Promise.all(
        ['paper', 'stamp'].map((what) => send(`${key}.${what}`, { businessKey: 'K', timeToLive: 'P1D' })),
      );
      await settle(server.app);
      expect(
        together
          .map((view) => accepted(view).receivers.map(({ effect }) => effect))
          .flat()
          .sort(),
      ).toEqual(['continued', 'started']);
      expect(await cases()).toHaveLength(1);
    });
  });

  describe('a parallel multiple start event', () => {
    const parallel = (processKey: string, definitions = message('m1') + message('m2') + signal) =>
      startedBy(processKey, definitions, 'parallelMultiple="true"');

    it('starts one case once all have occurred, with what all of them brought', async () => {
      await server.deploy(parallel(key));
      expect(accepted(await send(`${key}.paper`, { businessKey: 'K', variables: { a: 1, both: 1 } }))).toEqual({
        receivers: [],
        gathered: true,
      });
      await ring({ b: 2 });
      expect(await cases()).toEqual([]);
      const { receivers } = accepted(await send(`${key}.stamp`, { businessKey: 'K', variables: { c: 3, both: 3 } }));
      expect(await cases()).toMatchObject([{ id: receivers[0]!.instanceId, businessKey: 'K' }]);
      expect(await variablesOf(receivers[0]!.instanceId)).toEqual({ a: 1, b: 2, c: 3, both: 3 });
      expect(await arrivals()).toEqual([]);
    });

    it('gathers for each business key on its own, each event once', async () => {
      await server.deploy(parallel(key, message('m1') + message('m2')));
      accepted(await send(`${key}.paper`, { businessKey: 'K' }));
      accepted(await send(`${key}.paper`, { businessKey: 'L' }));
      expect(refusal(await send(`${key}.paper`, { businessKey: 'K' })).code).toBe('message-not-awaited');
      expect(accepted(await send(`${key}.paper`, { businessKey: 'K', timeToLive: 'P1D' }))).toMatchObject({ receivers: [] });
      accepted(await send(`${key}.stamp`, { businessKey: 'L' }));
      expect(await cases()).toMatchObject([{ businessKey: 'L' }]);
      accepted(await send(`${key}.stamp`, { businessKey: 'K' }));
      expect((await cases()).map(({ businessKey }) => businessKey)).toEqual(['L', 'K']);
      await settle(server.app);
      // The message that waited its time to live counts for the next case.
      accepted(await send(`${key}.stamp`, { businessKey: 'K', timeToLive: 'P1D' }));
      await settle(server.app);
      expect((await cases()).map(({ businessKey }) => businessKey)).toEqual(['L', 'K', 'K']);
    });

    it('starts one case though all arrive together', async () => {
      await server.deploy(parallel(key, message('m1') + message('m2') + message('m3')));
      const together = await Promise.all(['paper', 'stamp', 'more'].map((what) => send(`${key}.${what}`)));
      expect(together.map((view) => accepted(view).receivers.length).sort()).toEqual([0, 0, 1]);
      expect(await cases()).toHaveLength(1);
      expect(await arrivals()).toEqual([]);
    });

    it('counts a timer, whose cycle goes on', async () => {
      await server.deploy(parallel(key, message('m1') + timer));
      await server.wait(3 * hour);
      expect(await cases()).toEqual([]);
      expect(accepted(await send(`${key}.paper`)).receivers).toMatchObject([{ effect: 'started' }]);
      accepted(await send(`${key}.paper`));
      await server.wait(hour);
      expect(await cases()).toHaveLength(2);
    });

    it('keeps in a new version what it still waits for, and forgets the rest', async () => {
      await server.deploy(parallel(key));
      accepted(await send(`${key}.paper`));
      await ring();
      await server.deploy(parallel(key, message('m2') + message('m1')));
      expect(await arrivals()).toHaveLength(1);
      expect(accepted(await send(`${key}.stamp`)).receivers).toMatchObject([{ effect: 'started' }]);
    });
  });
});
