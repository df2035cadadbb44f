import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, flag } from '../moddle/elements.ts';
import type {
  BoundaryEvent,
  ElementData,
  EndEvent,
  IntermediateCatchEvent,
  IntermediateThrowEvent,
  StartEvent,
  TopicModel,
  VariableMapping,
} from '../model.ts';
import type { ReadContext } from './read-context.ts';
import { eventDefinitionsOf } from './event-definitions-of.ts';
import { readEventDefinitions } from './read-event-definitions.ts';
import { givenInputs } from './read-data.ts';
import { readVariableMappings } from './read-mappings.ts';
import { readNodeBase } from './read-node-base.ts';
import type { NodePlace } from './read-node-base.ts';
import { readTopic } from './read-topic.ts';
import { readFormKey } from './read-user-task.ts';

type Read<T> = (context: ReadContext, element: ModdleElement, place: NodePlace) => T;

export const readStartEvent: Read<StartEvent> = (context, element, place) => ({
  ...readNodeBase(context, element, place),
  type: 'startEvent',
  isInterrupting: flag(element, 'isInterrupting', true),
  definitions: readEventDefinitions(context, element),
  parallelMultiple: flag(element, 'parallelMultiple'),
  formKey: readFormKey(element),
  initiator: attribute(element, 'camunda:initiator'),
});

export const readIntermediateCatchEvent: Read<IntermediateCatchEvent> = (context, element, place) => ({
  ...readNodeBase(context, element, place),
  type: 'intermediateCatchEvent',
  definitions: readEventDefinitions(context, element),
  parallelMultiple: flag(element, 'parallelMultiple'),
});

export const readBoundaryEvent: Read<BoundaryEvent> = (context, element, place) => ({
  ...readNodeBase(context, element, place),
  type: 'boundaryEvent',
  attachedTo: child(element, 'attachedToRef')?.id ?? '',
  cancelActivity: flag(element, 'cancelActivity', true),
  definitions: readEventDefinitions(context, element),
  parallelMultiple: flag(element, 'parallelMultiple'),
  ...readHandlers(context, element),
});

export const readIntermediateThrowEvent: Read<IntermediateThrowEvent> = (context, element, place) => {
  const base = readNodeBase(context, element, place);
  return {
    ...base,
    type: 'intermediateThrowEvent',
    definitions: readEventDefinitions(context, element),
    ...readThrown(context, element, base.data),
  };
};

export const readEndEvent: Read<EndEvent> = (context, element, place) => {
  const base = readNodeBase(context, element, place);
  return {
    ...base,
    type: 'endEvent',
    definitions: readEventDefinitions(context, element),
    ...readThrown(context, element, base.data),
  };
};

/** The activities that undo what a compensation event is attached to. */
function readHandlers(context: ReadContext, element: ModdleElement): Pick<BoundaryEvent, 'compensationHandlers'> {
  if (!eventDefinitionsOf(element).some(({ $type }) => $type === 'bpmn:CompensateEventDefinition')) return {};
  return { compensationHandlers: (context.associated.get(element.id ?? '') ?? []).map(({ id }) => id ?? '') };
}

/** What a thrown message or signal carries, and the topic of one that a worker sends. */
function readThrown(
  context: ReadContext,
  element: ModdleElement,
  data: ElementData | undefined,
): { payload: readonly VariableMapping[]; topic?: TopicModel } {
  const definitions = eventDefinitionsOf(element);
  const message = definitions.find((definition) => definition.$type === 'bpmn:MessageEventDefinition');
  return {
    payload: [
      ...[element, ...definitions].flatMap((holder) => readVariableMappings(context, holder, 'camunda:In')),
      ...givenInputs(data),
    ],
    topic: message && readTopic(context, message, element),
  };
}
