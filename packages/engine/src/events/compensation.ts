import { takeVisible } from '../flow/compensation/visible-entries.ts';
import type { EventKind } from '../state/step.ts';

/**
 * Compensates completed activities, one after the other in reverse order of completion, and waits for the end unless the model
 * says otherwise (BPMN 2.0.2, 10.7.2). Boundary and start events of this kind are never armed: they name what undoes an activity.
 */
export const compensation: EventKind<'compensation'> = {
  throw(step, at, { activityRef, waitForCompletion }) {
    const undo = takeVisible(step, at.scopeId, activityRef);
    if (undo.length === 0) return 'done';
    if (waitForCompletion) {
      const token = step.token(at.scopeId, at.tokenId)!;
      step.setToken(at.scopeId, at.tokenId, { ...token, undo: [...undo, ...(token.undo ?? [])] });
      if (!token.undo) step.do('compensate', at.scopeId, at.tokenId);
      return 'wait';
    }
    const beside = step.newId();
    step.setToken(at.scopeId, beside, { element: at.node.id, undoes: true, undo });
    step.do('compensate', at.scopeId, beside);
    return 'done';
  },
};
