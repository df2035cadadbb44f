import { readBeanCall } from '@gaita/expressions';
import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, isExecuted, localName } from '../moddle/elements.ts';
import type { Expression, Listener } from '../model.ts';
import type { ReadContext } from './read-context.ts';
import { attributeExpression, expressionFrom, namedLanguage } from './read-expression.ts';
import { scriptJob, topicModel } from './read-topic.ts';

/** What one listener does; undefined where it cannot be done here, which is reported. */
export function readListener(context: ReadContext, element: ModdleElement, listener: ModdleElement): Listener | undefined {
  const type =
    attribute(listener, 'gaita:topic') ?? (listener.$type.startsWith('zeebe:') ? attribute(listener, 'type') : undefined);
  if (type !== undefined) {
    if (child(listener, 'headers'))
      reportListener(
        context,
        element,
        'warning',
        `The headers of a listener at the ${localName(element)} have no effect here.`,
        'Give them as input mappings of the element.',
      );
    const retries = Number.parseInt(attribute(listener, 'retries') ?? '', 10);
    const { retries: ofElement, retryIntervals } = topicModel(context, element, element, noTopic);
    const tries = Number.isNaN(retries) ? ofElement : retries;
    return {
      type: 'job',
      topic: {
        topic: expressionFrom(context, element, 'listener', type),
        ...(tries !== undefined && { retries: tries }),
        ...(Number.isNaN(retries) && retryIntervals && { retryIntervals }),
      },
    };
  }
  const script = child(listener, 'script');
  if (script) return readScript(context, element, script);
  const expression = attributeExpression(context, listener, 'expression');
  if (expression) return readExpression(context, element, { ...expression, elementId: element.id ?? '', property: 'listener' });
  const java = ['class', 'delegateExpression'].find((name) => attribute(listener, name) !== undefined);
  reportListener(
    context,
    element,
    'error',
    java === undefined
      ? `A listener at the ${localName(element)} does not say what it does.`
      : `A listener at the ${localName(element)} has camunda:${java}, which is not executed here.`,
    'Make it a job for a worker: gaita:topic="…" on the listener, or draw it as a service task with camunda:type="external" and a camunda:topic.',
  );
  return undefined;
}

function readScript(context: ReadContext, element: ModdleElement, script: ModdleElement): Listener | undefined {
  const format = attribute(script, 'scriptFormat') ?? '';
  const language = namedLanguage(format);
  if (attribute(script, 'resource') !== undefined || language === undefined) {
    reportListener(
      context,
      element,
      'error',
      `A listener at the ${localName(element)} is a script in "${format}" or outside of the model, which is not executed here.`,
      'Write it into the model in JavaScript (scriptFormat="javascript"), or make it a job for a worker: gaita:topic="…".',
    );
    return undefined;
  }
  const source = attribute(script, 'value') ?? '';
  const expression = expressionFrom(context, element, 'script', source, language);
  return language === 'javascript'
    ? { type: 'job', topic: scriptJob(context, element), script: expression }
    : dropped(context, element, expression);
}

/** `${execution.setVariable('name', value)}`, the one thing that such an expression can do to the case. */
const setVariable = /^[$#]\{\s*execution\s*\.\s*setVariable\s*\(\s*(?:'([^'\\]+)'|"([^"\\]+)")\s*,([^]*)\)\s*\}$/;

function readExpression(context: ReadContext, element: ModdleElement, expression: Expression): Listener {
  const write = expression.language === 'juel' ? setVariable.exec(expression.source) : null;
  if (write)
    return {
      type: 'expression',
      expression: { ...expression, source: `\${${(write[3] ?? '').trim()}}` },
      variable: write[1] ?? write[2] ?? '',
    };
  const call = expression.language === 'juel' ? readBeanCall(expression.source) : null;
  if (!call) return dropped(context, element, expression);
  const topic: Expression = { ...expression, source: `${call.bean}.${call.method}`, language: 'literal' };
  const { retries, retryIntervals } = topicModel(context, element, element, topic);
  return {
    type: 'job',
    topic: {
      topic,
      ...(retries !== undefined && { retries }),
      ...(retryIntervals && { retryIntervals }),
      arguments: call.arguments.map((source, index) => ({
        ...expression,
        source,
        property: `argument ${index + 1} of ${topic.source}`,
      })),
    },
  };
}

function dropped(context: ReadContext, element: ModdleElement, expression: Expression): Listener {
  reportListener(
    context,
    element,
    'warning',
    `The value of a listener at the ${localName(element)} is kept nowhere.`,
    'Use an output mapping, or ${execution.setVariable("name", value)}.',
  );
  return { type: 'expression', expression };
}

const noTopic: Expression = { source: '', language: 'literal', elementId: '', property: 'listener' };

/** Says what is wrong with a listener, of elements that are executed. */
export function reportListener(
  context: ReadContext,
  element: ModdleElement,
  severity: 'error' | 'warning',
  message: string,
  advice: string,
): void {
  if (isExecuted(element)) context.report(element, { severity, rule: 'unsupported-extension', message, advice });
}
