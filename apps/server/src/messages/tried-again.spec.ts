import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RejectionCode, Variables } from '@gaita/contracts';
import { accepted, day, hour, refusal } from '../../../../test/support/play-server.ts';
import { settle } from '../../../../test/support/settle.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { historyInstanceTable, startArrivalTable } from '../instances/index.ts';
import { Committer } from '../platform/committer.ts';
import { Deliver } from './deliver.ts';
import { SweepDeliveries } from './sweep-deliveries.ts';
import { deliveryTable } from './tables.ts';
import { instead, MessageStage } from './testing/message-stage.ts';

const roots =
  '<message id="m" name="letter"/><message id="n" name="news"/><message id="o" name="echo"/><message id="p" name="proof"/>';
const definition = (ref: string, attributes = '') => `<messageEventDefinition messageRef="${ref}" ${attributes}/>`;
const tells = (id: string, ref: string) =>
  [
    id,
    `<intermediateThrowEvent id="${id}">${definition(ref, 'gaita:businessKey="= target" gaita:timeToLive="P2D"')}</intermediateThrowEvent>`,
  ] as const;
const waits = (id: string, ref: string) => [id, `<receiveTask id="${id}" messageRef="${ref}"/>`] as const;
const begins = (processKey: string, definitions: string, attributes = '') =>
  modelFile(
    processKey,
    `<startEvent id="start" ${attributes}>${definitions}</startEvent>${userTask('act', 'finance')[1]}<sequenceFlow id="f" sourceRef="start" targetRef="act"/>`,
    roots,
  );

