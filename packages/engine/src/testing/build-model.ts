import type { EventDefinition, Expression, FlowNode, ProcessModel, SequenceFlow } from '@gaita/bpmn';

/** A small notation for models in tests: nodes, and flows as text. */
export type NodeSpec = Partial<Record<string, unknown>> & { type: FlowNode['type']; id: string; inside?: Inside };
export type FlowSpec = string | { from: string; to: string; when?: string; isDefault?: boolean };
export interface Inside {
  nodes: NodeSpec[];
  flows: FlowSpec[];
}

export const feel = (source: string, property = 'expression'): Expression => ({
  source,
  language: 'feel',
  elementId: 'test',
  property,
});
export const text = (source: string, property = 'text'): Expression => ({
  source,
  language: 'literal',
  elementId: 'test',
  property,
});
/** Text with a leading `=` is FEEL, with `${` JUEL. */
export const value = (source: string, property = 'value'): Expression => {
  if (source.startsWith('${')) return { source, language: 'juel', elementId: 'test', property };
  return source.startsWith('=') ? feel(source.slice(1), property) : text(source, property);
};

const make =
  (type: FlowNode['type']) =>
  (id: string, more: Record<string, unknown> = {}): NodeSpec => ({ type, id, ...more });

export const start = make('startEvent');
export const end = make('endEvent');
export const user = make('userTask');
export const task = make('task');
export const xor = make('exclusiveGateway');
export const and = make('parallelGateway');
export const or = make('inclusiveGateway');
export const eventGateway = make('eventBasedGateway');
export const caught = make('intermediateCatchEvent');
export const thrown = make('intermediateThrowEvent');
export const receive = make('receiveTask');
export const send = make('sendTask');
export const service = (id: string, topic: string, more: Record<string, unknown> = {}): NodeSpec => ({
  type: 'serviceTask',
  id,
  topic: { topic: text(topic) },
  ...more,
});
export const script = (id: string, resultVariable: string, source: string, more: Record<string, unknown> = {}): NodeSpec => ({
  type: 'scriptTask',
  id,
  script: feel(source, 'script'),
  resultVariable,
  ...more,
});
export const call = (id: string, key: string, more: Record<string, unknown> = {}): NodeSpec => ({
  type: 'callActivity',
  id,
  calledElement: value(key),
  ...more,
});
export const sub = (id: string, nodes: NodeSpec[], flows: FlowSpec[], more: Record<string, unknown> = {}): NodeSpec => ({
  type: 'subProcess',
  id,
  inside: { nodes, flows },
  ...more,
});
export const eventSub = (id: string, nodes: NodeSpec[], flows: FlowSpec[]): NodeSpec =>
  sub(id, nodes, flows, { triggeredByEvent: true });
export const boundary = (id: string, attachedTo: string, definition: EventDefinition, cancelActivity = true): NodeSpec => ({
  type: 'boundaryEvent',
  id,
  attachedTo,
  cancelActivity,
  definitions: [definition],
});

export const timer = (kind: 'timeDate' | 'timeDuration' | 'timeCycle', source: string): EventDefinition => ({
  type: 'timer',
  kind,
  value: value(source, kind),
});
export const message = (name: string, correlationKey?: string): EventDefinition => ({
  type: 'message',
  message: { name: value(name), ...(correlationKey !== undefined && { correlationKey: value(correlationKey) }) },
});
export const error = (code?: string, more: { codeVariable?: string; messageVariable?: string } = {}): EventDefinition => ({
  type: 'error',
  ...(code !== undefined && { code }),
  ...more,
});
export const escalation = (code?: string): EventDefinition => ({ type: 'escalation', ...(code !== undefined && { code }) });
export const terminate: EventDefinition = { type: 'terminate' };

export const mapping = (name: string, source: string) => ({
  name,
  value: { type: 'expression' as const, expression: value(source, `mapping ${name}`) },
});

const defaults = {
  definitions: [],
  payload: [],
  inputs: [],
  outputs: [],
  asyncBefore: false,
  asyncAfter: false,
  isForCompensation: false,
  parallelMultiple: false,
  isInterrupting: true,
  cancelActivity: true,
  triggeredByEvent: false,
  instantiate: false,
  candidateUsers: [],
  candidateGroups: [],
  joint: [],
  consulted: [],
  binding: 'latest',
  in: [],
  out: [],
  mapDecisionResult: 'singleEntry',
  texts: {},
};

/** @param flows `a -> b -> c`, or an object for a condition (FEEL) or a default flow. Flow ids are `a-b`, a second one `a-b-2`. */
export function processOf(id: string, nodes: NodeSpec[], flows: FlowSpec[]): ProcessModel {
  const inside = build({ nodes, flows });
  return {
    id,
    texts: {},
    isExecutable: true,
    candidateStarterGroups: [],
    candidateStarterUsers: [],
    lanes: [],
    ...inside,
  };
}

function build({ nodes, flows }: Inside): { nodes: FlowNode[]; flows: SequenceFlow[] } {
  const built: SequenceFlow[] = [];
  const defaultFlows = new Map<string, string>();
  for (const spec of flows.flatMap(pairsOf)) {
    const base = `${spec.from}-${spec.to}`;
    const same = built.filter(({ source, target }) => source === spec.from && target === spec.to).length;
    const id = same === 0 ? base : `${base}-${same + 1}`;
    built.push({
      id,
      source: spec.from,
      target: spec.to,
      ...(spec.when !== undefined && { condition: feel(spec.when, 'conditionExpression') }),
    });
    if (spec.isDefault) defaultFlows.set(spec.from, id);
  }
  return {
    flows: built,
    nodes: nodes.map(({ inside, ...node }) => ({
      ...defaults,
      ...node,
      incoming: built.filter(({ target }) => target === node.id).map(({ id }) => id),
      outgoing: built.filter(({ source }) => source === node.id).map(({ id }) => id),
      ...(defaultFlows.has(node.id) && { defaultFlow: defaultFlows.get(node.id) }),
      ...(inside && build(inside)),
    })) as unknown as FlowNode[],
  };
}

function pairsOf(flow: FlowSpec): Exclude<FlowSpec, string>[] {
  if (typeof flow !== 'string') return [flow];
  const ids = flow.split('->').map((id) => id.trim());
  return ids.slice(1).map((to, i) => ({ from: ids[i]!, to }));
}
