/** What other platforms understand and Gaita does not do, with what to do instead: the tables of `refuseExtensions`. */
export interface Unsupported {
  readonly severity: 'error' | 'warning';
  readonly what: string;
  readonly advice: string;
  /** Said of this value only, default any. */
  readonly when?: (value: string) => boolean;
}

const topic = 'Let a worker do it: camunda:type="external" with a camunda:topic.';
const refused = (what: string, advice: string, when?: Unsupported['when']): Unsupported => ({
  severity: 'error',
  what: `${what}, which is not executed here`,
  advice,
  ...(when && { when }),
});
const ignored = (what: string, advice: string, when?: Unsupported['when']): Unsupported => ({
  severity: 'warning',
  what: `${what}, which has no effect here`,
  advice,
  ...(when && { when }),
});
const tenant = 'What is called is looked up in the institution of the case, then in what is shared by all.';

/** By attribute. */
export const unsupportedAttributes: ReadonlyMap<string, Unsupported> = new Map([
  [
    'camunda:expression',
    refused(
      'has camunda:expression',
      'A service, send or business rule task may have one: draw such a task here. Or let a worker do it: camunda:type="external" with a camunda:topic.',
    ),
  ],
  ['camunda:class', refused('has camunda:class', topic)],
  ['camunda:delegateExpression', refused('has camunda:delegateExpression', topic)],
  [
    'camunda:type',
    refused(
      'has a camunda:type other than "external"',
      'Let a worker do it: camunda:type="external" with a camunda:topic.',
      (value) => value !== 'external',
    ),
  ],
  ['camunda:variableMappingClass', refused('has camunda:variableMappingClass', 'Use camunda:in and camunda:out.')],
  [
    'camunda:variableMappingDelegateExpression',
    refused('has camunda:variableMappingDelegateExpression', 'Use camunda:in and camunda:out.'),
  ],
  ['camunda:formHandlerClass', refused('has camunda:formHandlerClass', 'Use a form of form-js: camunda:formRef.')],
  ['camunda:caseRef', refused('has camunda:caseRef', 'Call a process: calledElement.')],
  ['camunda:resource', refused('has camunda:resource', 'Write the script into the model, in FEEL or JavaScript.')],
  ['camunda:calledElementTenantId', ignored('has camunda:calledElementTenantId', tenant)],
  ['camunda:decisionRefTenantId', ignored('has camunda:decisionRefTenantId', tenant)],
  ['camunda:jobPriority', ignored('has camunda:jobPriority', 'The rest of a long step is done in the order in which it came.')],
  [
    'camunda:formRefBinding',
    ignored(
      'has a camunda:formRefBinding',
      'The form is taken from the deployment of the model.',
      (value) => value !== 'deployment',
    ),
  ],
  [
    'camunda:isStartableInTasklist',
    ignored(
      'has camunda:isStartableInTasklist="false"',
      'Name who may start it: camunda:candidateStarterGroups.',
      (value) => value === 'false',
    ),
  ],
]);

/** By extension element. */
export const unsupportedElements: ReadonlyMap<string, Unsupported> = new Map([
  ['camunda:Connector', refused('has a connector', topic)],
  ['camunda:Field', refused('has a field injection', 'Use input mappings and an external topic.')],
  ['camunda:FormData', ignored('has generated form fields', 'Draw the form with form-js and name it in camunda:formRef.')],
  ['camunda:FormProperty', ignored('has generated form fields', 'Draw the form with form-js and name it in camunda:formRef.')],
  ['camunda:PotentialStarter', ignored('has a camunda:potentialStarter', 'Use camunda:candidateStarterGroups.')],
  ['zeebe:AgentDefinition', refused('has an agent definition', topic)],
  [
    'zeebe:ConditionalFilter',
    ignored(
      'has a zeebe:conditionalFilter',
      'The condition is looked at whenever a variable changes. Name one variable: camunda:variableName.',
    ),
  ],
  ['zeebe:LinkedResources', ignored('has linked resources', 'Deploy what the worker needs with the worker.')],
  ['zeebe:UserTaskForm', ignored('holds a form', 'Deploy the form as a file and name it in zeebe:formDefinition formId.')],
]);

/** A task that may have an expression, but says already by other words what it does. */
export const idleExpression: Unsupported = ignored(
  'has camunda:expression beside its topic, decision or message',
  'Keep one of them, or draw a task of its own for the other.',
);

/** At an element that is over as soon as it has done its work. */
export const idleAfter: Unsupported = ignored(
  'has camunda:asyncAfter',
  'Set camunda:asyncBefore at the element that comes next.',
);
