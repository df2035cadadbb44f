import type { CompiledFlow, CompiledNode } from '../compile/compiled-process.ts';

/**
 * Whether a path leads from a node to this incoming flow of a gateway without visiting the gateway. A boundary event counts as a way
 * out of its host; links are flows.
 */
export const leadsTo = (flow: CompiledFlow, node: CompiledNode): boolean =>
  (upstreamOf(flow)[node.index >>> 5]! & (1 << (node.index & 31))) !== 0;

/** One bit a node of the scope. Computed once for each flow of a definition: the model never changes. */
const known = new WeakMap<CompiledFlow, Uint32Array>();

function upstreamOf(flow: CompiledFlow): Uint32Array {
  const before = known.get(flow);
  if (before) return before;
  const found = new Uint32Array((flow.target.scope.nodes.length + 31) >>> 5);
  const open: CompiledNode[] = [flow.source];
  for (let node = open.pop(); node; node = open.pop()) {
    const [word, bit] = [node.index >>> 5, 1 << (node.index & 31)];
    if ((found[word]! & bit) !== 0) continue;
    found[word]! |= bit;
    if (node === flow.target) continue;
    for (const incoming of node.incoming) open.push(incoming.source);
    if (node.host) open.push(node.host);
  }
  known.set(flow, found);
  return found;
}
