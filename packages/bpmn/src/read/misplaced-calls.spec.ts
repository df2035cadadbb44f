import { describe, expect, it } from '@jest/globals';
import { checkModel } from '../check-model.ts';
import { inARow, processXml } from '../testing/model-xml.ts';

const call = '${mailer.send(address)}';
const node = (element: string) => ({ body: inARow(['n', element]) });
const within = (type: string, inside: string, attributes = '') =>
  node(`<${type} id="n" name="N" camunda:candidateGroups="case-handler" ${attributes}>${inside}</${type}>`);
const task = (inside: string, attributes = '') => node(`<task id="n" ${attributes}>${inside}</task>`);
const thrown = (definition: string) => node(`<intermediateThrowEvent id="n">${definition}</intermediateThrowEvent>`);
const caught = (definition: string) => node(`<intermediateCatchEvent id="n">${definition}</intermediateCatchEvent>`);
const extended = (inside: string) => `<extensionElements>${inside}</extensionElements>`;
const timer = (kind: string) => caught(`<timerEventDefinition><${kind}>${call}</${kind}></timerEventDefinition>`);
const loop = (inside: string, attributes = '') =>
  task(`<multiInstanceLoopCharacteristics ${attributes}>${inside}</multiInstanceLoopCharacteristics>`);
const flow = (condition: string) => ({
  body: `<startEvent id="start"/><exclusiveGateway id="n" default="g"/><endEvent id="end"/><sequenceFlow id="s" sourceRef="start" targetRef="n"/>
  <sequenceFlow id="f" sourceRef="n" targetRef="end">${condition}</sequenceFlow><sequenceFlow id="g" sourceRef="n" targetRef="end"/>`,
});
const message = { roots: '<message id="m" name="m"/>' };
const listener = (inside: string) => task(extended(inside));

type Model = { readonly body: string; readonly roots?: string; readonly process?: string };
const errorsOf = async ({ body, ...options }: Model) =>
  (await checkModel(processXml(body, options))).filter(({ severity }) => severity === 'error');

