import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, children, localName } from '../moddle/elements.ts';
import type { CorrelationKey, DataValue } from '../model.ts';
import { isIdentifier } from './data-names.ts';
import { dataExpression } from './read-data-associations.ts';
import type { ReadContext } from './read-context.ts';

/**
 * The correlation keys by which messages find instances of a process (BPMN 2.0.2, 8.4.2): those of the collaborations and
 * conversations that it takes part in, and those that it subscribes to.
 */
export function readCorrelationKeys(
  context: ReadContext,
  definitions: ModdleElement,
  process: ModdleElement,
): readonly CorrelationKey[] | undefined {
  const subscriptions = children(process, 'correlationSubscriptions');
  const found = new Set<ModdleElement>();
  for (const collaboration of children(definitions, 'rootElements')) {
    if (!collaboration.$instanceOf('bpmn:Collaboration')) continue;
    if (!children(collaboration, 'participants').some((participant) => child(participant, 'processRef') === process)) continue;
    for (const holder of [collaboration, ...conversationsIn(collaboration)])
      for (const key of children(holder, 'correlationKeys')) found.add(key);
  }
  for (const subscription of subscriptions) {
    const key = child(subscription, 'correlationKeyRef');
    if (key) found.add(key);
    else report(context, process, 'subscribes to a correlation key that is not in this file', 'Correct correlationKeyRef.');
  }
  const keys = [...found].map((key) => readKey(context, process, key, subscriptions));
  return keys.length > 0 ? keys : undefined;
}

function conversationsIn(collaboration: ModdleElement): ModdleElement[] {
  const found: ModdleElement[] = [];
  const open = [...children(collaboration, 'conversations')];
  for (let node = open.pop(); node; node = open.pop()) {
    found.push(node);
    open.push(...children(node, 'conversationNodes'));
  }
  return found;
}

function readKey(
  context: ReadContext,
  process: ModdleElement,
  key: ModdleElement,
  subscriptions: readonly ModdleElement[],
): CorrelationKey {
  const bindings = subscriptions
    .filter((subscription) => child(subscription, 'correlationKeyRef') === key)
    .flatMap((subscription) => children(subscription, 'correlationPropertyBinding'));
  const properties = children(key, 'correlationPropertyRef');
  if (properties.length === 0)
    report(
      context,
      process,
      `correlates by the key "${nameOf(key)}", which has no property`,
      'Give the key a correlationPropertyRef.',
    );
  return {
    id: key.id ?? '',
    properties: properties.map((property) => {
      const binding = bindings.find((each) => child(each, 'correlationPropertyRef') === property);
      const dataPath = binding && readPath(context, process, binding, 'dataPath');
      return {
        id: property.id ?? '',
        retrievals: children(property, 'correlationPropertyRetrievalExpression').flatMap((retrieval) => {
          const message = attribute(child(retrieval, 'messageRef'), 'name');
          const path = readPath(context, process, retrieval, 'messagePath');
          if (message === undefined)
            report(
              context,
              process,
              `finds the property "${nameOf(property)}" in a message that has no name`,
              'Choose its messageRef.',
            );
          return message !== undefined && path ? [{ message, path }] : [];
        }),
        ...(dataPath && { dataPath }),
      };
    }),
  };
}

/** Plain text is a path of variables; other languages than FEEL and JUEL are refused. */
function readPath(
  context: ReadContext,
  process: ModdleElement,
  holder: ModdleElement,
  name: 'messagePath' | 'dataPath',
): DataValue | undefined {
  const expression = dataExpression(context, process, holder, name);
  if (expression && expression.language !== 'literal') return { type: 'expression', expression };
  const path = expression?.source.split('.').map((part) => part.trim());
  if (path?.every(isIdentifier)) return { type: 'path', path };
  if (expression || !child(holder, name))
    report(
      context,
      process,
      `has a ${name} that names no variable`,
      'Write the name of a variable, a path (order.id), or an expression.',
    );
  return undefined;
}

const nameOf = (element: ModdleElement): string => attribute(element, 'name') ?? element.id ?? '';

const report = (context: ReadContext, process: ModdleElement, what: string, advice: string): void =>
  context.report(process, {
    severity: 'error',
    rule: 'correlation-key',
    message: `The ${localName(process)} "${nameOf(process)}" ${what}.`,
    advice,
  });
