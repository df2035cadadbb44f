import type { Closure } from '../feel-closures/closure.ts';
import { isoText, nowOf } from '../feel/temporal.ts';
import { ExpressionError } from '../types.ts';
import type { EvaluationContext } from '../types.ts';
import { asText } from './coerce.ts';

/** `execution.…` without brackets. */
export const executionProperties: ReadonlyMap<string, Closure> = new Map<string, Closure>([
  ['processInstanceId', (_scope, context) => executionOf(context).processInstanceId],
  ['processBusinessKey', (_scope, context) => executionOf(context).businessKey ?? null],
]);

/** What can be handed over of an `execution` as a whole. */
export const executionItself: Closure = (_scope, context) => {
  const { processInstanceId, businessKey = null } = executionOf(context);
  return { processInstanceId, processBusinessKey: businessKey };
};

/** `execution.…(name)`. */
export const executionMethods: ReadonlyMap<string, (name: Closure) => Closure> = new Map([
  [
    'getVariable',
    (name: Closure): Closure =>
      (scope, context) =>
        scope(asText(name(scope, context))) ?? null,
  ],
  [
    'hasVariable',
    (name: Closure): Closure =>
      (scope, context) =>
        scope(asText(name(scope, context))) !== undefined,
  ],
]);

/** Functions without an owner; moments are ISO 8601 text in the institution's zone. */
export const functions: ReadonlyMap<string, Closure> = new Map<string, Closure>([
  ['now', (_scope, context) => isoText(nowOf(context))],
  ['dateTime', (_scope, context) => isoText(nowOf(context))],
]);

function executionOf(context: EvaluationContext): NonNullable<EvaluationContext['execution']> {
  if (!context.execution) throw new ExpressionError('There is no process instance here to ask for "execution".');
  return context.execution;
}
