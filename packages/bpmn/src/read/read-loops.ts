import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, children, extension, flag } from '../moddle/elements.ts';
import type { EventDefinition, Expression, MultiInstance, StandardLoop } from '../model.ts';
import { itemOf, variableOf } from './data-names.ts';
import type { ReadContext } from './read-context.ts';
import { readEventDefinition } from './read-event-definitions.ts';
import { eventDefinitionsOf } from './event-definitions-of.ts';
import { attributeExpression, childExpression } from './read-expression.ts';

/** Multi-instance in BPMN's words and in those of both dialects, which count first. */
export function readMultiInstance(context: ReadContext, loop: ModdleElement): MultiInstance {
  const zeebe = extension(loop, 'zeebe:LoopCharacteristics');
  const behavior = (attribute(loop, 'behavior')?.toLowerCase() ?? 'all') as MultiInstance['behavior'];
  return {
    sequential: flag(loop, 'isSequential'),
    cardinality: childExpression(context, loop, 'loopCardinality', { formal: true }),
    collection:
      attributeExpression(context, loop, 'camunda:collection') ??
      attributeExpression(context, zeebe, 'inputCollection') ??
      dataInput(loop),
    elementVariable:
      attribute(loop, 'camunda:elementVariable') ?? attribute(zeebe, 'inputElement') ?? variableFor(child(loop, 'inputDataItem')),
    completionCondition: childExpression(context, loop, 'completionCondition', { formal: true }),
    outputCollection:
      attribute(loop, 'gaita:outputCollection') ??
      attribute(zeebe, 'outputCollection') ??
      variableFor(associated(loop, 'dataOutputAssociations', child(loop, 'loopDataOutputRef'))),
    outputElement:
      attributeExpression(context, loop, 'gaita:outputElement') ??
      attributeExpression(context, zeebe, 'outputElement') ??
      dataOutput(loop),
    behavior,
    throws: thrownBy(context, loop, behavior),
    ...((flag(loop, 'camunda:asyncBefore') || flag(loop, 'camunda:async')) && { asyncBefore: true }),
    ...(flag(loop, 'camunda:asyncAfter') && { asyncAfter: true }),
  };
}

export const readStandardLoop = (context: ReadContext, loop: ModdleElement): StandardLoop => ({
  testBefore: flag(loop, 'testBefore'),
  maximum: loop.get('loopMaximum') as number | undefined,
  condition: childExpression(context, loop, 'loopCondition', { formal: true }),
});

/** What completing instances throw (BPMN 2.0.2, table 10.30). Without a reference: the default signal, which has the activity's id. */
function thrownBy(context: ReadContext, loop: ModdleElement, behavior: MultiInstance['behavior']): MultiInstance['throws'] {
  if (behavior === 'all') return undefined;
  const owner = loop.$parent ?? loop;
  if (behavior === 'complex')
    return children(loop, 'complexBehaviorDefinition').flatMap((definition) => {
      const condition = childExpression(context, definition, 'condition', { formal: true });
      const event = child(definition, 'event');
      const thrown = event ? eventDefinitionsOf(event) : [];
      return thrown.flatMap((each) => {
        const read = readEventDefinition(context, owner, each);
        return read ? [{ event: read, ...(condition && { condition: { ...condition, elementId: owner.id ?? '' } }) }] : [];
      });
    });
  const referred = child(loop, `${behavior}BehaviorEventRef`);
  const event = referred ? readEventDefinition(context, owner, referred) : defaultSignal(owner);
  return event ? [{ event }] : [];
}

const defaultSignal = (owner: ModdleElement): EventDefinition => ({
  type: 'signal',
  name: { source: owner.id ?? '', language: 'literal', elementId: owner.id ?? '', property: 'behavior' },
});

function dataInput(loop: ModdleElement): Expression | undefined {
  const variable = variableFor(associated(loop, 'dataInputAssociations', child(loop, 'loopDataInputRef')));
  return variable === undefined ? undefined : reference(loop, 'loopDataInputRef', variable, 'literal');
}

function dataOutput(loop: ModdleElement): Expression | undefined {
  const variable = variableFor(child(loop, 'outputDataItem'));
  return variable === undefined ? undefined : reference(loop, 'outputDataItem', variable, 'feel');
}

const reference = (loop: ModdleElement, property: string, source: string, language: Expression['language']): Expression => ({
  source,
  language,
  elementId: loop.$parent?.id ?? '',
  property,
});

/** What a data association of the activity joins with its input or output; that itself when none does. */
function associated(loop: ModdleElement, list: string, data: ModdleElement | undefined): ModdleElement | undefined {
  if (!data) return undefined;
  for (const association of children(loop.$parent, list)) {
    const target = child(association, 'targetRef');
    const [source] = children(association, 'sourceRef');
    if (list === 'dataInputAssociations' ? target === data : source === data)
      return (list === 'dataInputAssociations' ? source : target) ?? data;
  }
  return data;
}

const variableFor = (data: ModdleElement | undefined): string | undefined => {
  const item = data && itemOf(data);
  return item && variableOf(item);
};
