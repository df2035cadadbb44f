import type { FlowNode, ScopeModel, SequenceFlow } from '@gaita/bpmn';

/** Every node of a process, those inside sub-processes too. */
export const executableNodes = (scope: ScopeModel): FlowNode[] =>
  scope.nodes.flatMap((node) => ('nodes' in node ? [node, ...executableNodes(node)] : [node]));

/** Every sequence flow of a process, those inside sub-processes too. */
export const flowsIn = (scope: ScopeModel): SequenceFlow[] => [
  ...scope.flows,
  ...scope.nodes.flatMap((node) => ('nodes' in node ? flowsIn(node) : [])),
];
