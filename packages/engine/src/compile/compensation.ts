import type { CompiledNode, CompiledScope, EventSubProcess } from './compiled-process.ts';

type Compensable = CompiledNode['compensable'];
/** Ids of activities that something compensates by name; undefined: all of them. */
type Named = ReadonlySet<string | undefined>;

/**
 * Finds out which activities must be kept when they have completed: those that something undoes and that something can
 * compensate. Of all others the snapshot holds nothing.
 * @param scopes outer before inner
 */
export function markCompensable(scopes: readonly CompiledScope[]): void {
  const undoable = new Set<CompiledNode>();
  const thrown = new Map<CompiledScope, Named>();
  for (const scope of [...scopes].reverse()) {
    for (const node of scope.nodes) if (isUndoable(node, undoable)) undoable.add(node);
    thrown.set(scope, thrownIn(scope, thrown));
  }
  if (undoable.size === 0) return;
  const cancelled = new Set<CompiledScope>();
  for (const scope of scopes) {
    if (hasCancelEnd(scope) || (scope.node && cancelled.has(scope.node.scope))) cancelled.add(scope);
    const fromOutside = cancelled.has(scope) ? 'own' : reachedFromOutside(scope);
    const named = thrown.get(scope)!;
    for (const node of scope.nodes) {
      if (!undoable.has(node)) continue;
      // Of a multi-instance transaction the cancellation of one instance undoes the others.
      const undoesItself = node.repeats && node.inner && hasCancelEnd(node.inner);
      const compensable = named.has(undefined) || named.has(node.id) || undoesItself ? 'own' : fromOutside;
      if (compensable) (node as { compensable?: Compensable }).compensable = compensable;
    }
  }
}

/** The compensation event sub-process of a process or sub-process. */
export const compensationSubProcessOf = (scope: CompiledScope): EventSubProcess | undefined =>
  scope.eventSubProcesses.find(({ start }) => hasDefinition(start, 'compensation'));

export const isCompensationSubProcess = (node: CompiledNode): boolean =>
  isEventSubProcess(node) &&
  !!node.inner?.nodes.some((inner) => inner.model.type === 'startEvent' && hasDefinition(inner, 'compensation'));

export const isEventSubProcess = ({ model }: CompiledNode): boolean => 'triggeredByEvent' in model && model.triggeredByEvent;

export const hasDefinition = ({ model }: CompiledNode, type: 'compensation' | 'cancel'): boolean =>
  'definitions' in model && model.definitions.some((definition) => definition.type === type);

const isHandler = ({ model }: CompiledNode): boolean => 'isForCompensation' in model && model.isForCompensation;

const hasCancelEnd = ({ nodes }: CompiledScope): boolean =>
  nodes.some((node) => node.model.type === 'endEvent' && hasDefinition(node, 'cancel'));

/** Of a called process only its end tells whether it holds something to undo. */
function isUndoable(node: CompiledNode, inside: ReadonlySet<CompiledNode>): boolean {
  if (isHandler(node) || isCompensationSubProcess(node)) return false;
  if (node.compensationHandler || node.model.type === 'callActivity') return true;
  return !!node.inner && node.inner.nodes.some((inner) => inside.has(inner) || isCompensationSubProcess(inner));
}

/** What is compensated at the level of a scope: from there and from its event sub-processes. */
function thrownIn(scope: CompiledScope, inside: ReadonlyMap<CompiledScope, Named>): Named {
  const named = new Set<string | undefined>();
  for (const node of scope.nodes) {
    const { model } = node;
    if (model.type === 'intermediateThrowEvent' || model.type === 'endEvent')
      for (const definition of model.definitions) if (definition.type === 'compensation') named.add(definition.activityRef);
    if (node.inner && isEventSubProcess(node)) for (const id of inside.get(node.inner) ?? []) named.add(id);
  }
  return named;
}

/** What can compensate all that completes in a scope, when it has completed itself. */
function reachedFromOutside(scope: CompiledScope): Compensable {
  const { node } = scope;
  if (!node) return 'called';
  return node.compensationHandler || compensationSubProcessOf(scope) ? undefined : node.compensable;
}
