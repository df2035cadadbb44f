import type { SendTask } from '@gaita/bpmn';
import { sendMessage } from '../events/message.ts';
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
