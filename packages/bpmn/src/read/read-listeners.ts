import type { ModdleElement } from 'bpmn-moddle';
import { attribute, children, extension, extensions, localName } from '../moddle/elements.ts';
import type { Listener, ScopeModel } from '../model.ts';
import type { ReadContext } from './read-context.ts';
import { readListener, reportListener } from './read-listener.ts';

type Event = 'start' | 'end';
interface Listeners {
  readonly start: readonly Listener[];
  readonly end: readonly Listener[];
}
/** One listener as written. */
interface Written {
  readonly event: string;
  readonly listener: ModdleElement;
  readonly of: 'execution' | 'task';
}

/** Events of task listeners that are boundaries of the task's work. */
const taskEvents = new Map<string, Event>([
  ['create', 'start'],
  ['creating', 'start'],
  ['complete', 'end'],
  ['completing', 'end'],
]);

/**
 * What listens to an element: before its work (start, and creation of a user task), before its outputs (end, and completion of
 * a user task). An end event that ends more than itself has nothing after it: what listens to its end comes before its work.
 */
export function readListeners(context: ReadContext, element: ModdleElement): { readonly listeners?: Listeners } {
  const start: Listener[] = [];
  const end: Listener[] = [];
  for (const written of listenersOf(element)) {
    const event = eventOf(context, element, written);
    const listener = event && readListener(context, element, written.listener);
    if (listener) (event === 'start' || endsMore(element) ? start : end).push(listener);
  }
  return start.length + end.length > 0 ? { listeners: { start, end } } : {};
}

/** What listens to a process or sequence flow, where there is no job to wait for. A process's start is its start events'. */
export function refuseListeners(context: ReadContext, element: ModdleElement): void {
  for (const { event } of listenersOf(element)) {
    if (element.$type === 'bpmn:SequenceFlow')
      reportListener(
        context,
        element,
        'error',
        `A listener (${event}) of the sequenceFlow is not executed here.`,
        'Listen to the start of the element that the flow leads to, or draw a task on it.',
      );
    else if (event !== 'start')
      reportListener(
        context,
        element,
        'error',
        `A listener to the ${event} of the process is not executed here.`,
        'Listen to its end events.',
      );
  }
}

/** The scope whose start events do first what listens to the start of the process. */
export function atEveryStart(scope: ScopeModel, listeners: readonly Listener[] | undefined): ScopeModel {
  if (!listeners || listeners.length === 0) return scope;
  const nodes = scope.nodes.map((node) =>
    node.type === 'startEvent'
      ? { ...node, listeners: { start: [...listeners, ...(node.listeners?.start ?? [])], end: node.listeners?.end ?? [] } }
      : node,
  );
  return { ...scope, nodes };
}

function listenersOf(element: ModdleElement): Written[] {
  const camunda = (type: string, of: Written['of']) =>
    extensions(element, type).map((listener) => ({ event: attribute(listener, 'event') ?? 'start', listener, of }));
  const zeebe = (type: string, of: Written['of']) =>
    children(extension(element, type), 'listeners').map((listener) => ({
      event: attribute(listener, 'eventType') ?? 'start',
      listener,
      of,
    }));
  const all = [
    ...camunda('camunda:ExecutionListener', 'execution'),
    ...camunda('camunda:TaskListener', 'task'),
    ...zeebe('zeebe:ExecutionListeners', 'execution'),
    ...zeebe('zeebe:TaskListeners', 'task'),
  ];
  // A task is created after its activity starts, and completed before it ends.
  const ends = all.filter(({ event, of }) => of === 'task' && taskEvents.get(event) === 'end');
  return [
    ...all.filter((written) => !ends.includes(written) && written.event !== 'end'),
    ...ends,
    ...all.filter(({ event }) => event === 'end'),
  ];
}

function eventOf(context: ReadContext, element: ModdleElement, { event, of }: Written): Event | undefined {
  const found = of === 'task' ? taskEvents.get(event) : event === 'start' || event === 'end' ? event : undefined;
  if (found === undefined)
    reportListener(
      context,
      element,
      'error',
      `A ${of} listener to "${event}" at the ${localName(element)} is not executed here.`,
      of === 'task'
        ? 'Of a task only create and complete can be listened to. Draw what is to be done as a task of its own, or with a boundary event.'
        : 'Listen to start or end.',
    );
  if (found === 'end' && element.$type === 'bpmn:EventBasedGateway') {
    reportListener(
      context,
      element,
      'error',
      'A listener to the end of the eventBasedGateway is not executed here.',
      'Listen to the start of the events behind it.',
    );
    return undefined;
  }
  return found;
}

/** Errors, terminations and cancellations leave nothing to wait for. */
const endsMore = (element: ModdleElement): boolean =>
  element.$type === 'bpmn:EndEvent' &&
  children(element, 'eventDefinitions').some(({ $type }) =>
    /^bpmn:(Error|Terminate|Cancel|Escalation)EventDefinition$/.test($type),
  );
