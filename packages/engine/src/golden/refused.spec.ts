import { describe, expect, it } from '@jest/globals';
import { checkModel } from '@gaita/bpmn';
import { bpmnFile, inARow } from '../testing/model-of.ts';

const many = '<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>';
const timer = '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>';
const inRow = (element: string) => inARow(['x', element]);
const withData = (more: string) => `<dataObject id="d" name="d"/><dataStoreReference id="store" name="Register"/>
  ${inRow(`<task id="x">
    <ioSpecification><dataInput id="i" name="i"/><inputSet><dataInputRefs>i</dataInputRefs></inputSet><outputSet/></ioSpecification>
    <dataInputAssociation>${more}<targetRef>i</targetRef></dataInputAssociation>
  </task>`)}`;

/** What the standard allows or other tools write and Gaita does not run, with a model; each is refused at deployment, saying why. */
const refused: readonly (readonly [what: string, rule: string, model: string, roots?: string])[] = [
  [
    'A parallel multiple event with an error, cancel or compensation among its events: they do not wait for others',
    'unsupported-element',
    `${inRow('<task id="x"/>')}<boundaryEvent id="b" attachedToRef="x" parallelMultiple="true"><errorEventDefinition/>${timer}</boundaryEvent>`,
  ],
  [
    'A link beside other event definitions',
    'unsupported-element',
    `${inRow(`<intermediateThrowEvent id="x"><linkEventDefinition name="a"/><signalEventDefinition signalRef="s"/></intermediateThrowEvent>`)}
     <intermediateCatchEvent id="l"><linkEventDefinition name="a"/></intermediateCatchEvent>`,
    '<signal id="s" name="s"/>',
  ],
  [
    'A receive task that instantiates and is repeated',
    'unsupported-element',
    `<receiveTask id="x" instantiate="true" messageRef="m">${many}</receiveTask>`,
    '<message id="m" name="m"/>',
  ],
  [
    'A complex gateway that joins several flows without an activation condition',
    'complex-gateway',
    `<startEvent id="a"/><parallelGateway id="fork"/><complexGateway id="x"/><endEvent id="end"/>
     <sequenceFlow id="f0" sourceRef="a" targetRef="fork"/><sequenceFlow id="f1" sourceRef="fork" targetRef="x"/>
     <sequenceFlow id="f2" sourceRef="fork" targetRef="x"/><sequenceFlow id="f3" sourceRef="x" targetRef="end"/>`,
  ],
  [
    'Several none start events in one process: a start without a name would not know which is meant',
    'start-event',
    `${inRow('<task id="x"/>')}<startEvent id="other"/><sequenceFlow id="f" sourceRef="other" targetRef="x"/>`,
  ],
  [
    'Data that an activity needs from a data store: it lies outside the process',
    'data-store',
    withData('<sourceRef>store</sourceRef>'),
  ],
  [
    'XPath in transformations and assignments',
    'unknown-language',
    withData('<sourceRef>d</sourceRef><transformation language="http://www.w3.org/1999/XPath">/order/id</transformation>'),
  ],
  [
    'Scripts in languages other than FEEL and JavaScript',
    'unknown-language',
    inRow('<scriptTask id="x" scriptFormat="groovy"><script>println 1</script></scriptTask>'),
  ],
  [
    'JavaScript as a condition',
    'expression-syntax',
    conditional('<conditionExpression language="javascript">amount > 1</conditionExpression>'),
  ],
  [
    'A method call as a condition',
    'expression-syntax',
    conditional('<conditionExpression>${bean.decides(amount)}</conditionExpression>'),
  ],
  [
    'camunda:class and camunda:delegateExpression',
    'unsupported-extension',
    inRow('<serviceTask id="x" camunda:class="org.example.Work"/>'),
  ],
  [
    'camunda:connector',
    'unsupported-extension',
    inRow(`<serviceTask id="x"><extensionElements><camunda:connector>
      <camunda:connectorId>http-connector</camunda:connectorId></camunda:connector></extensionElements></serviceTask>`),
  ],
  [
    'Listeners of sequence flows (take)',
    'unsupported-extension',
    inRow('<task id="x"/>').replace(
      'targetRef="end"/>',
      `targetRef="end"><extensionElements><camunda:executionListener event="take" expression="\${bean.hears()}"/></extensionElements></sequenceFlow>`,
    ),
  ],
];

function conditional(condition: string): string {
  return `${inRow('<exclusiveGateway id="x" default="no"/>').replace(
    'id="to-end"',
    'id="no"',
  )}<endEvent id="other"/><sequenceFlow id="yes" sourceRef="x" targetRef="other">${condition}</sequenceFlow>`;
}

describe('refused', () => {
  it.each(refused)('%s', async (...[, rule, model, roots]) => {
    const errors = (await checkModel(bpmnFile(model, roots))).filter(({ severity }) => severity === 'error');
    expect(errors.map((error) => error.rule)).toContain(rule);
    expect(errors[0]!.advice).toBeTruthy();
  });
});
