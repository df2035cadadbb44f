import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Variables } from '@gaita/contracts';
import { accepted, hour, refusal } from '../../../../test/support/play-server.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { historyInstanceTable } from '../instances/index.ts';
import type { CorrelateRequest } from './correlate-message.ts';
import { FindReceivers } from './find-receivers.ts';
import { MessageStage } from './testing/message-stage.ts';

const roots = '<message id="m" name="letter"/><message id="n" name="news"/>';
const local = (element: string) =>
  `<extensionElements><camunda:inputOutput><camunda:inputParameter name="own">\${given}</camunda:inputParameter><camunda:outputParameter name="heard">\${own}</camunda:outputParameter></camunda:inputOutput></extensionElements>${element}`;

/** A case without a year fits every message about a plot; others must have the same. */
const keyed = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:test">
<message id="m3" name="inspected"/>
<correlationProperty id="year"><correlationPropertyRetrievalExpression messageRef="m3"><messagePath>year</messagePath></correlationPropertyRetrievalExpression></correlationProperty>
<collaboration id="c"><participant id="p" processRef="inspection"/>
  <correlationKey id="when"><correlationPropertyRef>year</correlationPropertyRef></correlationKey></collaboration>
<process id="inspection" isExecutable="true">
  <correlationSubscription id="cs" correlationKeyRef="when">
    <correlationPropertyBinding correlationPropertyRef="year"><dataPath>year</dataPath></correlationPropertyBinding></correlationSubscription>
  <startEvent id="go"/><receiveTask id="hear" messageRef="m3"/>${userTask('report', 'finance')[1]}
  <sequenceFlow id="i1" sourceRef="go" targetRef="hear"/><sequenceFlow id="i2" sourceRef="hear" targetRef="report"/>
