import type { EventDefinition, FlowNode } from '@gaita/bpmn';

type Kind = EventDefinition['type'] | 'none';
type Names = { readonly [K in Kind]?: string };

/** Camunda's names of events by what they wait for or throw. */
const events: { readonly [elementType: string]: Names } = {
  startEvent: {
    none: 'startEvent',
    timer: 'startTimerEvent',
    message: 'messageStartEvent',
    signal: 'signalStartEvent',
    error: 'errorStartEvent',
    escalation: 'escalationStartEvent',
    compensation: 'compensationStartEvent',
    conditional: 'conditionalStartEvent',
  },
  intermediateCatchEvent: {
    none: 'intermediateCatchEvent',
    timer: 'intermediateTimer',
    message: 'intermediateMessageCatch',
    signal: 'intermediateSignalCatch',
    conditional: 'intermediateConditional',
    link: 'intermediateLinkCatch',
  },
  intermediateThrowEvent: {
    none: 'intermediateNoneThrowEvent',
    message: 'intermediateMessageThrowEvent',
    signal: 'intermediateSignalThrow',
    escalation: 'intermediateEscalationThrowEvent',
    compensation: 'intermediateCompensationThrowEvent',
    link: 'intermediateLinkThrow',
  },
  boundaryEvent: {
    timer: 'boundaryTimer',
    message: 'boundaryMessage',
    signal: 'boundarySignal',
    error: 'boundaryError',
    escalation: 'boundaryEscalation',
    conditional: 'boundaryConditional',
    compensation: 'compensationBoundaryCatch',
    cancel: 'cancelBoundaryCatch',
  },
  endEvent: {
    none: 'noneEndEvent',
    message: 'messageEndEvent',
    signal: 'signalEndEvent',
    error: 'errorEndEvent',
    escalation: 'escalationEndEvent',
    compensation: 'compensationEndEvent',
    cancel: 'cancelEndEvent',
    terminate: 'terminateEndEvent',
  },
};

const kindOf = (node: FlowNode | undefined): Kind =>
  (node && 'definitions' in node ? node.definitions[0]?.type : undefined) ?? 'none';

/**
 * Camunda's `activityType` of an entry in history.
 * @param elementType as recorded: BPMN's name in lower camel case, or `multiInstanceBody`
 * @param node the element in its model; undefined when the model does not have it
 */
export function activityTypeOf(elementType: string, node: FlowNode | undefined): string {
  const names = events[elementType];
  if (!names) return elementType;
  const kind = kindOf(node);
  return names[kind] ?? names.none ?? elementType;
}

/** Recorded element types that may have this `activityType`. Events also need a look at the model (`needsModel`). */
export function elementTypeOf(activityType: string): { readonly elementType: string; readonly needsModel: boolean } {
  for (const [elementType, names] of Object.entries(events))
    if (Object.values(names).includes(activityType)) return { elementType, needsModel: true };
  return { elementType: activityType, needsModel: false };
}

/** The id that Camunda gives the body of a multi-instance activity, apart from its instances. */
export const activityIdOf = (elementId: string, elementType: string): string =>
  elementType === 'multiInstanceBody' ? `${elementId}${bodySuffix}` : elementId;

export const bodySuffix = '#multiInstanceBody';
