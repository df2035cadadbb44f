import type { Step } from '../state/step.ts';
import type { FoundWait } from '../state/waits.ts';
import { isInterruptingBoundary } from './boundary.ts';
import { insideOf } from './event-sub-process.ts';

/** Whether an event may occur again: boundary events and event sub-processes that do not interrupt. */
export function keepsListening(step: Step, { scopeId, tokenId, wait }: FoundWait): boolean {
  if (wait.element === undefined) return false;
  const element = step.node(wait.element);
  if (tokenId !== undefined) return element.host !== undefined && !isInterruptingBoundary(element);
  return (
    insideOf(step, scopeId)?.eventSubProcesses.some(({ start, isInterrupting }) => start === element && !isInterrupting) ?? false
  );
}
