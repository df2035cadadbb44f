import { definition, element, sequenceFlow } from './draw-model.ts';
import type { AdHocParts, GraphNode } from './random-graph.ts';

const signal = '<bpmn:signalEventDefinition signalRef="signal" />';
const both = definition.message + signal;

/** What events catch or throw, by their kind in a graph. */
export const eventDefinitions = {
  ...definition,
  signal,
  any: both,
  all: both,
  compensation: '<bpmn:compensateEventDefinition />',
};

/** A compensation event at an activity, joined to a user task that undoes it. */
export const drawUndo = (host: string): string[] => [
  element('boundaryEvent', `${host}-done`, `attachedToRef="${host}"`, eventDefinitions.compensation),
  element('userTask', `${host}-undo`, 'isForCompensation="true"'),
  element('association', `${host}-done-undo`, `associationDirection="One" sourceRef="${host}-done" targetRef="${host}-undo"`),
];

export const drawCancel = (host: string, target: string): string[] => [
  element('boundaryEvent', `${host}-cancel`, `attachedToRef="${host}"`, '<bpmn:cancelEventDefinition />'),
  sequenceFlow(`${host}-cancel`, target),
];

/** A way in a transaction on which a person cancels it or not. */
export function drawMayCancel(start: string, path: string): string {
  const [user, choice, cancel, fine] = ['ask', 'choice', 'cancel', 'fine'].map((name) => `${path}${name}`) as [
    string,
    string,
    string,
    string,
  ];
  return [
    element('userTask', user),
    element('exclusiveGateway', choice, `default="${choice}-${fine}"`),
    element('endEvent', cancel, '', '<bpmn:cancelEventDefinition />'),
    element('endEvent', fine),
    sequenceFlow(start, user),
    sequenceFlow(user, choice),
    sequenceFlow(choice, cancel, 'c0'),
    sequenceFlow(choice, fine),
  ].join('\n');
}

export function drawHandler(id: string, { by, interrupts }: NonNullable<GraphNode['handler']>): string {
  const always = by === 'error' || by === 'compensation';
  const more = by === 'all' ? 'parallelMultiple="true"' : '';
  const start = element('startEvent', `${id}.start`, `isInterrupting="${interrupts || always}" ${more}`, eventDefinitions[by]);
  const rest = element('userTask', `${id}.user`) + element('endEvent', `${id}.end`);
  const flows = sequenceFlow(`${id}.start`, `${id}.user`) + sequenceFlow(`${id}.user`, `${id}.end`);
  return element('subProcess', id, 'triggeredByEvent="true"', start + rest + flows);
}

const partTypes = { task: 'task', user: 'userTask', job: 'serviceTask' };

export function drawAdHoc(id: string, { kinds, follows, sequential, until }: AdHocParts, repeated: string): string {
  const parts = kinds.map((kind, at) =>
    element(partTypes[kind], `${id}.${kind}${at}`, kind === 'job' ? 'camunda:type="external" camunda:topic="work"' : ''),
  );
  const first = `${id}.${kinds[0]}0`;
  const next = follows ? element('userTask', `${id}.next`) + sequenceFlow(first, `${id}.next`) : '';
  const condition = until && '<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">= c0</bpmn:completionCondition>';
  return element(
    'adHocSubProcess',
    id,
    `ordering="${sequential ? 'Sequential' : 'Parallel'}" cancelRemainingInstances="${until?.cancels ?? true}"`,
    repeated + parts.join('') + next + (condition ?? ''),
  );
}
