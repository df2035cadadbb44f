import type { CompiledNode } from '../compile/compiled-process.ts';
import { needsAll } from '../compile/definitions-of.ts';
import type { Step, WaitOwner } from '../state/step.ts';
import type { FoundWait } from '../state/waits.ts';
import { isListener } from './ad-hoc.ts';
import { isInterruptingBoundary } from './boundary.ts';
import { insideOf } from './event-sub-process.ts';

/** Whether a wait stays open when it has occurred: of boundary events and event sub-processes that do not interrupt. */
export function keepsListening(step: Step, found: FoundWait): boolean {
  if (found.wait.element === undefined) return false;
  const element = step.node(found.wait.element);
  return !needsAll(element) && mayOccurAgain(step, found, element);
}

/** Whether an event that belongs to an owner, but is not its own element, may occur more than once. */
export function mayOccurAgain(step: Step, { scopeId, tokenId }: WaitOwner, element: CompiledNode): boolean {
  if (tokenId !== undefined) return element.host !== undefined && !isInterruptingBoundary(element);
  if (isListener(element)) return true;
  return (
    insideOf(step, scopeId)?.eventSubProcesses.some(({ start, isInterrupting }) => start === element && !isInterrupting) ?? false
  );
}