</process></definitions>`;

describe('Whom a message is for', () => {
  let stage: MessageStage;
  let count = 0;
  let key: string;

  beforeAll(async () => {
    stage = await MessageStage.start(
      smallModel('waiter', [['wait', '<receiveTask id="wait" messageRef="m"/>'], userTask('read', 'finance')], '', roots),
      smallModel(
        'own',
        [['wait', `<receiveTask id="wait" messageRef="m">${local('')}</receiveTask>`], userTask('read', 'finance')],
        '',
        roots,
      ),
      modelFile(
        'begun',
        `<startEvent id="start"><messageEventDefinition messageRef="n" gaita:correlationKey="= &quot;a&quot; + &quot;b&quot;"/></startEvent>
         ${userTask('act', 'finance')[1]}<sequenceFlow id="f" sourceRef="start" targetRef="act"/>`,
        roots,
      ),
      keyed,
    );
  });
  afterAll(() => stage?.stop());
  beforeEach(() => {
    key = `for-${++count}`;
  });

  const wait = (variables: Variables = {}, processKey = 'waiter') => stage.server.start(processKey, variables, 'admin', key);
  const send = (request: Partial<CorrelateRequest> = {}) => stage.send({ name: 'letter', businessKey: key, ...request });
  const given = async (request: Partial<CorrelateRequest>) =>
    accepted(await send(request)).receivers.map(({ instanceId }) => instanceId);
  const code = async (request: Partial<CorrelateRequest>) => refusal(await send(request)).code;
  const nobody = 'message-not-awaited';
  const found = async (limit: number, address: object = {}) =>
    (
      await stage.server
        .get(FindReceivers)
        .waiting({ institution: stage.home, name: 'letter', businessKey: key, ...address }, limit)
    ).map(({ instanceId }) => instanceId);

  it('is looked for behind those who wait longer, whether they began in the same moment or earlier', async () => {
    const ids: string[] = [];
    for (const plot of [1, 2, 3, 4, 5, 6]) {
      ids.push(await wait({ plot }));
      if (plot % 2 === 0) stage.server.clock.advance(hour);
    }
    for (const at of [5, 2, 4]) expect(await given({ correlationVariables: { plot: at + 1 } })).toEqual([ids[at]]);
    expect(await code({ correlationVariables: { plot: 7 } })).toBe(nobody);
  });

  it('is the oldest of those who fit, and as many as are asked for', async () => {
    const ids: string[] = [];
    for (const plot of [1, 2, 2, 2]) {
      ids.push(await wait({ plot }));
      stage.server.clock.advance(1);
    }
    expect(await found(1)).toEqual([ids[0]]);
    expect(await found(3)).toEqual(ids.slice(0, 3));
    expect(await found(9)).toEqual(ids);
    expect(await found(1, { correlationVariables: { plot: 2 } })).toEqual([ids[1]]);
    expect(await found(2, { correlationVariables: { plot: 2 } })).toEqual([ids[1], ids[2]]);
    expect(refusal(await send({ correlationVariables: { plot: 2 } }))).toMatchObject({ details: { name: 'letter', matches: 2 } });
  });

  it('is whom a key names before whom no key speaks against, however long those wait', async () => {
    const open = [await wait({}, 'inspection'), await wait({}, 'inspection'), await wait({}, 'inspection')];
    const [right, wrong] = [await wait({ year: 7 }, 'inspection'), await wait({ year: 8 }, 'inspection')];
    const inspected = { name: 'inspected', variables: { year: 7 } };
    expect(await found(1, inspected)).toEqual([right]);
    expect(await given(inspected)).toEqual([right]);
    expect(await found(2, inspected)).toEqual(open.slice(0, 2));
    expect(await code(inspected)).toBe('message-ambiguous');
    const all = await given({ ...inspected, all: true });
    expect([...all].sort()).toEqual([...open].sort());
    expect(await code(inspected)).toBe(nobody);
    expect(await given({ ...inspected, variables: { year: 8 } })).toEqual([wrong]);
  });

  it('is who has all that the sender knows, as it is and not by its name alone', async () => {
    const one = await wait({ plot: { street: 'Main', number: 1 }, kind: 'oak' });
    const others: Variables[] = [
      { plot: { street: 'Main', number: 2 } },
      { plot: { street: 'Main', number: 1 }, kind: 'elm' },
      { plot: { street: 'Main', number: 1 }, absent: null },
      JSON.parse('{ "__proto__": {} }') as Variables,
    ];
    for (const correlationVariables of others) expect(await code({ correlationVariables })).toBe(nobody);
    expect(await given({ correlationVariables: { plot: { street: 'Main', number: 1 }, kind: 'oak' } })).toEqual([one]);
  });

  it('may be told by what the waiting activity has of its own', async () => {
    const one = await wait({ given: 1 }, 'own');
    const two = await wait({ given: 2, own: 1 }, 'own');
    const local = (localCorrelationVariables: Variables) => ({ localCorrelationVariables }) as Partial<CorrelateRequest>;
    expect(await code(local({ given: 2 }))).toBe(nobody);
    expect(await code(local({ own: 3 }))).toBe(nobody);
    expect(await given({ ...local({ own: 2 }), localVariables: { own: 9 } })).toEqual([two]);
    expect([await stage.server.variable(two, 'heard'), await stage.server.variable(two, 'own')]).toEqual([9, 1]);
    expect(await given({ ...local({ own: 1 }), correlationVariables: { given: 1 } })).toEqual([one]);
    const plain = await wait({ plot: 1 });
    expect(await given(local({ plot: 1 }))).toEqual([plain]);
  });

  it('is a start only for the key that it waits for', async () => {
    const started = () => stage.server.database.reader.find(historyInstanceTable, 'business_key = ?', [key]);
    expect(await code({ name: 'news' })).toBe(nobody);
    expect(await code({ name: 'news', correlationKey: 'a' })).toBe(nobody);
    expect(await started()).toEqual([]);
    const [begun] = await given({ name: 'news', correlationKey: 'ab' });
    expect(await started()).toMatchObject([{ id: begun, startElementId: 'start', institution: stage.home }]);
  });
});
