import type { CompiledFlow, CompiledNode } from '../compile/compiled-process.ts';
import type { Step } from '../state/step.ts';
import { passJoin } from './take-flow.ts';

/**
 * Passes one inclusive join that may go on, if there is one, in the scopes that this step changed. Called when no other token
 * can move.
 *
 * BPMN 2.0.2, 13.4.3: the gateway waits while some token can reach an empty incoming flow, on a path that does not visit the
 * gateway, and cannot reach one that holds a token.
 */
export function passInclusiveJoin(step: Step): boolean {
  for (const scopeId of step.looksEverywhere ? step.scopeIds() : step.touched) {
    const joins = step.scope(scopeId)?.joins;
    for (const flowId in joins) {
      const gateway = step.process.flows.get(flowId)?.target;
      if (gateway?.model.type !== 'inclusiveGateway' || !mayPass(step, scopeId, gateway)) continue;
      passJoin(step, scopeId, gateway);
      return true;
    }
  }
  return false;
}

function mayPass(step: Step, scopeId: string, gateway: CompiledNode): boolean {
  const { tokens, joins } = step.scope(scopeId)!;
  const upstream = gateway.incoming.map((flow) => ({
    reaches: upstreamOf(flow),
    held: !!joins && Object.hasOwn(joins, flow.id),
  }));
  const blocks = (nodeId: string): boolean => {
    let canReachEmpty = false;
    for (const { reaches, held } of upstream) {
      if (!reaches.has(nodeId)) continue;
      if (held) return false;
      canReachEmpty = true;
    }
    return canReachEmpty;
  };
  for (const tokenId in tokens) if (blocks(tokens[tokenId]!.element)) return false;
  for (const flowId in joins) {
    const target = step.process.flows.get(flowId)?.target;
    if (target && target !== gateway && blocks(target.id)) return false;
  }
  return true;
}

/** Computed once for each flow of a definition: the model never changes. */
const upstreamNodes = new WeakMap<CompiledFlow, ReadonlySet<string>>();

/** The nodes from which a path leads to this incoming flow of a gateway without visiting the gateway; a boundary event counts as a way out of its host. */
function upstreamOf(flow: CompiledFlow): ReadonlySet<string> {
  const known = upstreamNodes.get(flow);
  if (known) return known;
  const found = new Set<string>();
  const open: CompiledNode[] = [flow.source];
  for (let node = open.pop(); node; node = open.pop()) {
    if (found.has(node.id)) continue;
    found.add(node.id);
    if (node === flow.target) continue;
    for (const incoming of node.incoming) open.push(incoming.source);
    if (node.host) open.push(node.host);
  }
  upstreamNodes.set(flow, found);
  return found;
}
