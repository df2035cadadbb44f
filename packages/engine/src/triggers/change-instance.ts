import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { endInstance } from '../flow/end-instance.ts';
import { forget } from './compensate.ts';
import type { Step } from '../state/step.ts';
import { writeVariables as write } from '../state/variables.ts';
import type { TriggerOf } from '../trigger.ts';

/** Writes by the rule, seen from a scope (default: the process instance). */
export function writeVariables(step: Step, trigger: TriggerOf<'writeVariables'>): Rejection | undefined {
  const scopeId = trigger.scopeId ?? step.instanceId;
  step.require([scopeId]);
  if (!step.scope(scopeId)) return rejected('not-found', `There is no scope ${scopeId} in this instance.`, { scopeId });
  write(step, scopeId, trigger.variables, trigger.types);
  return undefined;
}

export function cancel(step: Step, { reason, byCaller }: TriggerOf<'cancel'>): Rejection | undefined {
  if (step.hasEnded) return forget(step);
  endInstance(step, 'terminated', { ...(reason !== undefined && { reason }), ...(byCaller && { byCaller }) });
  return undefined;
}
