import type { Outcome } from '@gaita/contracts';
import { seenFrom } from '../state/visible-variables.ts';
import type { Step } from '../state/step.ts';
import { bytesOf } from '../state/variables.ts';
import { cancelScope } from './cancel.ts';

/** Ends the instance with whatever still lives in it. A caller is told how it ended. */
export function endInstance(
  step: Step,
  outcome: Outcome,
  more: { endElementId?: string; reason?: string; error?: { code: string; message?: string }; byCaller?: boolean },
): void {
  const { variables, types } = seenFrom((id) => step.scope(id), step.instanceId);
  cancelScope(step, step.instanceId, 'terminated');
  step.ended = outcome;
  step.record({
    kind: 'instanceEnded',
    outcome,
    ...(more.endElementId !== undefined && { endElementId: more.endElementId }),
    ...(more.reason !== undefined && { reason: more.reason }),
  });
  if (!step.calledBy || more.byCaller) return;
  const caller = { parentInstanceId: step.calledBy.instanceId, parentTokenId: step.calledBy.tokenId };
  if (outcome === 'completed') {
    const given = Object.keys(types).length > 0 ? { variables, types } : { variables };
    step.deliver({ type: 'calledEnded', ...caller, ...given }, bytesOf(variables));
  } else if (more.error) {
    const { code, message } = more.error;
    const error = { errorCode: code, ...(message !== undefined && { errorMessage: message }) };
    step.deliver({ type: 'calledError', ...caller, ...error, variables }, bytesOf(variables));
  } else {
    step.deliver({ type: 'calledCanceled', ...caller, ...(more.reason !== undefined && { reason: more.reason }) });
  }
}