describe('A message that finds its receiver at the second try', () => {
  let stage: MessageStage;
  let count = 0;
  let key: string;

  beforeAll(async () => {
    stage = await MessageStage.start(
      smallModel('waiter', [waits('wait', 'm'), userTask('read', 'finance')], '', roots),
      smallModel('teller', [tells('tell', 'm')], '', roots),
      smallModel('answerer', [waits('hear', 'm'), tells('tell', 'o'), userTask('read', 'finance')], '', roots),
      smallModel('listener', [waits('hear', 'o'), userTask('read', 'finance')], '', roots),
      begins('gathered', definition('n') + definition('p'), 'parallelMultiple="true"'),
      smallModel('announcer', [tells('tell', 'n')], '', roots),
    );
  });
  afterAll(() => stage?.stop());
  beforeEach(() => {
    key = `again-${++count}`;
  });

  const letter = (more: object = {}, command = stage.server.command('case-handler-1')) =>
    stage.send({ name: 'letter', businessKey: key, ...more }, command);
  const wait = (processKey = 'waiter', variables: Variables = {}) => stage.server.start(processKey, variables, 'admin', key);
  const startedBy = () => stage.server.database.reader.find(historyInstanceTable, 'business_key = ?', [key], { orderBy: 'id' });
  const arrivals = () => stage.server.database.reader.find(startArrivalTable, 'business_key = ?', [key]);
  const deliveries = async () =>
    (await stage.deliveries()).filter(({ delivery }) => 'businessKey' in delivery && delivery.businessKey === key);
  const losing = async (times: number, work: () => Promise<unknown>) => {
    const committer = stage.server.get(Committer);
    const commit = committer.commit.bind(committer);
    let commits = 0;
    await instead(committer, { commit: async (plan) => (++commits <= times ? 'lost' : commit(plan)) }, work);
    return commits;
  };

  describe('from outside', () => {
    it('is matched up to five times when others take what it was for', async () => {
      const instanceId = await wait();
      const send = async () => expect(accepted(await letter()).receivers).toEqual([{ instanceId, effect: 'continued' }]);
      expect(await stage.refusing('subscription-closed', { times: 4 }, send)).toBe(5);
      expect(await stage.open(instanceId)).toEqual(['read']);
    });

    it('is refused after the fifth time, and at once when its receiver is busy', async () => {
      const instanceId = await wait();
      const refusedAs = (code: RejectionCode) => async () => expect(refusal(await letter()).code).toBe(code);
      expect(await stage.refusing('subscription-closed', {}, refusedAs('subscription-closed'))).toBe(5);
      expect(await stage.refusing('too-busy', {}, refusedAs('too-busy'))).toBe(1);
      expect(await stage.open(instanceId)).toEqual([]);
      expect(await deliveries()).toEqual([]);
    });

    it('to all is prepared again when something came between, five times', async () => {
      const ids = [await wait(), await wait()];
      const all = async () => accepted(await letter({ all: true }));
      expect(await losing(4, all)).toBeGreaterThan(4);
      for (const id of ids) expect(await stage.open(id)).toEqual(['read']);
      await Promise.all([wait(), wait()]);
      const commits = await losing(Infinity, async () =>
        expect(refusal(await letter({ all: true }))).toMatchObject({
          code: 'subscription-closed',
          message: 'The message is being matched again. Send it once more.',
        }),
      );
      expect(commits).toBe(5);
      expect(await deliveries()).toEqual([]);
    });

    it('answers the same to who sends it again under its key: to one, held or to a start that gathers', async () => {
      const twice = async (name: string, more: object = {}) => {
        const command = { ...stage.server.command('admin'), idempotencyKey: `${key}-${name}`, hash: 'same' };
        const send = () => stage.send({ name, businessKey: key, ...more }, command);
        const first = accepted(await send());
        const again = accepted(await stage.send({ name, businessKey: key, ...more }, { ...command, id: `${key}-${name}` }));
        expect(again).toEqual(first);
        return first;
      };
      const ids = [await wait(), await wait()];
      expect(await twice('letter', { processInstanceId: ids[0] })).toEqual({
        receivers: [{ instanceId: ids[0], effect: 'continued' }],
      });
      expect([await stage.open(ids[0]!), await stage.open(ids[1]!)]).toEqual([['read'], []]);
      expect(await twice('news')).toEqual({ receivers: [], gathered: true });
      expect(await arrivals()).toHaveLength(1);
      const held = await twice('nothing', { timeToLive: 'P1D' });
      expect(held).toEqual({ receivers: [], waitsUntil: stage.server.clock.now() + day });
      expect(await deliveries()).toMatchObject([{ messageName: 'nothing' }]);
    });

    it('moves on at once whom its receiver tells in turn', async () => {
      const [answerer, listener] = [await wait('answerer', { target: key }), await wait('listener')];
      accepted(await letter());
      expect([await stage.open(answerer), await stage.open(listener)]).toEqual([['read'], ['read']]);
    });

    it('goes to who waits rather than to a new case, but to both when it is for all', async () => {
      await stage.server.deploy(begins('begun', definition('o')));
      const one = await wait('listener');
      const echo = (more: object = {}) => stage.send({ name: 'echo', businessKey: key, ...more });
      expect(accepted(await echo()).receivers).toEqual([{ instanceId: one, effect: 'continued' }]);
      const two = await wait('listener');
      const { receivers } = accepted(await echo({ all: true, variables: { n: 1 } }));
      expect(receivers.map(({ effect }) => effect)).toEqual(['continued', 'started']);
      expect(receivers[0]!.instanceId).toBe(two);
      const started = (await startedBy()).filter(({ processKey }) => processKey === 'begun');
      expect(started).toMatchObject([
        { id: receivers[1]!.instanceId, businessKey: key, institution: stage.home, startedBy: null },
      ]);
      expect(await stage.server.variable(started[0]!.id, 'n')).toBe(1);
    });
  });

  describe('from a case', () => {
    const tell = () => stage.server.start('teller', { target: key });

    it('is matched five times, kept, and matched once more', async () => {
      const instanceId = await wait();
      expect(await stage.refusing('subscription-closed', { times: 5 }, () => stage.undelivered(tell))).toBe(0);
      const [{ id } = { id: '' }] = await deliveries();
      const run = () => stage.server.get(Deliver).run(id);
      expect(await stage.refusing('subscription-closed', {}, run)).toBe(6);
      expect(await deliveries()).toMatchObject([{ id, state: 'held', attempts: 0, revision: 2 }]);
      expect(await stage.refusing('subscription-closed', {}, run)).toBe(5);
      expect(await deliveries()).toMatchObject([{ id, state: 'held', revision: 2 }]);
      await run();
      expect([await stage.open(instanceId), await deliveries()]).toEqual([['read'], []]);
    });

    it('is given at the fifth try, or at the one after it is kept', async () => {
      for (const times of [4, 5]) {
        const instanceId = await wait();
        await stage.undelivered(tell);
        const [{ id } = { id: '' }] = await deliveries();
        expect(await stage.refusing('subscription-closed', { times }, () => stage.server.get(Deliver).run(id))).toBe(times + 1);
        expect([await stage.open(instanceId), await deliveries()]).toEqual([['read'], []]);
      }
    });

    it('counts for a start that gathers events, and is gone then', async () => {
      await stage.server.start('announcer', { target: key });
      expect(await deliveries()).toEqual([]);
      expect(await arrivals()).toMatchObject([{ businessKey: key }]);
      accepted(await stage.send({ name: 'proof', businessKey: key }));
      expect((await startedBy()).map(({ processKey }) => processKey)).toEqual(['gathered']);
    });
  });

  describe('to all', () => {
    const gone = async (receiver: object, more: object = {}) => {
      const delivery = {
        type: 'message',
        messageName: 'letter',
        variables: {},
        tokenId: '',
        scopeId: '',
        elementId: '',
      } as const;
      const row = await stage.sent({ delivery: { ...delivery, receiver } as never, messageName: 'letter', ...more });
      await stage.server.get(SweepDeliveries).run();
      return (await stage.deliveries()).some(({ id }) => id === row.id);
    };

    it('ends where nobody waits for it any more', async () => {
      expect(await gone({ instanceId: 'none', subscriptionId: 'none' })).toBe(false);
      expect(await gone({ instanceId: 'none', startSubscriptionId: 'none' })).toBe(false);
    });
  });

  it('of a person who has left reaches nobody, for nobody can say what they may know of', async () => {
    accepted(await letter({ timeToLive: 'P1D', sender: await stage.server.as('case-handler-1') }));
    const [held] = await deliveries();
    const left = { ...held!.delivery, sentBy: 'nobody' } as never;
    await stage.change((changes) => changes.update(deliveryTable, held!.id, { delivery: left, revision: 2 }));
    const instanceId = await wait();
    await settle(stage.server.app);
    expect([await stage.open(instanceId), await deliveries()]).toMatchObject([[], [{ id: held!.id, state: 'held' }]]);
    stage.server.clock.advance(25 * hour);
    await settle(stage.server.app);
    expect(await deliveries()).toMatchObject([{ state: 'expired' }]);
  });
});
