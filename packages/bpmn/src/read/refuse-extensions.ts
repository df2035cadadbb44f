import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, children, localName } from '../moddle/elements.ts';
import type { ReadContext } from './read-context.ts';
import { refuseListeners } from './read-listeners.ts';

const topic = 'Let a worker do it: camunda:type="external" with a camunda:topic.';

/** Attributes of the Java platform, which cannot run here, with what to do instead. */
const attributes: readonly (readonly [name: string, advice: string])[] = [
  ['camunda:class', topic],
  ['camunda:delegateExpression', topic],
  ['camunda:variableMappingClass', 'Use camunda:in and camunda:out.'],
  ['camunda:variableMappingDelegateExpression', 'Use camunda:in and camunda:out.'],
  ['camunda:formHandlerClass', 'Use a form of form-js: camunda:formRef.'],
  ['camunda:caseRef', 'Call a process: calledElement.'],
  ['camunda:resource', 'Write the script into the model, in FEEL.'],
];

/** Extension elements that would change what happens and are not executed. */
const elements = new Map<string, { readonly what: string; readonly advice: string }>([
  ['camunda:Connector', { what: 'A connector', advice: topic }],
  ['camunda:Field', { what: 'Field injection', advice: 'Use input mappings and an external topic.' }],
  ['zeebe:AgentDefinition', { what: 'An agent definition', advice: topic }],
]);

/** Reports what an element asks of another platform. */
export function refuseExtensions(context: ReadContext, element: ModdleElement): void {
  if (element.$type === 'bpmn:Process' || element.$type === 'bpmn:SequenceFlow') refuseListeners(context, element);
  for (const [name, advice] of attributes)
    if (attribute(element, name) !== undefined)
      context.report(element, {
        severity: 'error',
        rule: 'unsupported-extension',
        message: `The ${localName(element)} has ${name}, which is not executed here.`,
        advice,
      });
  if (children(element, 'resources').length > 0)
    context.report(element, {
      severity: 'warning',
      rule: 'unsupported-extension',
      message: `The ${localName(element)} names its people by BPMN resources, which have no effect here.`,
      advice: 'Name roles in camunda:candidateGroups or draw a lane.',
    });
  for (const extension of children(child(element, 'extensionElements'), 'values')) {
    const refusal = elements.get(extension.$type);
    if (refusal)
      context.report(element, {
        severity: 'error',
        rule: 'unsupported-extension',
        message: `${refusal.what} at the ${localName(element)} is not executed here.`,
        advice: refusal.advice,
      });
    if (extension.$type === 'camunda:FormData')
      context.report(element, {
        severity: 'warning',
        rule: 'unsupported-extension',
        message: `The ${localName(element)} has generated form fields, which are not shown here.`,
        advice: 'Draw the form with form-js and name it in camunda:formRef.',
      });
  }
}
