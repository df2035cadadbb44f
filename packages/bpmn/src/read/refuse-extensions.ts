import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, children, extension, flag, localName } from '../moddle/elements.ts';
import type { ReadContext } from './read-context.ts';
import { refuseListeners } from './read-listeners.ts';
import type { Unsupported } from './unsupported-extensions.ts';
import { idleAfter, idleExpression, unsupportedAttributes, unsupportedElements } from './unsupported-extensions.ts';
import { expressionUse } from './read-work.ts';

/** Reports what an element that is executed asks of another platform. */
export function refuseExtensions(context: ReadContext, element: ModdleElement): void {
  if (element.$type === 'bpmn:Process' || element.$type === 'bpmn:SequenceFlow') refuseListeners(context, element);
  for (const [name, unsupported] of unsupportedAttributes) {
    const value = attribute(element, name);
    if (value !== undefined && (unsupported.when?.(value) ?? true) && !isUsed(element, name)) say(context, element, unsupported);
  }
  if (flag(element, 'camunda:asyncAfter') && hasNoAfter(element)) say(context, element, idleAfter);
  if (expressionUse(element) === 'idle') say(context, element, idleExpression);
  for (const { $type } of children(child(element, 'extensionElements'), 'values')) {
    const unsupported = unsupportedElements.get($type);
    if (unsupported) say(context, element, unsupported);
  }
  const mapping = extension(element, 'zeebe:IoMapping');
  for (const each of [...children(mapping, 'inputParameters'), ...children(mapping, 'outputParameters')]) {
    const target = attribute(each, 'target');
    if (target?.includes('.'))
      say(context, element, {
        severity: 'error',
        what: `has a mapping into ${target}, a part of a variable, which is not executed here`,
        advice: `Give the whole variable its value: = context put(${target.split('.')[0]}, …), or a context {…}.`,
      });
  }
  if (attribute(extension(element, 'zeebe:FormDefinition'), 'bindingType') === 'versionTag')
    say(context, element, {
      severity: 'warning',
      what: 'has a bindingType of its form, which has no effect here',
      advice: 'The form is taken from the deployment of the model.',
    });
  if (children(element, 'resources').length > 0 && element.$type !== 'bpmn:UserTask')
    say(context, element, {
      severity: 'warning',
      what: 'names people by BPMN resources, which have no effect here',
      advice: 'Let a user task name them.',
    });
}

/** What ends its scope or hands its token on in the same moment has no time after it. */
const hasNoAfter = (element: ModdleElement): boolean =>
  element.$type === 'bpmn:EventBasedGateway' ||
  children(element, 'eventDefinitions').some(
    ({ $type }) =>
      (element.$type === 'bpmn:EndEvent' && /:(Error|Terminate|Cancel)EventDefinition$/.test($type)) ||
      (element.$type === 'bpmn:IntermediateThrowEvent' && $type === 'bpmn:LinkEventDefinition'),
  );

/** The job of a script has a priority; work has an expression. */
const isUsed = (element: ModdleElement, name: string): boolean =>
  (name === 'camunda:jobPriority' && /script/i.test(attribute(element, 'scriptFormat') ?? '')) ||
  (name === 'camunda:expression' && expressionUse(element) !== 'misplaced');

const say = (context: ReadContext, element: ModdleElement, { severity, what, advice }: Unsupported): void =>
  context.report(element, {
    severity,
    rule: 'unsupported-extension',
    message: `The ${localName(element)} ${what}.`,
    advice,
  });
