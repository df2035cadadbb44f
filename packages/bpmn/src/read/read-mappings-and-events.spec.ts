import { describe, expect, it } from '@jest/globals';
import type { FlowNode } from '../model.ts';
import { inARow, processXml } from '../testing/model-xml.ts';
import { readModel } from './read-model.ts';

const roots = `<message id="m" name="answer"><extensionElements><zeebe:subscription correlationKey="= caseId"/></extensionElements></message>
  <error id="err" errorCode="E1"/><escalation id="esc" escalationCode="U1"/>`;

/** The node `n` of a process that holds it, read without any complaint. */
async function read(node: string, around = ''): Promise<FlowNode | undefined> {
  const model = await readModel(processXml(around + inARow(['n', node]), { roots }));
  expect(model.problems).toEqual([]);
  return model.processes[0]?.nodes.find((each) => each.id === 'n');
}
const feel = (source: string) => expect.objectContaining({ source, language: 'feel' });
const juel = (source: string) => expect.objectContaining({ source, language: 'juel' });
const literal = (source: string) => expect.objectContaining({ source, language: 'literal' });
const extended = (element: string, attributes: string, extensions: string) =>
  `<${element} id="n" ${attributes}><extensionElements>${extensions}</extensionElements></${element}>`;

describe('input and output mappings', () => {
  it('hold text, scripts, lists and maps in the camunda dialect', async () => {
    const node = await read(
      extended(
        'task',
        '',
        `<camunda:inputOutput>
           <camunda:inputParameter name="text">\${a}</camunda:inputParameter>
           <camunda:inputParameter name="nothing"/>
           <camunda:inputParameter name="list"><camunda:list><camunda:value>one</camunda:value><camunda:script scriptFormat="feel">1 + 1</camunda:script></camunda:list></camunda:inputParameter>
           <camunda:outputParameter name="map"><camunda:map><camunda:entry key="k">= v</camunda:entry><camunda:entry key="l"><camunda:list/></camunda:entry></camunda:map></camunda:outputParameter>
         </camunda:inputOutput>`,
      ),
    );
    expect(node).toMatchObject({
      inputs: [
        { name: 'text', value: { type: 'expression', expression: juel('${a}') } },
        { name: 'nothing', value: { type: 'expression', expression: literal('') } },
        {
          name: 'list',
          value: {
            type: 'list',
            items: [
              { type: 'expression', expression: literal('one') },
              { type: 'expression', expression: feel('1 + 1') },
            ],
          },
        },
      ],
      outputs: [
        {
          name: 'map',
          value: {
            type: 'map',
            entries: [
              { key: 'k', value: { type: 'expression', expression: feel('v') } },
              { key: 'l', value: { type: 'list', items: [] } },
            ],
          },
        },
      ],
    });
  });

  it('are sources and targets in the zeebe dialect', async () => {
    expect(
      await read(
        extended(
          'task',
          '',
          '<zeebe:ioMapping><zeebe:input source="= a.b" target="c"/><zeebe:output source="text" target="d"/></zeebe:ioMapping>',
        ),
      ),
    ).toMatchObject({
      inputs: [{ name: 'c', value: { expression: feel('a.b') } }],
      outputs: [{ name: 'd', value: { expression: literal('text') } }],
    });
  });
});

describe('multi-instance', () => {
  const loop = (inside: string, attributes = '') =>
    read(`<task id="n"><multiInstanceLoopCharacteristics ${attributes}>${inside}</multiInstanceLoopCharacteristics></task>`);

  it('in the camunda dialect', async () => {
    expect(
      await loop(
        '<loopCardinality>3</loopCardinality><completionCondition>${nrOfCompletedInstances &gt; 1}</completionCondition>',
        'isSequential="true" camunda:collection="services" camunda:elementVariable="service" gaita:outputCollection="results" gaita:outputElement="= result"',
      ),
    ).toMatchObject({
      multiInstance: {
        sequential: true,
        cardinality: literal('3'),
        collection: literal('services'),
        elementVariable: 'service',
        completionCondition: juel('${nrOfCompletedInstances > 1}'),
        outputCollection: 'results',
        outputElement: feel('result'),
        behavior: 'all',
      },
    });
  });

  it('in the zeebe dialect', async () => {
    expect(
      await loop(
        '<extensionElements><zeebe:loopCharacteristics inputCollection="= services" inputElement="service" outputCollection="results" outputElement="= result"/></extensionElements>',
      ),
    ).toMatchObject({
      multiInstance: {
        sequential: false,
        collection: feel('services'),
        elementVariable: 'service',
        outputCollection: 'results',
        outputElement: feel('result'),
      },
    });
  });
});

