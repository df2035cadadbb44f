import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { completeToken } from '../flow/live.ts';
import type { Step } from '../state/step.ts';
import { scopeSeenBy, writeVariables } from '../state/variables.ts';
import { findWait, placeOf, removeWait } from '../state/waits.ts';
import type { TriggerOf } from '../trigger.ts';

export function taskCompleted(
  step: Step,
  { taskId, place, variables, types }: TriggerOf<'taskCompleted'>,
): Rejection | undefined {
  const found = findWait(step, taskId, ['task'], place);
  if (!found) return rejected('task-withdrawn', `Task ${taskId} is not open any more.`, { taskId });
  step.record({ kind: 'taskCompleted', taskId, ...placeOf(step, found, found.wait) });
  removeWait(step, found);
  const at = step.place(found.scopeId, found.tokenId!)!;
  writeVariables(step, scopeSeenBy(step, at), variables, types);
  completeToken(step, at);
  return undefined;
}
