import type { FlowNode, ScopeModel } from '@gaita/bpmn';
import type { Active, Scope } from './scope.ts';
import { flowIn, nodeIn, takeOne } from './scope.ts';

/** The incoming flows whose tokens a node would take now; or why it cannot start. */
export function tokensFor(scope: Scope, node: FlowNode, active: readonly Active[]): readonly string[] | string {
  const held = node.incoming.filter((id) => scope.onFlow.has(id));
  if (node.type === 'complexGateway') return tokensForComplex(scope, node, held, active);
  if (held.length === 0) return `no token on a flow into ${node.id}`;
  if (node.incoming.length < 2) return held;
  if (node.type === 'parallelGateway') return held.length < node.incoming.length ? `${node.id} waits for more flows` : held;
  if (node.type === 'inclusiveGateway')
    return mayStillArrive(scope, node, held, active) ? `another token may still reach ${node.id}` : held;
  return held.slice(0, 1);
}

/**
 * BPMN 2.0.2, 13.4.5: at its start it takes a token of each flow that has one, what its condition says is not known here; at its
 * reset of the others, when each has one or none can come any more.
 */
function tokensForComplex(
  scope: Scope,
  node: FlowNode,
  held: readonly string[],
  active: readonly Active[],
): readonly string[] | string {
  const had = scope.begun.get(node.id);
  if (!had) return held.length > 0 ? held : `no token on a flow into ${node.id}`;
  const others = node.incoming.filter((id) => !had.includes(id));
  const heldOthers = others.filter((id) => held.includes(id));
  const isWaiting = heldOthers.length < others.length && mayStillArrive(scope, node, [...had, ...heldOthers], active);
  return isWaiting ? `another token may still reach ${node.id}` : heldOthers;
}

/** A complex gateway that leads nowhere at its reset is reset without a word. */
export function resetSilently(scope: Scope, active: readonly Active[]): void {
  for (const id of [...scope.begun.keys()]) {
    const node = nodeIn(scope, id)!;
    if (node.outgoing.some((flow) => flowIn(scope, flow).condition || isDefault(node, flow))) continue;
    const taken = tokensForComplex(
      scope,
      node,
      node.incoming.filter((flow) => scope.onFlow.has(flow)),
      active,
    );
    if (typeof taken === 'string') continue;
    scope.begun.delete(id);
    for (const flow of taken) takeOne(scope.onFlow, flow);
  }
}

const isDefault = (node: FlowNode, flow: string): boolean => 'defaultFlow' in node && node.defaultFlow === flow;

/** BPMN 2.0.2, 13.4.3: some token can reach an empty incoming flow without the gateway, and none that holds a token. */
function mayStillArrive(scope: Scope, gateway: FlowNode, held: readonly string[], active: readonly Active[]): boolean {
  const onOtherFlows = [...scope.onFlow.keys()].filter((id) => !gateway.incoming.includes(id));
  const tokens = [
    ...active.filter((at) => at.scope === scope).map(({ node }) => node.id),
    ...onOtherFlows.map((id) => flowIn(scope, id).target),
    ...scope.before.keys(),
  ];
  return tokens.some((from) => {
    const reached = gateway.incoming.filter((id) => leadsTo(scope.model, from, flowIn(scope, id).source, gateway.id));
    return reached.length > 0 && !reached.some((id) => held.includes(id));
  });
}

/** Whether a path leads from a node to another, or is there, without visiting `except`. */
function leadsTo(model: ScopeModel, from: string, to: string, except: string): boolean {
  const seen = new Set<string>([except]);
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    if (id === to) return true;
    seen.add(id);
    for (const flow of model.flows) if (flow.source === id) open.push(flow.target);
    for (const node of model.nodes) if (node.type === 'boundaryEvent' && node.attachedTo === id) open.push(node.id);
    const link = linkName(model.nodes.find((node) => node.id === id));
    if (link !== undefined) open.push(...linkTargets(model, link));
  }
  return false;
}

/** The name under which a throwing link event leads on. */
export const linkName = (node: FlowNode | undefined): string | undefined =>
  node?.type === 'intermediateThrowEvent'
    ? node.definitions.flatMap((definition) => (definition.type === 'link' ? [definition.name] : []))[0]
    : undefined;

export const linkTargets = ({ nodes }: ScopeModel, name: string): string[] =>
  nodes
    .filter(
      (node) =>
        node.type === 'intermediateCatchEvent' &&
        node.definitions.some((definition) => definition.type === 'link' && definition.name === name),
    )
    .map(({ id }) => id);
