import type { EventDefinition, FlowNode, ProcessModel, ScopeModel } from '@gaita/bpmn';

const types: readonly FlowNode['type'][] = [
  ...(['startEvent', 'endEvent', 'intermediateCatchEvent', 'intermediateThrowEvent', 'boundaryEvent'] as const),
  ...(['task', 'manualTask', 'userTask', 'serviceTask', 'sendTask', 'scriptTask', 'businessRuleTask'] as const),
  ...(['exclusiveGateway', 'parallelGateway', 'eventBasedGateway', 'subProcess', 'callActivity'] as const),
];
const caught: readonly EventDefinition['type'][] = ['message', 'timer'];

/**
 * Why processes lie outside the subset in which bpmn-engine executes BPMN as we read it; undefined inside. Outside are the
 * elements and the combinations for which `findings.spec.ts` and the capability table of our measurements hold a wrong result.
 */
export function outsideSubset(processes: readonly ProcessModel[]): string | undefined {
  for (const process of processes) {
    const found = outside(process, false);
    if (found) return found;
  }
  return undefined;
}

function outside(scope: ScopeModel, isInside: boolean): string | undefined {
  const nodes = new Map(scope.nodes.map((node) => [node.id, node]));
  const after = (id: string): string[] => [
    ...scope.flows.filter(({ source }) => source === id).map(({ target }) => target),
    ...scope.nodes.filter((node) => node.type === 'boundaryEvent' && node.attachedTo === id).map((node) => node.id),
  ];
  for (const node of scope.nodes) {
    const found =
      unknownElement(node) ??
      (isInside ? eventInside(node) : boundaryOutside(node, nodes)) ??
      (isFork(node) ? inParallelBlock(node.id, nodes, after) : undefined) ??
      ('nodes' in node ? outside(node, true) : undefined);
    if (found) return found;
  }
  return undefined;
}

function unknownElement(node: FlowNode): string | undefined {
  if (!types.includes(node.type)) return node.type;
  if ('triggeredByEvent' in node && node.triggeredByEvent) return 'event sub-process';
  if ('multiInstance' in node && node.multiInstance && 'nodes' in node) return 'multi-instance sub-process';
  if ('loop' in node && node.loop) return 'standard loop';
  return undefined;
}

function boundaryOutside(node: FlowNode, nodes: ReadonlyMap<string, FlowNode>): string | undefined {
  const catches = node.type === 'boundaryEvent' || node.type === 'intermediateCatchEvent';
  if (catches && !node.definitions.every(({ type }) => caught.includes(type))) return `${node.definitions[0]!.type} event`;
  if (node.type !== 'boundaryEvent') return undefined;
  if (nodes.get(node.attachedTo)?.type === 'subProcess') return 'boundary event of a sub-process';
  const isOnce = node.cancelActivity || node.definitions.every(({ type }) => type === 'timer');
  return isOnce ? undefined : 'message boundary event that does not interrupt';
}

/** An error or interruption after a wait inside a sub-process takes the normal path there. */
const eventInside = ({ type }: FlowNode): string | undefined =>
  type === 'boundaryEvent' || type === 'intermediateCatchEvent' ? 'event inside a sub-process' : undefined;

const isFork = ({ type, outgoing }: FlowNode): boolean => type === 'parallelGateway' && outgoing.length > 1;
const isJoin = ({ type, incoming }: FlowNode): boolean => type === 'parallelGateway' && incoming.length > 1;

/** Walks from a fork to where its branches are joined again. */
function inParallelBlock(
  forkId: string,
  nodes: ReadonlyMap<string, FlowNode>,
  after: (id: string) => string[],
): string | undefined {
  const seen = new Set<string>();
  const open = after(forkId).map((id) => ({ id, depth: 1 }));
  for (let at = open.pop(); at; at = open.pop()) {
    const node = nodes.get(at.id)!;
    if (node.id === forkId) return 'loop around a join';
    const key = `${node.id} ${at.depth}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const depth = at.depth - (isJoin(node) ? 1 : 0);
    if (depth > 0) {
      const isChoice = (node.type === 'exclusiveGateway' || node.type === 'eventBasedGateway') && node.outgoing.length > 1;
      if (isChoice || (node.type === 'boundaryEvent' && node.cancelActivity)) return 'choice inside a parallel block';
    }
    for (const id of after(node.id)) open.push({ id, depth: Math.max(0, depth + (isFork(node) ? 1 : 0)) });
  }
  return undefined;
}
