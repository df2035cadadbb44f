import type { FlowNode, Model, ScopeModel } from './model.ts';

/** How large and how branched a model is. */
export interface ModelMeasures {
  readonly nodes: number;
  readonly flows: number;
  readonly tasks: number;
  readonly userTasks: number;
  readonly events: number;
  readonly gateways: number;
  /** Scopes inside scopes: 0 without sub-processes. */
  readonly depth: number;
  /** Control-flow complexity: ways out of exclusive and event gateways, subsets of inclusive ones, one for each parallel split. */
  readonly controlFlowComplexity: number;
}

const zero: ModelMeasures = {
  nodes: 0,
  flows: 0,
  tasks: 0,
  userTasks: 0,
  events: 0,
  gateways: 0,
  depth: 0,
  controlFlowComplexity: 0,
};

/** Counts over all processes of a model. Complexity after Cardoso (2005). */
export const measureModel = (model: Model): ModelMeasures =>
  model.processes.map((process) => ofScope(process, 0)).reduce(add, zero);

function ofScope(scope: ScopeModel, depth: number): ModelMeasures {
  const own = scope.nodes.map((node) => add(ofNode(node), 'nodes' in node ? ofScope(node, depth + 1) : zero));
  return [...own, { ...zero, flows: scope.flows.length, depth }].reduce(add, zero);
}

const ofNode = (node: FlowNode): ModelMeasures => ({
  ...zero,
  nodes: 1,
  tasks: Number(node.type === 'task' || node.type.endsWith('Task')),
  userTasks: Number(node.type === 'userTask'),
  events: Number(node.type.endsWith('Event')),
  gateways: Number(node.type.endsWith('Gateway')),
  controlFlowComplexity: complexity(node),
});

function complexity(node: FlowNode): number {
  const ways = node.outgoing.length;
  if (ways < 2) return 0;
  if (node.type === 'exclusiveGateway' || node.type === 'eventBasedGateway') return ways;
  if (node.type === 'inclusiveGateway') return 2 ** ways - 1;
  return node.type === 'parallelGateway' ? 1 : 0;
}

const add = (a: ModelMeasures, b: ModelMeasures): ModelMeasures => ({
  nodes: a.nodes + b.nodes,
  flows: a.flows + b.flows,
  tasks: a.tasks + b.tasks,
  userTasks: a.userTasks + b.userTasks,
  events: a.events + b.events,
  gateways: a.gateways + b.gateways,
  depth: Math.max(a.depth, b.depth),
  controlFlowComplexity: a.controlFlowComplexity + b.controlFlowComplexity,
});
