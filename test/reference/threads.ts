import type { FlowNode, ProcessModel, ScopeModel } from '@gaita/bpmn';
import type { JournalRecord } from '@gaita/contracts';

const nodesIn = (scope: ScopeModel): FlowNode[] =>
  scope.nodes.flatMap((node) => ('nodes' in node ? [node, ...nodesIn(node)] : [node]));

/**
 * Our records as a trace of bpmn-engine: `+id`, `-id`, `xid`. The single instances of a multi-instance activity are not in it;
 * bpmn-engine tells only of the whole.
 */
export function traceOf(records: readonly JournalRecord[]): string[] {
  const rounds = new Set<string>();
  return records.flatMap((record) => {
    if (record.kind === 'activityStarted') {
      if (record.loopIndex === undefined) return [`+${record.elementId}`];
      rounds.add(record.tokenId);
    }
    if (record.kind !== 'activityEnded' || rounds.has(record.tokenId)) return [];
    return [`${record.outcome === 'completed' ? '-' : 'x'}${record.elementId}`];
  });
}

/**
 * Leaves out what the two name differently: bpmn-engine starts boundary events with their host and the events behind an
 * event-based gateway with the gateway, which ends after them. When they occur is the same.
 */
export function sameNames(trace: readonly string[], processes: readonly ProcessModel[]): string[] {
  const nodes = processes.flatMap(nodesIn);
  const flows = new Map(processes.flatMap(flowsIn).map((flow) => [flow.id, flow.target]));
  const left = new Set<string>();
  for (const { id, type, outgoing } of nodes) {
    if (type === 'boundaryEvent') left.add(`+${id}`).add(`x${id}`);
    if (type !== 'eventBasedGateway') continue;
    left.add(`-${id}`);
    for (const target of outgoing.map((flow) => flows.get(flow)!)) left.add(`+${target}`).add(`x${target}`);
  }
  return trace.filter((word) => !left.has(word));
}

const flowsIn = (scope: ScopeModel): ScopeModel['flows'] => [
  ...scope.flows,
  ...scope.nodes.flatMap((node) => ('nodes' in node ? flowsIn(node) : [])),
];

/**
 * The sequences that a trace must keep: one for each way through the branches of parallel blocks. Between two branches of a
 * block BPMN sets no order, within each and before and after the block it does.
 */
export function threadsOf(trace: readonly string[], processes: readonly ProcessModel[]): string[] {
  const branches = branchesOf(processes);
  const address = (word: string): string => branches.get(word.slice(1)) ?? '/';
  const leaves = new Set(branches.values());
  return [...leaves].sort().map((leaf) => `${leaf}: ${trace.filter((word) => leaf.startsWith(address(word))).join(' ')}`);
}

/** Where each node stands: `/fork.0/`, one part for each parallel block around it and the branch in it. */
function branchesOf(processes: readonly ProcessModel[]): Map<string, string> {
  const found = new Map<string, string>();
  const visitScope = (scope: ScopeModel, within: string): void => {
    const visit = (node: FlowNode, path: string): void => {
      if (found.has(node.id)) return;
      const isParallel = node.type === 'parallelGateway';
      const address = isParallel && node.incoming.length > 1 ? path.replace(/[^/]+\/$/, '') : path;
      found.set(node.id, address);
      if ('nodes' in node) visitScope(node, address);
      const called = node.type === 'callActivity' && processes.find(({ id }) => id === node.calledElement.source);
      if (called) visitScope(called, address);
      for (const next of scope.nodes) {
        if (next.type === 'boundaryEvent' && next.attachedTo === node.id) visit(next, address);
        const branch = node.outgoing.findIndex((id) => next.incoming.includes(id));
        if (branch >= 0) visit(next, isParallel && node.outgoing.length > 1 ? `${address}${node.id}.${branch}/` : address);
      }
    };
    for (const node of scope.nodes) if (node.incoming.length === 0 && node.type !== 'boundaryEvent') visit(node, within);
  };
  if (processes[0]) visitScope(processes[0], '/');
  return found;
}
