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
const loop = (inside: string, attributes = '') =>
  task(`<multiInstanceLoopCharacteristics ${attributes}>${inside}</multiInstanceLoopCharacteristics>`);
const message = { roots: '<message id="m" name="m"/>' };

type Model = { readonly body: string; readonly roots?: string; readonly process?: string };
const errorsOf = async ({ body, ...options }: Model) =>
  (await checkModel(processXml(body, options))).filter(({ severity }) => severity === 'error');

const places: [string, (attribute: string) => Model][] = [
  [
    'a message that is thrown',
    (attribute) => ({ ...thrown(`<messageEventDefinition messageRef="m" ${attribute}/>`), ...message }),
  ],
  [
    'a message at an end',
    (attribute) => ({
      body: inARow().replace(
        '<endEvent id="end"/>',
        `<endEvent id="end"><messageEventDefinition messageRef="m" ${attribute}/></endEvent>`,
      ),
      ...message,
    }),
  ],
  [
    'a message that is caught',
    (attribute) => ({ ...caught(`<messageEventDefinition messageRef="m" ${attribute}/>`), ...message }),
  ],
  [
    'a signal',
    (attribute) => ({ ...thrown(`<signalEventDefinition signalRef="m" ${attribute}/>`), roots: '<signal id="m" name="m"/>' }),
  ],
  [
    'a thrown event itself',
    (attribute) => ({
      body: thrown('<messageEventDefinition messageRef="m"/>').body.replace('id="n"', `id="n" ${attribute}`),
      ...message,
    }),
  ],
  ['a loop', (attribute) => loop('<loopCardinality>2</loopCardinality>', attribute)],
  ['a flow', (attribute) => ({ body: inARow(['n', '<task id="n"/>']).replace('id="to-n"', `id="to-n" ${attribute}`) })],
  ['a process', (attribute) => ({ ...task(''), process: attribute })],
  ...[
    'task',
    'manualTask',
    'userTask',
    'receiveTask',
    'scriptTask',
    'subProcess',
    'transaction',
    'callActivity',
    'exclusiveGateway',
    'parallelGateway',
  ].map((type): [string, (attribute: string) => Model] => [
    type,
    (attribute) => ({
      ...node(
        `<${type} id="n" name="N" ${type === 'receiveTask' ? 'messageRef="m"' : type === 'callActivity' ? 'calledElement="p"' : ''} ${attribute}>${type === 'scriptTask' ? '<script>= 1</script>' : /subProcess|transaction/.test(type) ? '<startEvent id="s1"/>' : ''}</${type}>`,
      ),
      ...message,
    }),
  ]),
];

describe.each(places)('%s', (_place, model) => {
  it.each([
    `camunda:expression="${call}"`,
    'camunda:expression="${amount}"',
    'camunda:class="a.B"',
    'camunda:delegateExpression="${bean}"',
  ])('with %s is refused with advice', async (attribute) => {
    expect(await errorsOf(model(''))).toEqual([]);
    const errors = await errorsOf(model(attribute));
    expect(errors).toMatchObject([{ rule: 'unsupported-extension' }]);
    expect(errors[0]?.message).toContain(attribute.slice(0, attribute.indexOf('=')));
    expect(errors[0]?.advice).toContain('camunda:topic');
  });
});

describe('a task that says by other words what it does', () => {
  it.each<[string, Model]>([
    ['a topic', node(`<serviceTask id="n" camunda:type="external" camunda:topic="t" camunda:expression="${call}"/>`)],
    ['a decision', node(`<businessRuleTask id="n" camunda:decisionRef="d" camunda:expression="${call}"/>`)],
    ['a message', { ...node('<sendTask id="n" messageRef="m" camunda:expression="${amount}"/>'), ...message }],
  ])('does that, and is told so: %s', async (_what, { body, ...options }) => {
    expect(await checkModel(processXml(body, options))).toMatchObject([{ severity: 'warning', rule: 'unsupported-extension' }]);
  });
});

describe('what is taken as written', () => {
  it.each<[string, Model, 'error' | 'warning']>([
    ['a form', within('userTask', '', 'camunda:formKey="${KEY}"'), 'warning'],
    ['a version', node('<callActivity id="n" calledElement="p" camunda:calledElementVersion="${v}"/>'), 'error'],
    [
      'when to try again',
      within(
        'serviceTask',
        extended('<camunda:failedJobRetryTimeCycle>${times}</camunda:failedJobRetryTimeCycle>'),
        'camunda:type="external" camunda:topic="t"',
      ),
      'error',
    ],
    [
      'when to try again, in words that are none',
      within(
        'serviceTask',
        extended('<camunda:failedJobRetryTimeCycle>often</camunda:failedJobRetryTimeCycle>'),
        'camunda:type="external" camunda:topic="t"',
      ),
      'warning',
    ],
  ])('is not misread as a value without a word: %s', async (_what, { body, ...options }, severity) => {
    const found = await checkModel(processXml(body, options));
    expect(found.filter(({ rule }) => rule === 'plain-text')).toMatchObject([{ severity, elementId: 'n' }]);
  });
});
