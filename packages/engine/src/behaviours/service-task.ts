import type { ServiceTask } from '@gaita/bpmn';
import { evaluate } from '../state/evaluate.ts';
import type { Behaviour } from '../state/step.ts';
import { scopeSeenBy, writeVariable } from '../state/variables.ts';
import { createJob } from './job.ts';

/** A job with its topic, else the value of its expression; with neither it passes. */
export const serviceTask: Behaviour<ServiceTask> = {
  enter(step, at) {
    const { topic, expression, resultVariable } = at.node.model;
    if (topic) return createJob(step, at, topic);
    if (expression) {
      const value = evaluate(step, at, expression);
      if (resultVariable) writeVariable(step, scopeSeenBy(step, at), resultVariable, value);
    }
    return 'done';
  },
};
