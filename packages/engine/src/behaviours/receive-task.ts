import type { ReceiveTask } from '@gaita/bpmn';
import { awaitMessage } from '../events/message.ts';
import type { Behaviour } from '../state/step.ts';

/** Waits for its message; without one it passes. */
export const receiveTask: Behaviour<ReceiveTask> = {
  enter(step, at) {
    const { message } = at.node.model;
    if (!message || step.token(at.scopeId, at.tokenId)?.occurred) return 'done';
    awaitMessage(step, at, at.node, message);
    return 'wait';
  },
};
