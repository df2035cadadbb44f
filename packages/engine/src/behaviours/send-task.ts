import type { SendTask } from '@gaita/bpmn';
import { sendMessage } from '../events/message.ts';
import type { Behaviour } from '../state/step.ts';
import { createJob } from './job.ts';
import { runExpression } from './own-expression.ts';

/** A job with its topic, else its message, else the value of its expression; with none of them it passes. */
export const sendTask: Behaviour<SendTask> = {
  enter(step, at) {
    const { topic, message, payload, expression, resultVariable } = at.node.model;
    if (topic) return createJob(step, at, topic);
    if (message) sendMessage(step, at, message, payload);
    else if (expression) return runExpression(step, at, expression, resultVariable);
    return 'done';
  },
};
