import { compensationSubProcessOf, isCompensationSubProcess, isEventSubProcess } from '../../compile/compensation.ts';
import type { TokenState } from '../../snapshot.ts';
import type { Step } from '../../state/step.ts';

export type ToUndo = NonNullable<TokenState['undo']>[number];

/**
 * Takes what a compensation event thrown in a scope compensates: completed activities of that scope and, when it is an event
 * sub-process, of the scope around it (BPMN 2.0.2, tables 10.88 and 10.89). Taken means consumed: nothing is compensated twice.
 * Where a process that has a compensation event sub-process compensates itself, that is what runs, once.
 * @param activityRef only this activity, all of its instances
 * @returns in order of completion
 */
export function takeVisible(step: Step, scopeId: string, activityRef: string | undefined): readonly ToUndo[] {
  const taken: ToUndo[][] = [];
  let isUndoing = false;
  for (let id = scopeId; ;) {
    const scope = step.scope(id)!;
    const holder = scope.parent === undefined ? undefined : step.node(scope.element);
    if (!holder && activityRef === undefined && !isUndoing) {
      const own = takeOwn(step);
      if (own) return [...own, ...taken.flat()];
    }
    taken.unshift(takeFrom(step, id, activityRef));
    if (!holder || !isEventSubProcess(holder)) break;
    isUndoing ||= isCompensationSubProcess(holder);
    id = scope.parent!;
  }
  return taken.flat();
}

function takeFrom(step: Step, scopeId: string, activityRef: string | undefined): ToUndo[] {
  const entries = step.scope(scopeId)?.compensations;
  if (!entries) return [];
  const isMeant = ({ element }: { element: string }) => activityRef === undefined || element === activityRef;
  const rest = entries.filter((entry) => !isMeant(entry));
  if (rest.length === entries.length) return [];
  const scope = step.edit(scopeId);
  if (rest.length > 0) scope.compensations = rest;
  else delete scope.compensations;
  return entries.filter(isMeant).map((entry) => ({ ...entry, scope: scopeId }));
}

/** The process as a whole; undefined when it has no compensation event sub-process of its own, nothing when that has run already. */
export function takeOwn(step: Step): ToUndo[] | undefined {
  if (!compensationSubProcessOf(step.process.root)) return undefined;
  const { instanceId } = step;
  if (step.scope(instanceId)!.compensated) return [];
  step.edit(instanceId).compensated = true;
  return [{ element: step.process.id, token: instanceId, scope: instanceId }];
}
