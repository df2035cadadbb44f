import type { ModdleElement } from 'bpmn-moddle';
import { attribute, children, extension, extensions } from '../moddle/elements.ts';
import type { Expression, TopicModel } from '../model.ts';
import type { ReadContext } from './read-context.ts';
import { attributeExpression, expressionFrom } from './read-expression.ts';

/**
 * Work that leaves the process: `camunda:type="external"` with a topic, or a `zeebe:taskDefinition`.
 * `element` holds the attributes (for message events the event definition), `owner` the extension elements.
 */
export function readTopic(context: ReadContext, element: ModdleElement, owner: ModdleElement = element): TopicModel | undefined {
  const definition = extension(owner, 'zeebe:TaskDefinition') ?? extension(element, 'zeebe:TaskDefinition');
  const topic =
    attribute(element, 'camunda:type') === 'external'
      ? attributeExpression(context, element, 'camunda:topic')
      : attributeExpression(context, definition, 'type');
  return topic && topicModel(context, element, owner, topic);
}

/** What surrounds a topic: priority, tries, errors made of answers, properties. */
export function topicModel(context: ReadContext, element: ModdleElement, owner: ModdleElement, topic: Expression): TopicModel {
  const definition = extension(owner, 'zeebe:TaskDefinition') ?? extension(element, 'zeebe:TaskDefinition');
  const cycle = cycleOf(owner);
  const retries = Number.parseInt(attribute(definition, 'retries') ?? '', 10);
  const mappings = [...new Set([owner, element])].flatMap((each) => extensions(each, 'camunda:ErrorEventDefinition'));
  return {
    topic,
    priority:
      attributeExpression(context, element, 'camunda:taskPriority') ??
      attributeExpression(context, extension(owner, 'zeebe:JobPriorityDefinition'), 'priority') ??
      priorityOfProcess(context, owner),
    retries: cycle?.length ?? (Number.isNaN(retries) ? undefined : retries),
    retryIntervals: cycle,
    errorMappings: mappings.flatMap((mapping) => {
      const condition =
        attributeExpression(context, mapping, 'camunda:expression') ?? attributeExpression(context, mapping, 'expression');
      return condition ? [{ code: attribute(mapping.get('errorRef'), 'errorCode'), condition }] : [];
    }),
    properties: readProperties(owner),
  };
}

/** What the process says for all of its jobs. */
function priorityOfProcess(context: ReadContext, owner: ModdleElement) {
  let process: ModdleElement | undefined = owner;
  while (process && process.$type !== 'bpmn:Process') process = process.$parent;
  const found =
    attributeExpression(context, process, 'camunda:taskPriority') ??
    attributeExpression(context, extension(process, 'zeebe:JobPriorityDefinition'), 'priority');
  return found && { ...found, elementId: owner.id ?? found.elementId };
}

/** The topic of JavaScript, which Gaita runs itself. */
export const scriptTopic = 'gaita.script';

/**
 * JavaScript is a job. Without `camunda:failedJobRetryTimeCycle` it has one try: it would fail the same way again, and an
 * operator sees it at once.
 */
export function scriptJob(context: ReadContext, element: ModdleElement): TopicModel {
  const cycle = cycleOf(element);
  return {
    topic: expressionFrom(context, element, 'topic', scriptTopic, 'literal'),
    priority: attributeExpression(context, element, 'camunda:jobPriority'),
    retries: cycle?.length ?? 1,
    retryIntervals: cycle,
    properties: readProperties(element),
  };
}

const cycleOf = (owner: ModdleElement) => retryCycle(attribute(extension(owner, 'camunda:FailedJobRetryTimeCycle'), 'body'));

/** `camunda:properties`, `zeebe:properties` and `zeebe:taskHeaders` as one object without prototype. */
function readProperties(owner: ModdleElement): Readonly<Record<string, string>> | undefined {
  const entries = [
    ...children(extension(owner, 'camunda:Properties'), 'values').map((each) => [
      attribute(each, 'name'),
      attribute(each, 'value'),
    ]),
    ...children(extension(owner, 'zeebe:TaskHeaders'), 'values').map((each) => [
      attribute(each, 'key'),
      attribute(each, 'value'),
    ]),
    ...children(extension(owner, 'zeebe:Properties'), 'properties').map((each) => [
      attribute(each, 'name'),
      attribute(each, 'value'),
    ]),
  ];
  if (entries.length === 0) return undefined;
  const properties: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of entries) if (name !== undefined) properties[name] = value ?? '';
  return properties;
}

const maximumRetries = 100;

/** `R3/PT10M` → three times `PT10M`; `PT1M,PT10M` → as listed. */
export function retryCycle(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const repeated = /^R(\d+)\/(P\w.*)$/.exec(text);
  if (repeated?.[1] && repeated[2]) return Array<string>(Math.min(Number(repeated[1]), maximumRetries)).fill(repeated[2]);
  const listed = text.split(',').map((each) => each.trim());
  return listed.every((each) => /^P\w/.test(each)) ? listed.slice(0, maximumRetries) : undefined;
}
