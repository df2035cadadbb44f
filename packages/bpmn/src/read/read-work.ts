import { readBeanCall } from '@gaita/expressions';
import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, extension, localName } from '../moddle/elements.ts';
import type { Expression, TopicModel } from '../model.ts';
import type { ReadContext } from './read-context.ts';
import { attributeExpression, expressionFrom } from './read-expression.ts';
import { readTopic, topicModel } from './read-topic.ts';

/**
 * What a service, send or business rule task does: a job with its topic, or its `camunda:expression`. An expression that
 * calls an object outside, `${bean.method(a, b)}`, is a job too, with the topic `bean.method`.
 */
export function readWork(
  context: ReadContext,
  element: ModdleElement,
): { readonly topic?: TopicModel; readonly expression?: Expression } {
  const topic = readTopic(context, element);
  if (topic) return { topic };
  if (namesDecision(element)) return {};
  const expression = attributeExpression(context, element, 'camunda:expression');
  if (!expression && element.$type === 'bpmn:ServiceTask') return operationOf(context, element);
  const call = expression?.language === 'juel' ? readBeanCall(expression.source) : null;
  if (!expression || !call) return { expression };
  const name: Expression = { ...expression, source: `${call.bean}.${call.method}`, language: 'literal' };
  return {
    topic: {
      ...topicModel(context, element, element, name),
      arguments: call.arguments.map((source, index) => ({
        ...expression,
        source,
        property: `argument ${index + 1} of ${name.source}`,
      })),
    },
  };
}

const works = new Set(['bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:BusinessRuleTask', 'bpmn:GlobalBusinessRuleTask']);

/**
 * What becomes of an element's `camunda:expression`. `idle`: the task does something else instead; a send task that has a message
 * still leaves a call of an object outside to a worker. Undefined where there is none.
 */
export function expressionUse(element: ModdleElement): 'work' | 'idle' | 'misplaced' | undefined {
  const expression = attribute(element, 'camunda:expression');
  if (expression === undefined) return undefined;
  if (!works.has(element.$type)) return 'misplaced';
  const hasTopic = attribute(element, 'camunda:type') === 'external' || extension(element, 'zeebe:TaskDefinition') !== undefined;
  const sends = element.$type === 'bpmn:SendTask' && child(element, 'messageRef') !== undefined && !readBeanCall(expression);
  return hasTopic || sends || namesDecision(element) ? 'idle' : 'work';
}

const namesDecision = (element: ModdleElement): boolean =>
  attribute(element, 'camunda:decisionRef') !== undefined || extension(element, 'zeebe:CalledDecision') !== undefined;

/** An operation of an interface, where nothing else says who does it: a job whose topic is `interface.operation`. */
function operationOf(context: ReadContext, element: ModdleElement): { readonly topic?: TopicModel } {
  const operation = child(element, 'operationRef');
  const name = [operation?.$parent, operation].flatMap((each) => attribute(each, 'name') ?? []).join('.');
  if (!operation || name === '') return {};
  context.report(element, {
    severity: 'warning',
    rule: 'operation-topic',
    message: `The ${localName(element)} calls the operation "${name}": it becomes a job with the topic "${name}".`,
    advice: `Have a worker take the topic "${name}", or give the task a camunda:topic.`,
  });
  return { topic: topicModel(context, element, element, expressionFrom(context, element, 'operationRef', name, 'literal')) };
}
