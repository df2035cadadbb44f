import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, extension, flag, localName, splitList } from '../moddle/elements.ts';
import type { EventDefinition, Expression, MessageModel } from '../model.ts';
import { eventDefinitionsOf } from './event-definitions-of.ts';
import type { ReadContext } from './read-context.ts';
import { attributeExpression, childExpression, expressionFrom } from './read-expression.ts';

export const readEventDefinitions = (context: ReadContext, event: ModdleElement): EventDefinition[] =>
  eventDefinitionsOf(event).flatMap((definition) => readEventDefinition(context, event, definition) ?? []);

/** One definition; `event` is the element that messages are pinned to. */
export function readEventDefinition(
  context: ReadContext,
  event: ModdleElement,
  definition: ModdleElement,
): EventDefinition | undefined {
  switch (localName(definition)) {
    case 'timerEventDefinition':
      return readTimer(context, event, definition);
    case 'messageEventDefinition':
      return { type: 'message', message: readMessage(context, event, definition) };
    case 'signalEventDefinition':
      return { type: 'signal', name: nameOf(context, event, child(definition, 'signalRef')) };
    case 'errorEventDefinition':
      return {
        type: 'error',
        code: attribute(child(definition, 'errorRef'), 'errorCode'),
        message: errorMessage(context, event, child(definition, 'errorRef')),
        codeVariable: attribute(definition, 'camunda:errorCodeVariable'),
        messageVariable: attribute(definition, 'camunda:errorMessageVariable'),
      };
    case 'escalationEventDefinition':
      return {
        type: 'escalation',
        code: attribute(child(definition, 'escalationRef'), 'escalationCode'),
        codeVariable: attribute(definition, 'camunda:escalationCodeVariable'),
      };
    case 'conditionalEventDefinition': {
      const condition = childExpression(context, definition, 'condition', { formal: true });
      const variableName = attribute(definition, 'camunda:variableName');
      const variableEvents = splitList(attribute(definition, 'camunda:variableEvents'));
      return {
        type: 'conditional',
        condition: condition
          ? { ...condition, elementId: event.id ?? condition.elementId }
          : expressionFrom(context, event, 'condition', ''),
        ...(variableName !== undefined && { variableName }),
        ...(variableEvents.length > 0 && { variableEvents }),
      };
    }
    case 'compensateEventDefinition':
      return {
        type: 'compensation',
        activityRef: child(definition, 'activityRef')?.id,
        waitForCompletion: flag(definition, 'waitForCompletion', true),
      };
    case 'linkEventDefinition':
      return { type: 'link', name: attribute(definition, 'name') ?? '' };
    case 'cancelEventDefinition':
      return { type: 'cancel' };
    case 'terminateEventDefinition':
      return { type: 'terminate' };
    default:
      return undefined;
  }
}

/** Only what throws the error says its message. */
function errorMessage(context: ReadContext, event: ModdleElement, error: ModdleElement | undefined): Expression | undefined {
  const text = event.$type === 'bpmn:EndEvent' ? attribute(error, 'camunda:errorMessage') : undefined;
  return text === undefined ? undefined : expressionFrom(context, event, 'camunda:errorMessage', text);
}

/** A timer without a value keeps an empty one, which a rule reports. */
function readTimer(context: ReadContext, event: ModdleElement, definition: ModdleElement): EventDefinition {
  if (['timeDate', 'timeDuration', 'timeCycle'].filter((kind) => child(definition, kind)).length > 1)
    context.report(event, {
      severity: 'error',
      rule: 'timer-one-value',
      message: `The timer of the ${localName(event)} "${attribute(event, 'name') ?? event.id ?? ''}" has more than one of date, duration and cycle.`,
      advice: 'Keep one of them.',
    });
  for (const kind of ['timeDate', 'timeDuration', 'timeCycle'] as const) {
    const value = childExpression(context, definition, kind);
    if (value) return { type: 'timer', kind, value: { ...value, elementId: event.id ?? value.elementId } };
  }
  return { type: 'timer', kind: 'timeDuration', value: expressionFrom(context, event, 'timeDuration', '') };
}

/**
 * The message of an event definition, send or receive task (`holder`), or that of its message flow. Without one its name is an empty
 * literal.
 */
export function readMessage(context: ReadContext, owner: ModdleElement, holder: ModdleElement): MessageModel {
  const message = child(holder, 'messageRef');
  const { name, to = [] } = context.messageLinks.get(owner.id ?? '') ?? {};
  const own = (name: string): Expression | undefined => {
    const found = attributeExpression(context, holder, `gaita:${name}`);
    return found && { ...found, elementId: owner.id ?? found.elementId };
  };
  return {
    name:
      name !== undefined && attribute(message, 'name') === undefined
        ? expressionFrom(context, owner, 'message', name)
        : nameOf(context, owner, message),
    correlationKey:
      own('correlationKey') ?? attributeExpression(context, extension(message, 'zeebe:Subscription'), 'correlationKey'),
    businessKey: own('businessKey'),
    timeToLive: attribute(holder, 'gaita:timeToLive') ?? attribute(message, 'gaita:timeToLive'),
    ...(to.length > 0 && {
      to: to.map((target) => ({ ...target, name: expressionFrom(context, owner, 'message', target.name) })),
    }),
  };
}

const nameOf = (context: ReadContext, owner: ModdleElement, named: ModdleElement | undefined): Expression =>
  expressionFrom(context, owner, named ? localName(named) : 'name', attribute(named, 'name') ?? '');
