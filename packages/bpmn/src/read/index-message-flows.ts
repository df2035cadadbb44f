import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, children } from '../moddle/elements.ts';
import { eventDefinitionsOf } from './event-definitions-of.ts';

/** Where a message flow leads to: the process of a pool of the same file, and the element there unless it ends at the pool. */
export interface MessageLinkTarget {
  readonly flow: string;
  readonly process: string;
  readonly element?: string;
  /** The message's name. */
  readonly name: string;
}

/** What the message flows of the file say about a throwing or catching element. */
export interface MessageLink {
  /** For an element that names no message itself. */
  readonly name?: string;
  readonly to: readonly MessageLinkTarget[];
}

export interface MessageFlowIndex {
  /** By the id of the element that throws or catches. */
  readonly messageLinks: ReadonlyMap<string, MessageLink>;
}

/** One end of a message flow. */
export interface FlowEnd {
  /** Undefined for an end at the pool itself. */
  readonly element?: ModdleElement;
  /** Undefined for a pool without a process of its own: somebody outside. */
  readonly process?: ModdleElement;
}

export const messageFlowsOf = (definitions: ModdleElement | undefined): ModdleElement[] =>
  children(definitions, 'rootElements')
    .filter((root) => root.$instanceOf('bpmn:Collaboration'))
    .flatMap((collaboration) => children(collaboration, 'messageFlows'));

export function endOf(flow: ModdleElement, end: 'sourceRef' | 'targetRef'): FlowEnd | undefined {
  const found = child(flow, end);
  if (!found) return undefined;
  if (found.$type === 'bpmn:Participant') return { process: child(found, 'processRef') };
  let process: ModdleElement | undefined = found;
  while (process && process.$type !== 'bpmn:Process') process = process.$parent;
  return { element: found, process };
}

export const isExecutable = (process: ModdleElement | undefined): boolean => process?.get('isExecutable') === true;

/** The part of an element that holds the message it throws; undefined where it throws none. */
export function thrower(element: ModdleElement): ModdleElement | undefined {
  if (element.$type === 'bpmn:SendTask') return attribute(element, 'camunda:type') === 'external' ? undefined : element;
  return element.$instanceOf('bpmn:ThrowEvent') ? messageOf(element) : undefined;
}

/** The same for one that it waits for. */
export function catcher(element: ModdleElement): ModdleElement | undefined {
  if (element.$type === 'bpmn:ReceiveTask') return element;
  return element.$instanceOf('bpmn:CatchEvent') ? messageOf(element) : undefined;
}

const messageOf = (event: ModdleElement): ModdleElement | undefined =>
  eventDefinitionsOf(event).find((definition) => definition.$type === 'bpmn:MessageEventDefinition');

const nameIn = (holder: ModdleElement | undefined): string | undefined => attribute(child(holder, 'messageRef'), 'name');

/** What flows without a message anywhere are called: nobody else uses the name. */
const derivedName = (flow: ModdleElement): string => `message-flow:${flow.id ?? ''}`;

/**
 * Reads the message flows between executable pools. The message is named by the catching element, else by the flow, else by the
 * throwing element, else after the flow: both ends then speak of the same.
 */
export function indexMessageFlows(definitions: ModdleElement | undefined): MessageFlowIndex {
  const names = new Map<string, string>();
  const to = new Map<string, MessageLinkTarget[]>();
  for (const flow of messageFlowsOf(definitions)) {
    const [from, target] = [endOf(flow, 'sourceRef'), endOf(flow, 'targetRef')];
    if (!isExecutable(from?.process) || !isExecutable(target?.process) || from?.process === target?.process) continue;
    const throwing = from?.element && thrower(from.element);
    const catching = target?.element && catcher(target.element);
    const known = target?.element?.id === undefined ? undefined : names.get(target.element.id);
    const name = nameIn(catching) ?? known ?? nameIn(flow) ?? nameIn(throwing) ?? derivedName(flow);
    if (catching && target?.element?.id !== undefined) names.set(target.element.id, name);
    const source = from?.element?.id;
    if (!throwing || source === undefined) continue;
    if (!names.has(source)) names.set(source, name);
    const link = {
      flow: flow.id ?? '',
      process: target?.process?.id ?? '',
      ...(catching && target?.element?.id !== undefined && { element: target.element.id }),
      name: nameIn(throwing) ?? name,
    };
    to.set(source, [...(to.get(source) ?? []), link]);
  }
  const ids = new Set([...names.keys(), ...to.keys()]);
  return { messageLinks: new Map([...ids].map((id) => [id, { name: names.get(id), to: to.get(id) ?? [] }])) };
}
