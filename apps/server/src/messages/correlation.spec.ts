import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Variables } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, hour, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { settle } from '../../../../test/support/settle.ts';
import { userTask } from '../../../../test/support/small-model.ts';
import { Committer } from '../platform/committer.ts';
import { OperationalError } from '../platform/errors.ts';
import type { CorrelateRequest } from './correlate-message.ts';
import { CorrelateMessage } from './correlate-message.ts';
import { Deliver } from './deliver.ts';
import { SweepDeliveries } from './sweep-deliveries.ts';
import { deliveryTable } from './tables.ts';

const flow = (id: string, from: string, to: string) => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`;

/** `ordered` starts a case and sets its key; `paid` must have the same. The second process takes its key from its variables. */
const keyed = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:test">
<message id="m1" name="ordered"/><message id="m2" name="paid"/><message id="m3" name="inspected"/>
<correlationProperty id="number"><correlationPropertyRetrievalExpression messageRef="m1"><messagePath>orderId</messagePath></correlationPropertyRetrievalExpression>
  <correlationPropertyRetrievalExpression messageRef="m2"><messagePath xsi:type="tFormalExpression">= reference.order</messagePath></correlationPropertyRetrievalExpression></correlationProperty>
<correlationProperty id="plot"><correlationPropertyRetrievalExpression messageRef="m3"><messagePath>plot</messagePath></correlationPropertyRetrievalExpression></correlationProperty>
<correlationProperty id="year"><correlationPropertyRetrievalExpression messageRef="m3"><messagePath>year</messagePath></correlationPropertyRetrievalExpression></correlationProperty>
<collaboration id="c"><participant id="p1" processRef="order"/><participant id="p2" processRef="inspection"/>
  <conversation id="sale"><correlationKey id="orderKey"><correlationPropertyRef>number</correlationPropertyRef></correlationKey></conversation>
  <correlationKey id="place"><correlationPropertyRef>plot</correlationPropertyRef><correlationPropertyRef>year</correlationPropertyRef></correlationKey>
</collaboration>
<process id="order" isExecutable="true">
  <startEvent id="begin"><messageEventDefinition messageRef="m1"/></startEvent>${userTask('check', 'finance')[1]}<receiveTask id="wait" messageRef="m2"/>${userTask('ship', 'finance')[1]}
  ${flow('o1', 'begin', 'check')}${flow('o2', 'check', 'wait')}${flow('o3', 'wait', 'ship')}
</process>
<process id="inspection" isExecutable="true">
  <correlationSubscription id="cs" correlationKeyRef="place">
    <correlationPropertyBinding correlationPropertyRef="plot"><dataPath>site.plot</dataPath></correlationPropertyBinding>
    <correlationPropertyBinding correlationPropertyRef="year"><dataPath xsi:type="tFormalExpression">\${year}</dataPath></correlationPropertyBinding>
  </correlationSubscription>
  <startEvent id="go"/><receiveTask id="hear" messageRef="m3"/>${userTask('report', 'finance')[1]}
  ${flow('i1', 'go', 'hear')}${flow('i2', 'hear', 'report')}
</process>
</definitions>`;

