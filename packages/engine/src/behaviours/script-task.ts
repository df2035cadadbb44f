import type { ScriptTask } from '@gaita/bpmn';
import { evaluate } from '../state/evaluate.ts';
import type { Behaviour } from '../state/step.ts';
import { createJob } from './job.ts';
import { scopeSeenBy, writeVariable } from '../state/variables.ts';

/** Evaluates a FEEL or JUEL expression; any other script is a job. */
export const scriptTask: Behaviour<ScriptTask> = {
  enter(step, at) {
    const { script, resultVariable, topic } = at.node.model;
    if (topic) return createJob(step, at, topic);
    const value = evaluate(step, at, script);
    if (resultVariable) writeVariable(step, scopeSeenBy(step, at), resultVariable, value);
    return 'done';
  },
};
