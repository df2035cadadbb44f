import { describe, expect, it } from '@jest/globals';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json' with { type: 'json' };
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { checkModel } from '../check-model.ts';
import { inARow, processXml } from '../testing/model-xml.ts';

/**
 * What becomes of each word of the two dialects. `read`: it has its meaning (read-*.spec.ts show which); `design`: only modelling
 * tools use it; `warned` and `refused`: below, each with a model.
 */
type Treatment = 'read' | 'design' | 'warned' | 'refused';

const ofCamunda: Record<string, Treatment> = {
  'InOutBinding.source': 'read',
  'InOutBinding.sourceExpression': 'read',
  'InOutBinding.target': 'read',
  'InOutBinding.businessKey': 'read',
  'InOutBinding.local': 'read',
  'InOutBinding.variables': 'read',
  'AsyncCapable.async': 'read',
  'AsyncCapable.asyncBefore': 'read',
  'AsyncCapable.asyncAfter': 'read',
  // One instance never does two things at once, so every job is exclusive.
  'AsyncCapable.exclusive': 'design',
  'JobPriorized.jobPriority': 'warned',
  // A signal is always delivered after the commit.
  'SignalEventDefinitionExtension.async': 'read',
  'ErrorEventDefinitionExtension.errorCodeVariable': 'read',
  'ErrorEventDefinitionExtension.errorMessageVariable': 'read',
  'ErrorEventDefinition.expression': 'read',
  'Error.camunda:errorMessage': 'read',
  'PotentialStarter.resourceAssignmentExpression': 'warned',
  'FormSupported.formHandlerClass': 'refused',
  'FormSupported.formKey': 'read',
  'FormSupported.formRef': 'read',
  'FormSupported.formRefBinding': 'warned',
  'FormSupported.formRefVersion': 'warned',
  'TemplateSupported.modelerTemplate': 'design',
  'TemplateSupported.modelerTemplateVersion': 'design',
  'Initiator.initiator': 'read',
  'ScriptTask.resultVariable': 'read',
  'ScriptTask.resource': 'refused',
  'Process.candidateStarterGroups': 'read',
  'Process.candidateStarterUsers': 'read',
  'Process.versionTag': 'read',
  'Process.historyTimeToLive': 'read',
  'Process.isStartableInTasklist': 'warned',
  'EscalationEventDefinitionExtension.escalationCodeVariable': 'read',
  'FormalExpression.resource': 'refused',
  'Assignable.assignee': 'read',
  'Assignable.candidateUsers': 'read',
  'Assignable.candidateGroups': 'read',
  'Assignable.dueDate': 'read',
  'Assignable.followUpDate': 'read',
  'Assignable.priority': 'read',
  'CallActivity.calledElementBinding': 'read',
  'CallActivity.calledElementVersion': 'read',
  'CallActivity.calledElementVersionTag': 'read',
  'CallActivity.calledElementTenantId': 'warned',
  'CallActivity.caseRef': 'refused',
  'CallActivity.caseBinding': 'refused',
  'CallActivity.caseVersion': 'refused',
  'CallActivity.caseTenantId': 'refused',
  'CallActivity.variableMappingClass': 'refused',
  'CallActivity.variableMappingDelegateExpression': 'refused',
  'ServiceTaskLike.expression': 'read',
  'ServiceTaskLike.class': 'refused',
  'ServiceTaskLike.delegateExpression': 'refused',
  'ServiceTaskLike.resultVariable': 'read',
  'DmnCapable.decisionRef': 'read',
  'DmnCapable.decisionRefBinding': 'read',
  'DmnCapable.decisionRefVersion': 'read',
  'DmnCapable.mapDecisionResult': 'read',
  'DmnCapable.decisionRefTenantId': 'warned',
  'ExternalCapable.type': 'read',
  'ExternalCapable.topic': 'read',
  'TaskPriorized.taskPriority': 'read',
  'Properties.values': 'read',
  'Property.id': 'design',
  'Property.name': 'read',
  'Property.value': 'read',
  'Connector.inputOutput': 'refused',
  'Connector.connectorId': 'refused',
  'InputOutput.inputOutput': 'refused',
  'InputOutput.connectorId': 'refused',
  'InputOutput.inputParameters': 'read',
  'InputOutput.outputParameters': 'read',
  'InputOutputParameter.name': 'read',
  'InputOutputParameter.value': 'read',
  'InputOutputParameter.definition': 'read',
  'List.items': 'read',
  'Map.entries': 'read',
  'Entry.key': 'read',
  'Entry.value': 'read',
  'Entry.definition': 'read',
  'Value.id': 'design',
  'Value.name': 'design',
  'Value.value': 'read',
  'Script.scriptFormat': 'read',
  'Script.resource': 'refused',
  'Script.value': 'read',
  'Field.name': 'refused',
  'Field.expression': 'refused',
  'Field.stringValue': 'refused',
  'Field.string': 'refused',
  'Collectable.collection': 'read',
  'Collectable.elementVariable': 'read',
  'FailedJobRetryTimeCycle.body': 'read',
  'ExecutionListener.expression': 'read',
  'ExecutionListener.class': 'refused',
  'ExecutionListener.delegateExpression': 'refused',
  'ExecutionListener.event': 'read',
  'ExecutionListener.script': 'read',
  'ExecutionListener.fields': 'refused',
  'TaskListener.expression': 'read',
  'TaskListener.class': 'refused',
  'TaskListener.delegateExpression': 'refused',
  'TaskListener.event': 'read',
  'TaskListener.script': 'read',
  'TaskListener.fields': 'refused',
  'TaskListener.id': 'design',
  'TaskListener.eventDefinitions': 'refused',
  ...Object.fromEntries(
    ['id', 'name', 'type', 'required', 'readable', 'writable', 'variable', 'expression', 'datePattern', 'default', 'values'].map(
      (name) => [`FormProperty.${name}`, 'warned' as const],
    ),
  ),
  ...Object.fromEntries(
    ['FormData.fields', 'FormData.businessKey']
      .concat(
        ['id', 'label', 'type', 'datePattern', 'defaultValue', 'properties', 'validation', 'values'].map(
          (name) => `FormField.${name}`,
        ),
      )
      .concat(['Validation.constraints', 'Constraint.name', 'Constraint.config'])
      .map((name) => [name, 'warned' as const]),
  ),
  'ConditionalEventDefinitionExtension.variableName': 'read',
  'ConditionalEventDefinitionExtension.variableEvents': 'read',
  'Definitions.diagramRelationId': 'design',
};

