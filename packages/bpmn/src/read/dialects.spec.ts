import { describe, expect, it } from '@jest/globals';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json' with { type: 'json' };
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { checkModel } from '../check-model.ts';
import { ofCamunda, ofZeebe } from '../testing/dialect-words.ts';
import { inARow, processXml } from '../testing/model-xml.ts';

const words = (descriptor: { types: readonly { name: string; properties?: readonly { name: string }[] }[] }) =>
  descriptor.types.flatMap(({ name, properties = [] }) => properties.map((property) => `${name}.${property.name}`)).sort();

it.each([
  ['camunda', words(camunda), ofCamunda],
  ['zeebe', words(zeebe), ofZeebe],
] as const)('every word of %s has its treatment', (_dialect, all, treated) => {
  expect(Object.keys(treated).sort()).toEqual([...new Set(all)]);
});

const findings = async (element: string, process = '') =>
  (await checkModel(processXml(inARow(['n', element]), { process, roots: '<message id="m" name="m"/>' })))
    .filter(({ rule }) => rule !== 'user-task-role' && rule !== 'known-role')
    .map(({ severity, message, advice }) => `${severity}: ${message} ${advice}`);
const extended = (element: string, extension: string, attributes = '') =>
  `<${element} id="n" name="N" ${attributes}><extensionElements>${extension}</extensionElements></${element}>`;
const external = 'camunda:type="external" camunda:topic="t"';

describe('what is refused says what to do instead', () => {
  it.each([
    ['camunda:class', '<serviceTask id="n" camunda:class="a.B"/>', /camunda:class.*camunda:topic/],
    [
      'camunda:delegateExpression',
      '<sendTask id="n" camunda:delegateExpression="${b}"/>',
      /camunda:delegateExpression.*camunda:topic/,
    ],
    ['camunda:type="mail"', '<serviceTask id="n" camunda:type="mail"/>', /camunda:type other than "external".*camunda:topic/],
    ['camunda:type="shell"', '<serviceTask id="n" camunda:type="shell"/>', /camunda:type other than "external"/],
    [
      'camunda:connector',
      extended('serviceTask', '<camunda:connector><camunda:connectorId>http</camunda:connectorId></camunda:connector>', external),
      /connector.*camunda:topic/,
    ],
    ['camunda:field', extended('serviceTask', '<camunda:field name="a"/>', external), /field injection.*input mappings/],
    ['camunda:formHandlerClass', '<userTask id="n" name="N" camunda:formHandlerClass="A"/>', /formHandlerClass.*formRef/],
    ['camunda:caseRef', '<callActivity id="n" calledElement="p" camunda:caseRef="c"/>', /caseRef.*calledElement/],
    [
      'camunda:variableMappingClass',
      '<callActivity id="n" calledElement="p" camunda:variableMappingClass="C"/>',
      /variableMappingClass.*camunda:in/,
    ],
    [
      'camunda:variableMappingDelegateExpression',
      '<callActivity id="n" calledElement="p" camunda:variableMappingDelegateExpression="${c}"/>',
      /variableMappingDelegateExpression.*camunda:in/,
    ],
    [
      'camunda:resource',
      '<scriptTask id="n" scriptFormat="javascript" camunda:resource="a.js"><script>1</script></scriptTask>',
      /camunda:resource.*into the model/,
    ],
    [
      'a script of a parameter that is no FEEL',
      extended(
        'task',
        '<camunda:inputOutput><camunda:inputParameter name="a"><camunda:script scriptFormat="groovy">1</camunda:script></camunda:inputParameter></camunda:inputOutput>',
      ),
      /groovy.*FEEL/,
    ],
    [
      'a script of a parameter in JavaScript',
      extended(
        'task',
        '<camunda:inputOutput><camunda:inputParameter name="a"><camunda:script scriptFormat="javascript">a == 1</camunda:script></camunda:inputParameter></camunda:inputOutput>',
      ),
      /JavaScript.*FEEL: = a = 1/,
    ],
    ['zeebe:agentDefinition', extended('serviceTask', '<zeebe:agentDefinition agentType="a"/>', external), /agent definition/],
  ])('%s', async (_what, element, expected) => {
    const errors = (await findings(element)).filter((each) => each.startsWith('error'));
    expect(errors.find((each) => expected.test(each)) ?? errors).toMatch(expected);
  });
});

