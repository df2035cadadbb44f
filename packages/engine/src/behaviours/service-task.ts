import type { ServiceTask } from '@gaita/bpmn';
import type { Behaviour } from '../state/step.ts';
import { createJob } from './job.ts';
import { runExpression } from './own-expression.ts';

/** A job with its topic, else the value of its expression; with neither it passes. */
export const serviceTask: Behaviour<ServiceTask> = {
  enter(step, at) {
    const { topic, expression, resultVariable } = at.node.model;
    if (topic) return createJob(step, at, topic);
    return expression ? runExpression(step, at, expression, resultVariable) : 'done';
  },
};
