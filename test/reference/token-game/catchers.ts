import type { EventDefinition, FlowNode } from '@gaita/bpmn';
import type { Active, Scope } from './scope.ts';
import { isEventSubProcess } from './scope.ts';

/** Where an error or escalation is caught: by a boundary event of an activity, or by an event sub-process of a scope. */
export type Catcher =
  | { readonly event: FlowNode & { type: 'boundaryEvent' }; readonly host: Active }
  | { readonly event: FlowNode & { type: 'startEvent' }; readonly handler: FlowNode; readonly scope: Scope };

/** The nearest that fits, looking outwards (BPMN 2.0.2, 10.5.1); at each level its own code goes before none. */
export function nearestCatcher(
  thrower: Active,
  kind: 'error' | 'escalation',
  code: string,
  active: ReadonlyMap<string, Active>,
): Catcher | undefined {
  const isEvent = thrower.node.type === 'endEvent' || thrower.node.type === 'intermediateThrowEvent';
  let inner: Active | undefined = thrower;
  for (let scope: Scope | undefined = thrower.scope; scope; scope = scope.parent) {
    const host: Active | undefined = inner === thrower && isEvent ? undefined : inner;
    const found = (host && boundaryOf(host, kind, code)) ?? handlerIn(scope, host, kind, code);
    if (found) return found;
    inner = active.get(scope.id);
  }
  return undefined;
}

/** The single instances of a repeated activity leave that to its body. */
function boundaryOf(host: Active, kind: 'error' | 'escalation', code: string): Catcher | undefined {
  if (host.loopIndex !== undefined) return undefined;
  const events = host.scope.model.nodes.filter(
    (node): node is FlowNode & { type: 'boundaryEvent' } => node.type === 'boundaryEvent' && node.attachedTo === host.node.id,
  );
  const event = best(events, kind, code);
  return event && { event, host };
}

/** An event sub-process does not catch what comes out of itself, and none starts in a scope that one has taken over. */
function handlerIn(scope: Scope, from: Active | undefined, kind: 'error' | 'escalation', code: string): Catcher | undefined {
  if (scope.closedBy !== undefined) return undefined;
  const starts = scope.model.nodes
    .filter(isEventSubProcess)
    .filter((node) => node !== from?.node)
    .flatMap((handler) => handler.nodes.flatMap((node) => (node.type === 'startEvent' ? [{ handler, node }] : [])));
  const event = best(
    starts.map(({ node }) => node),
    kind,
    code,
  );
  const handler = starts.find(({ node }) => node === event)?.handler;
  return event && handler && { event, handler, scope };
}

function best<Node extends FlowNode & { readonly definitions: readonly EventDefinition[] }>(
  nodes: readonly Node[],
  kind: 'error' | 'escalation',
  code: string,
): Node | undefined {
  const catches = (node: Node, wanted: string | undefined): boolean =>
    node.definitions.some((definition) => definition.type === kind && (definition.code || undefined) === wanted);
  return nodes.find((node) => catches(node, code || undefined)) ?? nodes.find((node) => catches(node, undefined));
}