describe('what is ignored is said', () => {
  it.each([
    [
      'camunda:calledElementTenantId',
      '<callActivity id="n" calledElement="p" camunda:calledElementTenantId="x"/>',
      /calledElementTenantId.*institution of the case/,
    ],
    [
      'camunda:decisionRefTenantId',
      '<businessRuleTask id="n" camunda:decisionRef="d" camunda:decisionRefTenantId="x"/>',
      /decisionRefTenantId.*institution of the case/,
    ],
    ['camunda:jobPriority', '<task id="n" camunda:asyncBefore="true" camunda:jobPriority="3"/>', /jobPriority.*in which it came/],
    [
      'camunda:formRefBinding',
      '<userTask id="n" name="N" camunda:formRef="f" camunda:formRefBinding="latest"/>',
      /formRefBinding.*deployment of the model/,
    ],
    [
      'camunda:formData',
      extended('userTask', '<camunda:formData><camunda:formField id="a" type="string"/></camunda:formData>'),
      /form fields.*form-js/,
    ],
    ['camunda:formProperty', extended('userTask', '<camunda:formProperty id="a" type="string"/>'), /form fields.*form-js/],
    [
      'zeebe:linkedResources',
      extended('serviceTask', '<zeebe:linkedResources><zeebe:linkedResource resourceId="a"/></zeebe:linkedResources>', external),
      /linked resources.*with the worker/,
    ],
    [
      'the binding of a form',
      extended('userTask', '<zeebe:formDefinition formId="f" bindingType="versionTag" versionTag="1"/>'),
      /bindingType of its form/,
    ],
    [
      'zeebe:conditionalFilter',
      '<intermediateCatchEvent id="n"><conditionalEventDefinition><extensionElements><zeebe:conditionalFilter variableNames="a"/></extensionElements><condition>= a</condition></conditionalEventDefinition></intermediateCatchEvent>',
      /conditionalFilter.*whenever a variable changes/,
    ],
    [
      'headers of a listener',
      extended(
        'task',
        '<zeebe:executionListeners><zeebe:executionListener eventType="start" type="a"><zeebe:taskHeaders><zeebe:header key="a" value="b"/></zeebe:taskHeaders></zeebe:executionListener></zeebe:executionListeners>',
      ),
      /headers of a listener.*input mappings/,
    ],
    [
      'camunda:asyncAfter where nothing comes after',
      '<subProcess id="n"><startEvent id="s"/><endEvent id="e" camunda:asyncAfter="true"><terminateEventDefinition/></endEvent><sequenceFlow id="f" sourceRef="s" targetRef="e"/></subProcess>',
      /asyncAfter.*asyncBefore/,
    ],
    [
      'camunda:asyncBefore of a loop',
      '<task id="n"><standardLoopCharacteristics loopMaximum="2" camunda:asyncBefore="true"/></task>',
      /asyncBefore is not known and has no effect/,
    ],
    ['an unknown attribute', '<task id="n" camunda:unheard="1"/>', /camunda:unheard is not known and has no effect/],
  ])('%s', async (_what, element, expected) => {
    const found = await findings(element);
    expect(found.filter((each) => each.startsWith('error'))).toEqual([]);
    expect(found.find((each) => expected.test(each)) ?? found).toMatch(expected);
  });

  it('of a process', async () => {
    expect(await findings('<task id="n"/>', 'camunda:isStartableInTasklist="false" camunda:jobPriority="5"')).toEqual([
      expect.stringMatching(/^warning.*jobPriority/),
      expect.stringMatching(/^warning.*isStartableInTasklist/),
    ]);
  });
});

it.each([
  ['<task id="n" camunda:asyncBefore="true" camunda:exclusive="false"/>'],
  ['<userTask id="n" name="N" camunda:formRef="f" camunda:formRefBinding="deployment" camunda:modelerTemplate="t"/>'],
  ['<scriptTask id="n" scriptFormat="javascript" camunda:jobPriority="3"><script>1</script></scriptTask>'],
])('nothing is said of %s', async (element) => {
  expect(await findings(element)).toEqual([]);
});