describe('events', () => {
  it.each([
    ['timeDate', '2027-01-31', literal('2027-01-31')],
    ['timeDuration', '${wait}', juel('${wait}')],
    ['timeCycle', '= cycle', feel('cycle')],
  ])('wait for a %s', async (kind, text, value) => {
    expect(
      await read(
        `<intermediateCatchEvent id="n"><timerEventDefinition><${kind}>${text}</${kind}></timerEventDefinition></intermediateCatchEvent>`,
      ),
    ).toMatchObject({ definitions: [{ type: 'timer', kind, value }] });
  });

  it('wait for messages with the key of either dialect', async () => {
    const catching = (attributes: string) =>
      `<intermediateCatchEvent id="n"><messageEventDefinition messageRef="m" ${attributes}/></intermediateCatchEvent>`;
    expect(await read(catching(''))).toMatchObject({
      definitions: [{ type: 'message', message: { name: literal('answer'), correlationKey: feel('caseId') } }],
    });
    expect(await read(catching('gaita:correlationKey="= other"'))).toMatchObject({
      definitions: [{ message: { correlationKey: { source: 'other', language: 'feel', elementId: 'n' } } }],
    });
  });

  it('throw messages to an address, with a payload', async () => {
    const address = 'messageRef="m" gaita:correlationKey="= id" gaita:businessKey="= key" gaita:timeToLive="P2D"';
    const message = { name: literal('answer'), correlationKey: feel('id'), businessKey: feel('key'), timeToLive: 'P2D' };
    const payload = '<extensionElements><camunda:in source="a" target="b"/></extensionElements>';
    expect(
      await read(
        `<intermediateThrowEvent id="n"><messageEventDefinition ${address}>${payload}</messageEventDefinition></intermediateThrowEvent>`,
      ),
    ).toMatchObject({ definitions: [{ type: 'message', message }], payload: [{ source: 'a', target: 'b' }] });
    expect(await read(`<sendTask id="n" ${address}>${payload}</sendTask>`)).toMatchObject({
      type: 'sendTask',
      message,
      payload: [{ source: 'a', target: 'b' }],
    });
  });

  it('catch errors and escalations into variables', async () => {
    const caught = async (definition: string, attributes = '') => {
      const body = `${inARow(['t', '<task id="t"/>'])}<boundaryEvent id="n" attachedToRef="t" ${attributes}>${definition}</boundaryEvent>`;
      return (await readModel(processXml(body, { roots }))).processes[0]?.nodes.find((node) => node.id === 'n');
    };
    expect(
      await caught('<errorEventDefinition errorRef="err" camunda:errorCodeVariable="code" camunda:errorMessageVariable="text"/>'),
    ).toMatchObject({
      type: 'boundaryEvent',
      attachedTo: 't',
      cancelActivity: true,
      definitions: [{ type: 'error', code: 'E1', codeVariable: 'code', messageVariable: 'text' }],
    });
    expect(
      await caught(
        '<escalationEventDefinition escalationRef="esc" camunda:escalationCodeVariable="code"/>',
        'cancelActivity="false"',
      ),
    ).toMatchObject({ cancelActivity: false, definitions: [{ type: 'escalation', code: 'U1', codeVariable: 'code' }] });
  });
});

describe('scripts', () => {
  it('name their language or begin with a sign', async () => {
    const script = (format: string, text: string) =>
      read(`<scriptTask id="n" ${format} camunda:resultVariable="r"><script>${text}</script></scriptTask>`);
    expect(await script('scriptFormat="feel"', ' a + 1 ')).toMatchObject({ script: feel('a + 1'), resultVariable: 'r' });
    expect(await script('', '= a + 1')).toMatchObject({ script: feel('a + 1') });
    expect(await script('scriptFormat="text/javascript"', 'a + 1')).toMatchObject({
      script: { source: 'a + 1', language: 'javascript' },
    });
  });

  it('are expressions in the zeebe dialect', async () => {
    expect(await read(extended('scriptTask', '', '<zeebe:script expression="= a + 1" resultVariable="r"/>'))).toMatchObject({
      script: feel('a + 1'),
      resultVariable: 'r',
    });
  });
});