const ofZeebe: Record<string, Treatment> = {
  'ZeebeServiceTask.retryCounter': 'design',
  'IoMapping.ioMapping': 'read',
  'IoMapping.inputParameters': 'read',
  'IoMapping.outputParameters': 'read',
  'InputOutputParameter.source': 'read',
  'InputOutputParameter.target': 'read',
  'Subscription.correlationKey': 'read',
  'TaskHeaders.values': 'read',
  'Header.id': 'design',
  'Header.key': 'read',
  'Header.value': 'read',
  'TaskDefinition.type': 'read',
  'TaskDefinition.retries': 'read',
  'LoopCharacteristics.inputCollection': 'read',
  'LoopCharacteristics.inputElement': 'read',
  'LoopCharacteristics.outputCollection': 'read',
  'LoopCharacteristics.outputElement': 'read',
  'CalledElement.processId': 'read',
  'CalledElement.processIdExpression': 'read',
  'CalledElement.propagateAllChildVariables': 'read',
  'CalledElement.propagateAllParentVariables': 'read',
  'CalledElement.businessId': 'read',
  'UserTaskForm.id': 'warned',
  'UserTaskForm.body': 'warned',
  'FormDefinition.formKey': 'read',
  'FormDefinition.formId': 'read',
  'FormDefinition.externalReference': 'read',
  'LinkedResource.resourceId': 'warned',
  'LinkedResource.resourceType': 'warned',
  'LinkedResource.linkName': 'warned',
  'LinkedResources.values': 'warned',
  'CalledDecision.decisionId': 'read',
  'CalledDecision.resultVariable': 'read',
  'AssignmentDefinition.assignee': 'read',
  'AssignmentDefinition.candidateGroups': 'read',
  'AssignmentDefinition.candidateUsers': 'read',
  'PriorityDefinition.priority': 'read',
  'JobPriorityDefinition.priority': 'read',
  'TaskSchedule.dueDate': 'read',
  'TaskSchedule.followUpDate': 'read',
  'Properties.properties': 'read',
  'Property.name': 'read',
  'Property.value': 'read',
  'TemplateSupported.modelerTemplate': 'design',
  'TemplateSupported.modelerTemplateVersion': 'design',
  'TemplateSupported.modelerTemplateIcon': 'design',
  'ConfigurationSupported.modelerConfigurationTemplate': 'design',
  'ConfigurationSupported.modelerConfigurationName': 'design',
  'TemplatedRootElement.modelerTemplate': 'design',
  'Script.expression': 'read',
  'Script.resultVariable': 'read',
  'ExecutionListeners.listeners': 'read',
  'ExecutionListener.eventType': 'read',
  'ExecutionListener.retries': 'read',
  'ExecutionListener.type': 'read',
  'ExecutionListener.headers': 'warned',
  'TaskListeners.listeners': 'read',
  'TaskListener.eventType': 'read',
  'TaskListener.retries': 'read',
  'TaskListener.type': 'read',
  'VersionTag.value': 'read',
  'BindingTypeSupported.bindingType': 'read',
  'BindingTypeSupported.versionTag': 'read',
  'AdHoc.activeElementsCollection': 'read',
  'AdHoc.outputCollection': 'read',
  'AdHoc.outputElement': 'read',
  'ConditionalFilter.variableNames': 'warned',
  'ConditionalFilter.variableEvents': 'warned',
  'AgentDefinition.agentType': 'refused',
};

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
