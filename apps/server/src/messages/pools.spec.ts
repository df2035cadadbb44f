import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Variables } from '@gaita/contracts';
import { accepted } from '../../../../test/support/play-server.ts';
import { userTask } from '../../../../test/support/small-model.ts';
import { historyInstanceTable } from '../instances/index.ts';
import { partnerTable } from './tables.ts';
import { MessageStage } from './testing/message-stage.ts';

const flow = (id: string, from: string, to: string) => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`;
const chain = (prefix: string, ...ids: readonly string[]) =>
  ids
    .slice(1)
    .map((to, at) => flow(`${prefix}${at}`, ids[at]!, to))
    .join('');
const tells = (id: string, attributes = '') =>
  `<intermediateThrowEvent id="${id}"><messageEventDefinition messageRef="${id === 'reach' ? 'all' : 'm'}" ${attributes}/></intermediateThrowEvent>`;

/** `asker` tells a pool as a whole, where a case begins; `orderer` begins the same process anew each time. */
const pools = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:gaita="urn:gaita:bpmn:1" id="d" targetNamespace="urn:test">
<message id="all" name="to-the-pool"/>
<collaboration id="c">
  <participant id="a" processRef="asker"/><participant id="b" processRef="desk"/>
  <participant id="o" processRef="orderer"/><participant id="h" processRef="house"/>
  <messageFlow id="f1" sourceRef="reach" targetRef="b"/>
  <messageFlow id="f3" sourceRef="order" targetRef="ordered"/>
  <messageFlow id="f4" sourceRef="more" targetRef="hear-more"/>
</collaboration>
<process id="asker" isExecutable="true"><startEvent id="start-a"/>${tells('reach')}${userTask('again', 'finance')[1]}
  <exclusiveGateway id="x"/>${chain('a', 'start-a', 'x', 'reach', 'again', 'x')}</process>
<process id="desk" isExecutable="true"><startEvent id="asked"><messageEventDefinition messageRef="all"/></startEvent>
  ${userTask('serve', 'finance')[1]}${chain('b', 'asked', 'serve')}</process>
<process id="orderer" isExecutable="true"><startEvent id="start-o"/>
  <sendTask id="order"/>${userTask('think', 'finance')[1]}<exclusiveGateway id="next"/>
  <sendTask id="more"/>${chain('o', 'start-o', 'order', 'think', 'next')}
  <sequenceFlow id="back" sourceRef="next" targetRef="order"><conditionExpression>\${again}</conditionExpression></sequenceFlow>
  <sequenceFlow id="on" sourceRef="next" targetRef="more"><conditionExpression>\${!again}</conditionExpression></sequenceFlow></process>
<process id="house" isExecutable="true"><startEvent id="ordered"><messageEventDefinition/></startEvent>
  <receiveTask id="hear-more"/>${userTask('act', 'finance')[1]}${chain('h', 'ordered', 'hear-more', 'act')}</process>
</definitions>`;

const teller = (processKey: string, attributes: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:gaita="urn:gaita:bpmn:1" id="d" targetNamespace="urn:test">
<message id="m" name="word"/>
<collaboration id="c"><participant id="t" processRef="${processKey}"/><participant id="l" processRef="listens-to-${processKey}"/>
  <messageFlow id="f" sourceRef="tell" targetRef="hear"/></collaboration>
<process id="${processKey}" isExecutable="true"><startEvent id="s"/>${tells('tell', attributes)}${userTask('rest', 'finance')[1]}${chain('t', 's', 'tell', 'rest')}</process>
<process id="listens-to-${processKey}" isExecutable="true"><startEvent id="sl"/><receiveTask id="hear" messageRef="m" ${
  attributes.includes('correlationKey') ? 'gaita:correlationKey="${code}"' : ''
}/>${userTask('note', 'finance')[1]}${chain('l', 'sl', 'hear', 'note')}</process>
</definitions>`;

describe('A message along a flow between pools', () => {
  let stage: MessageStage;
  let count = 0;
  let key: string;

  beforeAll(async () => {
    stage = await MessageStage.start(
      pools,
      teller('by-key', 'gaita:businessKey="${target}"'),
      teller('by-code', 'gaita:correlationKey="${code}"'),
    );
  });
  afterAll(() => stage?.stop());
  beforeEach(() => {
    key = `pool-${++count}`;
  });

  const start = (processKey: string, variables: Variables = {}, businessKey = key) =>
    stage.server.start(processKey, variables, 'admin', businessKey);
  const casesOf = (processKey: string) =>
    stage.server.database.reader.find(historyInstanceTable, 'process_key = ? AND business_key = ?', [processKey, key], {
      orderBy: 'id',
    });
  const complete = async (instanceId: string, variables: Variables = {}) =>
    accepted(await stage.server.complete((await stage.server.task(instanceId)).id, 'finance-1', variables));

  it('goes to the case that its own key names, not to the one with the key of its sender', async () => {
    const [named, same] = [await start('listens-to-by-key', {}, `${key}-other`), await start('listens-to-by-key')];
    await start('by-key', { target: `${key}-other` });
    expect([await stage.open(named), await stage.open(same)]).toEqual([['note'], []]);
  });

  it('goes to the case with its correlation key, whatever its business key', async () => {
    const [right, wrong] = [
      await start('listens-to-by-code', { code: 'a' }, `${key}-other`),
      await start('listens-to-by-code', { code: 'b' }),
    ];
    await start('by-code', { code: 'a' });
    expect([await stage.open(right), await stage.open(wrong)]).toEqual([['note'], []]);
  });

  it('to a pool as a whole begins a case there, and no second while the first runs', async () => {
    const asker = await start('asker');
    const [desk, ...none] = await casesOf('desk');
    expect(none).toEqual([]);
    await complete(asker);
    expect(await casesOf('desk')).toHaveLength(1);
    expect((await stage.deliveries()).filter(({ senderInstanceId }) => senderInstanceId === asker)).toMatchObject([
      { state: 'held', messageName: 'to-the-pool' },
    ]);
    await complete(desk!.id);
    await complete(asker);
    expect(await casesOf('desk')).toHaveLength(2);
  });

  it('goes to the partner that its sender met last', async () => {
    const orderer = await start('orderer');
    await complete(orderer, { again: true });
    const [first, last] = await casesOf('house');
    await complete(orderer, { again: false });
    expect([await stage.open(first!.id), await stage.open(last!.id)]).toEqual([[], ['act']]);
    const pairs = await stage.server.database.reader.find(partnerTable, 'instance_id = ?', [orderer], { orderBy: 'id' });
    expect(pairs.map(({ partnerInstanceId }) => partnerInstanceId)).toEqual([first!.id, last!.id]);
  });
});
