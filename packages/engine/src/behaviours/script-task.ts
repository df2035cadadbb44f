import type { ScriptTask } from '@gaita/bpmn';
import { evaluate } from '../state/evaluate.ts';
import type { Behaviour } from '../state/step.ts';
import { scopeSeenBy, writeVariable } from '../state/variables.ts';

/** Evaluates a FEEL or JUEL expression. */
export const scriptTask: Behaviour<ScriptTask> = {
  enter(step, at) {
    const { script, resultVariable } = at.node.model;
    const value = evaluate(step, at, script);
    if (resultVariable) writeVariable(step, scopeSeenBy(step, at), resultVariable, value);
    return 'done';
  },
};
