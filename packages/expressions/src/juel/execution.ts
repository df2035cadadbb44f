import type { Closure } from '../feel-closures/closure.ts';
import { ExpressionError } from '../types.ts';
import type { EvaluationContext } from '../types.ts';
import { asText } from './coerce.ts';
import { Moment } from './moment.ts';

const instanceId: Closure = (_scope, context) => executionOf(context).processInstanceId;
const businessKey: Closure = (_scope, context) => executionOf(context).businessKey ?? null;

/** `execution.…` without brackets. */
export const executionProperties: ReadonlyMap<string, Closure> = new Map<string, Closure>([
  ['processInstanceId', instanceId],
  ['processBusinessKey', businessKey],
  ['businessKey', businessKey],
]);

/** The same as Java's methods, `execution.…()`. */
export const executionGetters: ReadonlyMap<string, Closure> = new Map<string, Closure>([
  ['getProcessInstanceId', instanceId],
  ['getProcessBusinessKey', businessKey],
  ['getBusinessKey', businessKey],
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

/** Functions without an owner: both give a moment in the institution's zone, which becomes ISO 8601 text. */
export const functions: ReadonlyMap<string, Closure> = new Map<string, Closure>([
  ['now', (_scope, context) => Moment.now(context)],
  ['dateTime', (_scope, context) => Moment.now(context)],
]);

function executionOf(context: EvaluationContext): NonNullable<EvaluationContext['execution']> {
  if (!context.execution) throw new ExpressionError('There is no process instance here to ask for "execution".');
  return context.execution;
}