describe('a call of an object outside is refused', () => {
  it.each<[string, Model]>([
    ['the condition of a flow', flow(`<conditionExpression>${call}</conditionExpression>`)],
    [
      'the condition of a conditional event',
      caught(`<conditionalEventDefinition><condition>${call}</condition></conditionalEventDefinition>`),
    ],
    [
      'the activation condition of a complex gateway',
      {
        body: `<startEvent id="start"/><parallelGateway id="p"/><complexGateway id="n"><activationCondition>${call}</activationCondition></complexGateway><endEvent id="end"/><sequenceFlow id="s" sourceRef="start" targetRef="p"/>
  <sequenceFlow id="f" sourceRef="p" targetRef="n"/><sequenceFlow id="g" sourceRef="p" targetRef="n"/><sequenceFlow id="h" sourceRef="n" targetRef="end"/>`,
      },
    ],
    [
      'the completion condition of an ad-hoc sub-process',
      node(`<adHocSubProcess id="n"><task id="a"/><completionCondition>${call}</completionCondition></adHocSubProcess>`),
    ],
    [
      'an input parameter',
      task(
        extended(`<camunda:inputOutput><camunda:inputParameter name="a">${call}</camunda:inputParameter></camunda:inputOutput>`),
      ),
    ],
    [
      'an output parameter',
      task(
        extended(
          `<camunda:inputOutput><camunda:outputParameter name="a">${call}</camunda:outputParameter></camunda:inputOutput>`,
        ),
      ),
    ],
    [
      'a value in a list',
      task(
        extended(
          `<camunda:inputOutput><camunda:inputParameter name="a"><camunda:list><camunda:value>${call}</camunda:value></camunda:list></camunda:inputParameter></camunda:inputOutput>`,
        ),
      ),
    ],
    [
      'a value in a map',
      task(
        extended(
          `<camunda:inputOutput><camunda:inputParameter name="a"><camunda:map><camunda:entry key="k">${call}</camunda:entry></camunda:map></camunda:inputParameter></camunda:inputOutput>`,
        ),
      ),
    ],
    ['a Zeebe mapping', task(extended(`<zeebe:ioMapping><zeebe:input source="${call}" target="a"/></zeebe:ioMapping>`))],
    ['camunda:in', within('callActivity', extended(`<camunda:in sourceExpression="${call}" target="a"/>`), 'calledElement="p"')],
    [
      'camunda:out',
      within('callActivity', extended(`<camunda:out sourceExpression="${call}" target="a"/>`), 'calledElement="p"'),
    ],
    ['the business key', within('callActivity', extended(`<camunda:in businessKey="${call}"/>`), 'calledElement="p"')],
    ['what is called', node(`<callActivity id="n" calledElement="${call}"/>`)],
    [
      'which version is called',
      node(
        `<callActivity id="n" calledElement="p" camunda:calledElementBinding="version" camunda:calledElementVersion="${call}"/>`,
      ),
    ],
    [
      'which version tag is called',
      node(
        `<callActivity id="n" calledElement="p" camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="${call}"/>`,
      ),
    ],
    ['which decision is asked', node(`<businessRuleTask id="n" camunda:decisionRef="${call}"/>`)],
    [
      'which version of a decision is asked',
      node(
        `<businessRuleTask id="n" camunda:decisionRef="d" camunda:decisionRefBinding="version" camunda:decisionRefVersion="${call}"/>`,
      ),
    ],
    ['a duration', timer('timeDuration')],
    ['a date', timer('timeDate')],
    ['a cycle', timer('timeCycle')],
    ...['assignee', 'candidateUsers', 'candidateGroups', 'dueDate', 'followUpDate', 'priority', 'formKey', 'formRef'].map(
      (name): [string, Model] => [
        `camunda:${name}`,
        node(
          `<userTask id="n" name="N" ${name === 'candidateGroups' ? '' : 'camunda:candidateGroups="case-handler"'} camunda:${name}="${call}"/>`,
        ),
      ],
    ),
    [
      'who does a task',
      within(
        'userTask',
        `<potentialOwner><resourceAssignmentExpression><formalExpression>${call}</formalExpression></resourceAssignmentExpression></potentialOwner>`,
      ),
    ],
    ['a topic', node(`<serviceTask id="n" camunda:type="external" camunda:topic="${call}"/>`)],
    [
      'the priority of a job',
      node(`<serviceTask id="n" camunda:type="external" camunda:topic="t" camunda:taskPriority="${call}"/>`),
    ],
    [
      'the condition of an error that an answer makes',
      within(
        'serviceTask',
        extended(`<camunda:errorEventDefinition errorRef="e" expression="${call}"/>`),
        'camunda:type="external" camunda:topic="t"',
      ),
    ],
    [
      'the name of a message',
      { ...caught('<messageEventDefinition messageRef="m"/>'), roots: `<message id="m" name="${call}"/>` },
    ],
    ['the name of a signal', { ...caught('<signalEventDefinition signalRef="m"/>'), roots: `<signal id="m" name="${call}"/>` }],
    [
      'the code of an error',
      {
        body: inARow().replace('<endEvent id="end"/>', '<endEvent id="end"><errorEventDefinition errorRef="m"/></endEvent>'),
        roots: `<error id="m" errorCode="${call}"/>`,
      },
    ],
    [
      'the message of an error',
      {
        body: inARow().replace('<endEvent id="end"/>', '<endEvent id="end"><errorEventDefinition errorRef="m"/></endEvent>'),
        roots: `<error id="m" errorCode="e" camunda:errorMessage="${call}"/>`,
      },
    ],
    [
      'the code of an escalation',
      { ...thrown('<escalationEventDefinition escalationRef="m"/>'), roots: `<escalation id="m" escalationCode="${call}"/>` },
    ],
    [
      'what a message carries',
      {
        ...thrown(
          `<messageEventDefinition messageRef="m">${extended(`<camunda:in sourceExpression="${call}" target="a"/>`)}</messageEventDefinition>`,
        ),
        ...message,
      },
    ],
    [
      'what a signal carries',
      {
        ...thrown(
          `<signalEventDefinition signalRef="m">${extended(`<camunda:in sourceExpression="${call}" target="a"/>`)}</signalEventDefinition>`,
        ),
        roots: '<signal id="m" name="m"/>',
      },
    ],
    [
      'a correlation key',
      {
        ...caught('<messageEventDefinition messageRef="m"/>'),
        roots: `<message id="m" name="m"><extensionElements><zeebe:subscription correlationKey="${call}"/></extensionElements></message>`,
      },
    ],
    ['a collection', loop('', `camunda:collection="${call}"`)],
    ['a cardinality', loop(`<loopCardinality>${call}</loopCardinality>`)],
    ['a completion condition', loop(`<loopCardinality>2</loopCardinality><completionCondition>${call}</completionCondition>`)],
    [
      'an output element',
      loop('<loopCardinality>2</loopCardinality>', `gaita:outputCollection="a" gaita:outputElement="${call}"`),
    ],
    [
      'the condition of a loop',
      task(`<standardLoopCharacteristics><loopCondition>${call}</loopCondition></standardLoopCharacteristics>`),
    ],
    ['a script', node(`<scriptTask id="n" scriptFormat="juel"><script>${call}</script></scriptTask>`)],
    [
      'an assignment',
      task(
        `<property id="pa"/><ioSpecification><dataInput id="di"/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><dataInputAssociation><targetRef>di</targetRef><assignment><from>${call}</from><to>di</to></assignment></dataInputAssociation>`,
      ),
    ],
    [
      'a transformation',
      task(
        `<property id="pa"/><ioSpecification><dataInput id="di"/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><dataInputAssociation><sourceRef>pa</sourceRef><targetRef>di</targetRef><transformation>${call}</transformation></dataInputAssociation>`,
      ),
    ],
    [
      'a value that a listener writes',
      listener(`<camunda:executionListener event="start" expression="\${execution.setVariable('a', mailer.send(address))}"/>`),
    ],
    [
      'a listener of a flow',
      flow(
        `<extensionElements><camunda:executionListener event="take" expression="${call}"/></extensionElements><conditionExpression>= true</conditionExpression>`,
      ),
    ],
    ['starter groups', { ...task(''), process: `camunda:candidateStarterGroups="${call}"` }],
  ])('as %s', async (_what, model) => {
    const errors = await errorsOf(model);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.every(({ advice }) => Boolean(advice))).toBe(true);
  });
});
