import type { Expression } from '@gaita/bpmn';
import { evaluate } from '../state/evaluate.ts';
import type { Place, Step } from '../state/step.ts';
import { scopeSeenBy, writeVariable } from '../state/variables.ts';

/** A task that does no more than evaluate its `camunda:expression`, and keep the value where it has a result variable. */
export function runExpression(step: Step, at: Place, expression: Expression, resultVariable: string | undefined): 'done' {
  const value = evaluate(step, at, expression);
  if (resultVariable) writeVariable(step, scopeSeenBy(step, at), resultVariable, value);
  return 'done';
}
