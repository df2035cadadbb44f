import { readBeanCall } from '@gaita/expressions';
import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, localName } from '../moddle/elements.ts';
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
