import type { CallActivity, FlowNode, ProcessModel, ScopeModel } from '@gaita/bpmn';

/** Finds the newest model of a process that a case of the institution would call. */
export type FindCalled = (processKey: string) => Promise<ProcessModel | undefined>;

/** Calls within calls that are followed, and nodes that a model may grow to; beyond that a call stays a single step. */
const deepest = 10;
const mostNodes = 5_000;

/** Not in an id of BPMN. */
const inside = '/';

/** The element of the model itself by which a node belongs to it: the call, for what is called. */
export const ownElement = (id: string): string => id.split(inside)[0]!;
export const isCalled = (id: string): boolean => id.includes(inside);

/**
 * The model with what it calls in its place, as if each called process were a part of it: the same people meet in both. A called
 * process that an expression chooses is known only in the case; it was looked at when it was published itself.
 */
export async function withCalled(model: ProcessModel, find: FindCalled): Promise<ProcessModel> {
  let left = mostNodes;
  const scopeWith = async <S extends ScopeModel>(scope: S, path: readonly string[]): Promise<S> => {
    left -= scope.nodes.length;
    const nodes: FlowNode[] = [];
    for (const node of scope.nodes) {
      if (node.type === 'callActivity') nodes.push((await callWith(node, path)) ?? node);
      else nodes.push('nodes' in node ? await scopeWith(node, path) : node);
    }
    return { ...scope, nodes };
  };
  const callWith = async (call: CallActivity, path: readonly string[]): Promise<FlowNode | undefined> => {
    const { language, source: key } = call.calledElement;
    if (language !== 'literal' || path.includes(key) || path.length > deepest || left <= 0) return undefined;
    const called = await find(key);
    if (!called) return undefined;
    const { nodes, flows } = await scopeWith(called, [...path, key]);
    const within = placed({ nodes, flows }, `${call.id}${inside}`, called.name ?? key);
    return { ...call, ...within, type: 'subProcess', triggeredByEvent: false } as unknown as FlowNode;
  };
  return scopeWith(model, [model.id]);
}

/** A scope whose ids begin with where it stands, and whose tasks say of which process they are. */
function placed(scope: ScopeModel, prefix: string, process: string): Pick<ScopeModel, 'nodes' | 'flows'> {
  const at = (id: string): string => prefix + id;
  return {
    nodes: scope.nodes.map(
      (node) =>
        ({
          ...node,
          id: at(node.id),
          ...(node.type === 'userTask' && !isCalled(node.id) && { name: `${node.name ?? node.id} (${process})` }),
          ...('attachedTo' in node && { attachedTo: at(node.attachedTo) }),
          ...('compensationHandlers' in node && { compensationHandlers: node.compensationHandlers?.map(at) }),
          ...('nodes' in node && placed(node, prefix, process)),
        }) as FlowNode,
    ),
    flows: scope.flows.map((flow) => ({ ...flow, source: at(flow.source), target: at(flow.target) })),
  };
}