describe.each(databaseNames)('Correlation on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;
  let home: string;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await server.deploy(keyed);
    home = (await server.as('admin')).institution;
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const send = (request: Partial<CorrelateRequest> & { name: string }, command = server.command('admin')) =>
    server.get(CorrelateMessage).run(command, { institution: home, variables: {}, timeToLive: 'PT0S', all: false, ...request });
  const given = async (request: Partial<CorrelateRequest> & { name: string }) => {
    const view = accepted(await send(request));
    await settle(server.app);
    return view.receivers.map(({ instanceId }) => instanceId);
  };
  const ordered = async (orderId: Variables[string]) => (await given({ name: 'ordered', variables: { orderId } }))[0]!;
  const paid = (order: Variables[string], more = {}) => send({ name: 'paid', variables: { reference: { order } }, ...more });
  const check = async (instanceId: string) => accepted(await server.complete((await server.task(instanceId)).id, 'finance-1'));
  const open = async (instanceId: string) => (await server.tasks(instanceId)).map(({ elementId }) => elementId);

  it('by a key that the first message set finds the case among several', async () => {
    const cases = [await ordered('a'), await ordered('b'), await ordered('c')];
    for (const each of cases) await check(each);
    expect(refusal(await paid('nobody')).code).toBe('message-not-awaited');
    expect(refusal(await send({ name: 'paid' })).code).toBe('message-not-awaited');
    expect(accepted(await paid('b')).receivers).toEqual([{ instanceId: cases[1], effect: 'continued' }]);
    expect(refusal(await paid('b')).code).toBe('message-not-awaited');
    accepted(await paid('c'));
    accepted(await paid('a'));
    for (const each of cases) expect(await open(each)).toEqual(['ship']);
  });

  it('gives of two early messages the right one, the oldest of the same key first, and keeps the other for its time', async () => {
    accepted(await paid('x-other', { timeToLive: 'PT1H' }));
    accepted(await send({ name: 'paid', variables: { reference: { order: 'x' }, sum: 1 }, timeToLive: 'PT1H' }));
    accepted(await send({ name: 'paid', variables: { reference: { order: 'x' }, sum: 2 }, timeToLive: 'PT1H' }));
    const instance = await ordered('x');
    await check(instance);
    await settle(server.app);
    expect(await open(instance)).toEqual(['ship']);
    expect(await server.variable(instance, 'sum')).toBe(1);
    server.clock.advance(2 * hour);
    await server.get(SweepDeliveries).run();
    const expired = await server.database.reader.find(deliveryTable, "state = 'expired'", [], { orderBy: 'id' });
    expect(expired.map(({ delivery }) => 'variables' in delivery && delivery.variables)).toEqual([
      { reference: { order: 'x-other' } },
      { reference: { order: 'x' }, sum: 2 },
    ]);
  });

  it('by a key that follows the variables of the process', async () => {
    const cases = [1, 2, 3].map((plot) => server.start('inspection', { site: { plot }, year: plot === 3 ? null : 2026 }));
    const [first, second, any] = await Promise.all(cases);
    const inspected = (plot: number, year: number) => given({ name: 'inspected', variables: { plot, year } });
    expect(refusal(await send({ name: 'inspected', variables: { plot: 2, year: 2025 } })).code).toBe('message-not-awaited');
    expect(await inspected(2, 2026)).toEqual([second]);
    // A property that the process leaves open fits all.
    expect(await inspected(3, 1999)).toEqual([any]);
    expect(await inspected(1, 2026)).toEqual([first]);
  });

  it('follows a variable that changes while the case waits', async () => {
    const instance = await server.start('inspection', { site: { plot: 7 }, year: 2026 });
    accepted(await send({ name: 'inspected', variables: { plot: 8, year: 2026 }, timeToLive: 'PT1H' }));
    await settle(server.app);
    expect(await open(instance)).toEqual([]);
    const { Instances } = await import('../instances/index.ts');
    accepted(
      await server.get(Instances).command(server.command(), instance, () => ({
        trigger: { type: 'writeVariables', variables: { site: { plot: 8 } } },
        answer: () => null,
      })),
    );
    await settle(server.app);
    expect(await open(instance)).toEqual(['report']);
  });

  it('of a message that waits for one case only holds while it waits', async () => {
    const [one, two] = [await ordered('same'), await ordered('same')];
    accepted(await paid('same', { processInstanceId: two, timeToLive: 'PT1H' }));
    await check(one);
    await settle(server.app);
    expect(await open(one)).toEqual([]);
    await check(two);
    await settle(server.app);
    expect([await open(one), await open(two)]).toEqual([[], ['ship']]);
  });

  it('to all is one answer, though the server dies between and who sent it sends it again', async () => {
    const cases = [await ordered('all'), await ordered('all')];
    for (const each of cases) await check(each);
    const committer = server.get(Committer);
    const deliver = server.get(Deliver);
    const [commit, run] = [committer.commit.bind(committer), deliver.run.bind(deliver)];
    const again = () => paid('all', { all: true });
    const command = { ...server.command('admin'), idempotencyKey: 'all-once', hash: 'same' };
    const request = { name: 'paid', variables: { reference: { order: 'all' } }, all: true };
    deliver.run = async () => [];
    committer.commit = async (plan) => {
      await commit(plan);
      throw new OperationalError('the server is gone');
    };
    await expect(send(request, command)).rejects.toThrow('the server is gone');
    committer.commit = commit;
    deliver.run = run;
    const view = accepted(await send(request, { ...command, id: server.command().id }));
    expect(view.receivers.map(({ instanceId }) => instanceId).sort()).toEqual([...cases].sort());
    server.clock.advance(10_000);
    await settle(server.app);
    for (const each of cases) expect(await open(each)).toEqual(['ship']);
    expect(refusal(await again()).code).toBe('message-not-awaited');
  });
});
