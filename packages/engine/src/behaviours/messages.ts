import type { ReceiveTask, SendTask } from '@gaita/bpmn';
import { awaitMessage, sendMessage } from '../events/message.ts';
import type { Behaviour } from '../state/step.ts';
import { createJob } from './job.ts';

/** A job with its topic, else its message; with neither it passes. */
export const sendTask: Behaviour<SendTask> = {
  enter(step, at) {
    const { topic, message, payload } = at.node.model;
    if (topic) return createJob(step, at, topic);
    if (message) sendMessage(step, at, message, payload);
    return 'done';
  },
};

/** Waits for its message; without one it passes. */
export const receiveTask: Behaviour<ReceiveTask> = {
  enter(step, at) {
    const { message } = at.node.model;
    if (!message || step.token(at.scopeId, at.tokenId)?.occurred) return 'done';
    awaitMessage(step, at, at.node.id, message);
    return 'wait';
  },
};
