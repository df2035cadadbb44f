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
import { readAdHoc } from './read-ad-hoc.ts';
import { childExpression } from './read-expression.ts';
import { readDataObjects } from './read-data.ts';
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
    isParallel: attribute(element, 'eventGatewayType') === 'Parallel',
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
  const unconditional = new Set(flows.filter((flow) => !flow.condition).map((flow) => flow.id));
  const nodes = elements.flatMap((element): FlowNode[] => {
    const id = element.id ?? '';
    const place: NodePlace = {
      incoming: byTarget.get(id) ?? [],
      outgoing: bySource.get(id) ?? [],
      laneRole: roles.get(id) ?? role,
    };
    const type = localName(element);
    const read = readers.get(type);
    if (read) return [withImpliedDefault(context, element, read(context, element, place), unconditional)];
    const subProcess = subProcesses.find((each) => each === type);
    if (!subProcess) {
      if (element.$instanceOf('bpmn:FlowNode')) refuseNode(context, element);
      return [];
    }
    return [
      {
        ...readActivityBase(context, element, place),
        type: subProcess,
        triggeredByEvent: flag(element, 'triggeredByEvent'),
        ...(subProcess === 'adHocSubProcess' && { adHoc: readAdHoc(context, element) }),
        ...readScope(context, element, roles, place.laneRole),
      },
    ];
  });
  const dataObjects = readDataObjects(context, scope);
  return { nodes, flows, ...(dataObjects && { dataObjects }) };
}

/**
 * Camunda 7 takes the only flow of an exclusive gateway that has no condition as its default, where none is named. So do
 * we, and say it.
 */
function withImpliedDefault(
  context: ReadContext,
  element: ModdleElement,
  node: FlowNode,
  unconditional: ReadonlySet<string>,
): FlowNode {
  if (node.type !== 'exclusiveGateway' || node.defaultFlow !== undefined || node.outgoing.length < 2) return node;
  const [defaultFlow, another] = node.outgoing.filter((flow) => unconditional.has(flow));
  if (defaultFlow === undefined || another !== undefined) return node;
  context.report(element, {
    severity: 'warning',
    rule: 'default-flow-implied',
    message: `The flow "${defaultFlow}" has no condition and is taken as the default flow.`,
    advice: 'Mark it as the default flow.',
  });
  return { ...node, defaultFlow };
}

const refuseNode = (context: ReadContext, element: ModdleElement): void =>
  context.report(element, {
    severity: 'error',
    rule: 'unsupported-element',
    message: `A ${localName(element)} is not executed in this release.`,
    advice: 'Use a task of a process.',
  });

const readFlow = (context: ReadContext, flow: ModdleElement): SequenceFlow => ({
  id: flow.id ?? '',
  name: attribute(flow, 'name'),
  source: child(flow, 'sourceRef')?.id ?? '',
  target: child(flow, 'targetRef')?.id ?? '',
  condition: childExpression(context, flow, 'conditionExpression', { formal: true }),
  line: context.lineOf(flow.id),
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
