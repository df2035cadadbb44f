import { describe, expect, it } from '@jest/globals';
import { readModel } from './read/read-model.ts';
import { inARow, processXml } from './testing/model-xml.ts';

const roots =
  '<terminateEventDefinition id="stop"/><message id="m" name="m"/><signal id="sig" name="s"/><error id="err" errorCode="E"/><escalation id="esc" escalationCode="U"/>';
const stops = (attributes: string) =>
  `<task id="x" ${attributes}><multiInstanceLoopCharacteristics behavior="One" oneBehaviorEventRef="stop" camunda:collection="c"/></task>`;
const refused = async (body: string) =>
  (await readModel(processXml(body, { roots }))).problems.map(
    ({ severity, rule, elementId }) => `${severity} ${rule} ${elementId}`,
  );

const definition = {
  none: '',
  message: '<messageEventDefinition messageRef="m"/>',
  timer: '<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>',
  signal: '<signalEventDefinition signalRef="sig"/>',
  error: '<errorEventDefinition errorRef="err"/>',
  escalation: '<escalationEventDefinition escalationRef="esc"/>',
  conditional: '<conditionalEventDefinition><condition>= a</condition></conditionalEventDefinition>',
  compensation: '<compensateEventDefinition/>',
  link: '<linkEventDefinition name="l"/>',
  cancel: '<cancelEventDefinition/>',
  terminate: '<terminateEventDefinition/>',
};
type Kind = keyof typeof definition;
const kinds = Object.keys(definition) as Kind[];

/** Where an event can stand, and what may stand there. */
const places: [place: string, around: (event: string) => string, allowed: Kind[]][] = [
  ['process start', (event) => `<startEvent id="x">${event}</startEvent>`, ['none', 'message', 'timer', 'signal', 'conditional']],
  [
    'embedded start',
    (event) => inARow(['s', `<subProcess id="s"><startEvent id="x">${event}</startEvent></subProcess>`]),
    ['none'],
  ],
  [
    'event sub-process start',
    (event) => `${inARow()}<subProcess id="s" triggeredByEvent="true"><startEvent id="x">${event}</startEvent></subProcess>`,
    ['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensation'],
  ],
  [
    'event sub-process start, not interrupting',
    (event) =>
      `${inARow()}<subProcess id="s" triggeredByEvent="true"><startEvent id="x" isInterrupting="false">${event}</startEvent></subProcess>`,
    ['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensation'],
  ],
  [
    'catch',
    (event) => inARow(['x', `<intermediateCatchEvent id="x">${event}</intermediateCatchEvent>`]),
    ['message', 'timer', 'signal', 'conditional', 'link'],
  ],
  [
    'throw',
    (event) => inARow(['x', `<intermediateThrowEvent id="x">${event}</intermediateThrowEvent>`]),
    ['none', 'message', 'signal', 'escalation', 'link', 'compensation'],
  ],
  [
    'boundary',
    (event) => `${inARow(['t', '<task id="t"/>'])}<boundaryEvent id="x" attachedToRef="t">${event}</boundaryEvent>`,
    ['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensation', 'cancel'],
  ],
  [
    'end',
    (event) => `${inARow()}<endEvent id="x">${event}</endEvent>`,
    ['none', 'message', 'signal', 'error', 'escalation', 'compensation', 'cancel', 'terminate'],
  ],
];

describe.each(places)('an event at the %s', (_place, around, allowed) => {
  it.each(kinds)('with definition %s is executed or refused as the table says', async (kind) => {
    expect(await refused(around(definition[kind]))).toEqual(allowed.includes(kind) ? [] : ['error unsupported-element x']);
  });
});

