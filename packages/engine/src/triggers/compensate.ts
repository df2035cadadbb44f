import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { compensationSubProcessOf } from '../compile/compensation.ts';
import { endSilently } from '../flow/compensation/compensate-next.ts';
import { forgetCalled } from '../flow/compensation/forget-called.ts';
import { takeAll } from '../flow/compensation/keep.ts';
import { takeOwn } from '../flow/compensation/visible-entries.ts';
import type { Step } from '../state/step.ts';
import type { TriggerOf } from '../trigger.ts';
import { findCaller } from './called.ts';

/** The caller compensates this instance, which has ended: by its compensation event sub-process, else all that completed in it. */
export function compensate(step: Step): Rejection | undefined {
  const { instanceId } = step;
  step.undoing = true;
  step.edit(instanceId).interrupted = true;
  const undo = takeOwn(step) ?? takeAll(step, instanceId).map((entry) => ({ ...entry, scope: instanceId }));
  const element = compensationSubProcessOf(step.process.root)?.node.id ?? undo.at(-1)!.element;
  const tokenId = step.newId();
  step.setToken(instanceId, tokenId, { element, undoes: true, undo });
  step.do('compensate', instanceId, tokenId);
  return undefined;
}

/** Nothing of the ended instance is needed any more, nor of those that it called. */
export function forget(step: Step): Rejection | undefined {
  forgetCalled(step, takeAll(step, step.instanceId));
  step.ended = 'completed';
  return undefined;
}

export function calledCompensated(step: Step, { tokenId, scopeId }: TriggerOf<'calledCompensated'>): Rejection | undefined {
  const at = findCaller(step, tokenId, scopeId);
  if (!at) return rejected('called-process-gone', `Nobody waits for the compensation of the called process.`, { tokenId });
  endSilently(step, at);
  return undefined;
}
