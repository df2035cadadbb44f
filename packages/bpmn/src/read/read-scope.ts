import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, children, flag, localName } from '../moddle/elements.ts';
import type { FlowNode, Gateway, PlainTask, ScopeModel, SequenceFlow, SubProcess } from '../model.ts';
import type { ReadContext } from './read-context.ts';
import {
  readBoundaryEvent,
  readEndEvent,
  readIntermediateCatchEvent,
  readIntermediateThrowEvent,
  readStartEvent,
} from './read-events.ts';
import { childExpression } from './read-expression.ts';
import { readActivityBase, readNodeBase } from './read-node-base.ts';
import type { NodePlace } from './read-node-base.ts';
import {
  readBusinessRuleTask,
  readCallActivity,
  readReceiveTask,
  readScriptTask,
  readSendTask,
  readServiceTask,
} from './read-tasks.ts';
import { readUserTask } from './read-user-task.ts';

type ReadNode = (context: ReadContext, element: ModdleElement, place: NodePlace) => FlowNode;

const plain =
  (type: PlainTask['type']): ReadNode =>
  (context, element, place) => ({ ...readActivityBase(context, element, place), type });

const gateway =
  (type: Gateway['type']): ReadNode =>
  (context, element, place) => ({
    ...readNodeBase(context, element, place),
    type,
    defaultFlow: child(element, 'default')?.id,
    activationCondition: childExpression(context, element, 'activationCondition', { formal: true }),
    instantiate: flag(element, 'instantiate'),
  });

/** One reader for each of BPMN's flow nodes. */
const readers = new Map<string, ReadNode>([
  ['startEvent', readStartEvent],
  ['endEvent', readEndEvent],
  ['intermediateCatchEvent', readIntermediateCatchEvent],
  ['intermediateThrowEvent', readIntermediateThrowEvent],
  ['boundaryEvent', readBoundaryEvent],
  ['userTask', readUserTask],
  ['task', plain('task')],
  ['manualTask', plain('manualTask')],
  ['serviceTask', readServiceTask],
  ['sendTask', readSendTask],
  ['receiveTask', readReceiveTask],
  ['businessRuleTask', readBusinessRuleTask],
  ['scriptTask', readScriptTask],
  ['callActivity', readCallActivity],
  ['exclusiveGateway', gateway('exclusiveGateway')],
  ['parallelGateway', gateway('parallelGateway')],
  ['inclusiveGateway', gateway('inclusiveGateway')],
  ['eventBasedGateway', gateway('eventBasedGateway')],
  ['complexGateway', gateway('complexGateway')],
]);

const subProcesses: readonly SubProcess['type'][] = ['subProcess', 'transaction', 'adHocSubProcess'];

/** Nodes and flows of a process or sub-process. `roles`: lane role by node id; `role`: of the scope itself. */
export function readScope(
  context: ReadContext,
  scope: ModdleElement,
  roles: ReadonlyMap<string, string>,
  role?: string,
): ScopeModel {
  const elements = children(scope, 'flowElements');
  const flows = elements.filter((element) => element.$type === 'bpmn:SequenceFlow').map((flow) => readFlow(context, flow));
  const bySource = groupIds(flows, 'source');
  const byTarget = groupIds(flows, 'target');
  const nodes = elements.flatMap((element): FlowNode[] => {
    const id = element.id ?? '';
    const place: NodePlace = {
      incoming: byTarget.get(id) ?? [],
      outgoing: bySource.get(id) ?? [],
      laneRole: roles.get(id) ?? role,
    };
    const type = localName(element);
    const read = readers.get(type);
    if (read) return [read(context, element, place)];
    const subProcess = subProcesses.find((each) => each === type);
    if (!subProcess) return [];
    return [
      {
        ...readActivityBase(context, element, place),
        type: subProcess,
        triggeredByEvent: flag(element, 'triggeredByEvent'),
        ...readScope(context, element, roles, place.laneRole),
      },
    ];
  });
  return { nodes, flows };
}

const readFlow = (context: ReadContext, flow: ModdleElement): SequenceFlow => ({
  id: flow.id ?? '',
  name: attribute(flow, 'name'),
  source: child(flow, 'sourceRef')?.id ?? '',
  target: child(flow, 'targetRef')?.id ?? '',
  condition: childExpression(context, flow, 'conditionExpression', { formal: true }),
});

/** Ids of the flows by the node at one of their ends, in the order of the file. */
function groupIds(flows: readonly SequenceFlow[], end: 'source' | 'target'): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const flow of flows) {
    const group = groups.get(flow[end]);
    if (group) group.push(flow.id);
    else groups.set(flow[end], [flow.id]);
  }
  return groups;
}
