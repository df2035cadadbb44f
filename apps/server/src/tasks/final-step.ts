import type { FlowNode } from '@gaita/bpmn';
import type { CompiledNode, CompiledProcess } from '@gaita/engine';

/** What completing a task may bring about at once so that it cannot be taken back: it sends something out, or the case ends. */
export type FinalStep = 'sends' | 'ends';

const known = new WeakMap<CompiledProcess, Map<string, FinalStep | undefined>>();

/** Whether something final follows the element with nothing to wait for in between, on any way that its values may choose. */
export function finalStep(process: CompiledProcess, elementId: string): FinalStep | undefined {
  let steps = known.get(process);
  if (!steps) known.set(process, (steps = new Map()));
  if (!steps.has(elementId)) {
    const node = process.nodes.get(elementId);
    steps.set(elementId, node && search(node));
  }
  return steps.get(elementId);
}

function search(from: CompiledNode): FinalStep | undefined {
  let found: FinalStep | undefined;
  const seen = new Set<CompiledNode>([from]);
  const waiting = [...after(from)];
  while (waiting.length > 0) {
    const node = waiting.pop()!;
    if (seen.has(node)) continue;
    seen.add(node);
    if (sends(node.model)) return 'sends';
    if (node.model.type === 'endEvent' && node.scope.node === undefined) found = 'ends';
    if (waits(node.model)) continue;
    waiting.push(...(node.inner?.starts ?? after(node)));
  }
  return found;
}

/** Where a token goes from an element; at the end of a sub-process, on from there. */
function after(node: CompiledNode): CompiledNode[] {
  if (node.outgoing.length > 0) return node.outgoing.map(({ target }) => target);
  return node.scope.node ? after(node.scope.node) : [];
}

const jobs: ReadonlySet<FlowNode['type']> = new Set(['serviceTask', 'sendTask', 'scriptTask', 'callActivity']);

function sends(model: FlowNode): boolean {
  if (jobs.has(model.type)) return true;
  if (model.type !== 'intermediateThrowEvent' && model.type !== 'endEvent') return false;
  return (
    (model as { readonly definitions?: readonly { readonly type: string }[] }).definitions?.some(
      ({ type }) => type === 'message' || type === 'signal',
    ) === true
  );
}

const waiting: ReadonlySet<FlowNode['type']> = new Set([
  'userTask',
  'receiveTask',
  'intermediateCatchEvent',
  'eventBasedGateway',
]);
const waits = ({ type }: FlowNode): boolean => waiting.has(type);