describe('nodes', () => {
  it.each([
    'task',
    'manualTask',
    'userTask',
    'serviceTask',
    'sendTask',
    'receiveTask',
    'businessRuleTask',
    'scriptTask',
    'callActivity',
    'subProcess',
    'transaction',
    'adHocSubProcess',
    'exclusiveGateway',
    'parallelGateway',
    'inclusiveGateway',
    'eventBasedGateway',
    'complexGateway',
  ])('%s is executed', async (type) => {
    expect(await refused(inARow(['x', `<${type} id="x"/>`]))).toEqual([]);
  });

  it.each(['choreographyTask'])('%s is refused', async (type) => {
    expect(await refused(inARow(['x', `<${type} id="x"/>`]))).toEqual(['error unsupported-element x']);
  });

  it.each([
    [
      'instantiating receive tasks that repeat',
      '<receiveTask id="x" instantiate="true" messageRef="m"><multiInstanceLoopCharacteristics camunda:collection="c"/></receiveTask>',
    ],
    [
      'links beside other events',
      `<intermediateCatchEvent id="x">${definition.timer}${definition.link}</intermediateCatchEvent>`,
    ],
    [
      'several events of which a worker throws one',
      `<intermediateThrowEvent id="x"><messageEventDefinition messageRef="m" camunda:type="external" camunda:topic="t"/>${definition.signal}</intermediateThrowEvent>`,
    ],
    ['quantities', '<task id="x" startQuantity="2"/>'],
    ['instances that throw what cannot be caught', stops('')],
  ])('%s are refused', async (_what, node) => {
    expect(await refused(inARow(['x', node]))).toEqual(['error unsupported-element x']);
  });

  it('are refused inside sub-processes as well, with line, reason and advice', async () => {
    const body = inARow(['s', `<subProcess id="s"><startEvent id="i"/>\n${stops('name="Any two"')}</subProcess>`]);
    expect((await readModel(processXml(body, { roots }))).problems).toEqual([
      {
        severity: 'error',
        rule: 'unsupported-element',
        elementId: 'x',
        line: 7,
        message: expect.stringContaining('"Any two"'),
        advice: 'Let them throw a signal, message, escalation or error.',
      },
    ]);
  });

  it('are left alone in a process that is only drawn', async () => {
    const xml = processXml(stops(''), { roots }).replace('isExecutable="true"', 'isExecutable="false"');
    expect((await readModel(xml)).problems).toEqual([]);
  });
});

describe('what other platforms run', () => {
  it.each([
    ['a Java class', '<serviceTask id="x" camunda:class="org.Y"/>'],
    ['a delegate', '<serviceTask id="x" camunda:delegateExpression="${y}"/>'],
    ['a script file', '<scriptTask id="x" scriptFormat="feel" camunda:resource="deployment://s.js"/>'],
    [
      'an execution listener',
      '<task id="x"><extensionElements><camunda:executionListener class="org.Y" event="start"/></extensionElements></task>',
    ],
    [
      'a task listener',
      '<userTask id="x"><extensionElements><camunda:taskListener class="org.Y" event="create"/></extensionElements></userTask>',
    ],
    [
      'a connector',
      '<serviceTask id="x"><extensionElements><camunda:connector><camunda:connectorId>http</camunda:connectorId></camunda:connector></extensionElements></serviceTask>',
    ],
    ['a variable mapping class', '<callActivity id="x" calledElement="p" camunda:variableMappingClass="org.Y"/>'],
  ])('%s is refused', async (_what, node) => {
    expect(await refused(inARow(['x', node]))).toEqual(['error unsupported-extension x']);
  });

  it('a listener on a message event is found in the event definition too', async () => {
    const thrown =
      '<intermediateThrowEvent id="x"><messageEventDefinition messageRef="m" camunda:class="org.Y"/></intermediateThrowEvent>';
    expect(await refused(inARow(['x', thrown]))).toEqual(['error unsupported-extension x']);
  });

  it('generated forms are only said not to be shown', async () => {
    const task = '<userTask id="x"><extensionElements><camunda:formData/></extensionElements></userTask>';
    expect(await refused(inARow(['x', task]))).toEqual(['warning unsupported-extension x']);
  });
});

describe('what is only said to have no effect, and what stands outside of processes', () => {
  it('a condition in a file outside of the model is refused', async () => {
    const flow =
      '<sequenceFlow id="x" sourceRef="start" targetRef="end"><conditionExpression xsi:type="tFormalExpression" language="feel" camunda:resource="deployment://c.js"/></sequenceFlow>';
    expect(await refused(inARow() + flow)).toEqual(['error outside-script x']);
  });

  it('a choreography is refused', async () => {
    for (const root of ['<choreography id="x"/>']) {
      const { problems } = await readModel(processXml(inARow(), { roots: root }));
      expect(problems).toMatchObject([{ severity: 'error', rule: 'unsupported-element', elementId: 'x' }]);
    }
  });

  it('pools, messages, errors, stores and notes are welcome', async () => {
    const drawn = `<collaboration id="c"><participant id="p1" name="Us" processRef="process"/><participant id="p2" name="Resident"/>
      <messageFlow id="mf" sourceRef="p2" targetRef="start"/></collaboration><dataStore id="ds"/>`;
    const body = `${inARow()}<dataObject id="do"/><dataObjectReference id="dr" dataObjectRef="do"/><dataStoreReference id="sr" dataStoreRef="ds"/>
      <textAnnotation id="n"><text>Note</text></textAnnotation><association id="as" sourceRef="start" targetRef="n"/>`;
    const { problems, labels } = await readModel(processXml(body, { roots: drawn }));
    expect(problems).toEqual([]);
    expect(labels?.map((label) => label.id)).toEqual(['p1', 'p2', 'n']);
  });
});
