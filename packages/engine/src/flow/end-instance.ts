import type { Outcome } from '@gaita/contracts';
import { parentOf } from './parent-of.ts';
import { seenFrom } from '../state/visible-variables.ts';
import type { Step } from '../state/step.ts';
import { bytesOf } from '../state/variables.ts';
import { compensationSubProcessOf } from '../compile/compensation.ts';
import { cancelScope } from './cancel.ts';
import { forgetCalled } from './compensation/forget-called.ts';
import { takeAll } from './compensation/keep.ts';

/**
 * Ends the instance with whatever still lives in it. A caller is told how it ended. What the caller can compensate later is kept;
 * an instance that was compensated for its caller ends again without a record, because it had ended already.
 */
export function endInstance(
  step: Step,
  outcome: Outcome,
  more: { endElementId?: string; reason?: string; error?: { code: string; message?: string }; byCaller?: boolean },
): void {
  const { variables, types } = seenFrom((id) => step.scope(id), step.instanceId);
  cancelScope(step, step.instanceId, 'terminated');
  const compensable = outcome === 'completed' && keepWhole(step);
  if (!compensable) forgetCalled(step, takeAll(step, step.instanceId));
  step.ended = step.undoing ? 'completed' : outcome;
  if (!step.undoing)
    step.record({
      kind: 'instanceEnded',
      outcome,
      ...(more.endElementId !== undefined && { endElementId: more.endElementId }),
      ...(more.reason !== undefined && { reason: more.reason }),
    });
  if (!step.calledBy || more.byCaller) return;
  const caller = parentOf(step.calledBy);
  if (outcome === 'completed' && step.undoing) step.deliver({ type: 'calledCompensated', ...caller });
  else if (outcome === 'completed') {
    const given = Object.keys(types).length > 0 ? { variables, types } : { variables };
    step.deliver({ type: 'calledEnded', ...caller, ...given, ...(compensable && { compensable }) }, bytesOf(variables));
  } else if (more.error) {
    const { code, message } = more.error;
    const error = { errorCode: code, ...(message !== undefined && { errorMessage: message }) };
    step.deliver({ type: 'calledError', ...caller, ...error, variables }, bytesOf(variables));
  } else {
    step.deliver({ type: 'calledCanceled', ...caller, ...(more.reason !== undefined && { reason: more.reason }) });
  }
}

/** Keeps the process's own scope when its caller may compensate it and there is something to undo. */
function keepWhole(step: Step): boolean {
  if (step.undoing || !step.calledBy?.compensable) return false;
  const { element, variables, compensations, compensated } = step.scope(step.instanceId)!;
  const own = compensationSubProcessOf(step.process.root);
  if (own ? compensated : !compensations) return false;
  step.kept = {
    [step.instanceId]: { element, ...(variables && { variables }), ...(compensations && { compensations }) },
  };
  return true;
}
