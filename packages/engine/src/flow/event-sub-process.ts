import type { CompiledScope, EventSubProcess } from '../compile/compiled-process.ts';
import type { Place, Step } from '../state/step.ts';
import { armBeside } from './arm.ts';
import { cancelScope } from './cancel.ts';
import { placeToken } from './place-token.ts';

/** Opens what the event sub-processes of a new scope wait for. */
export function armEventSubProcesses(step: Step, scopeId: string, scope: CompiledScope): void {
  for (const { start } of scope.eventSubProcesses) armBeside(step, { scopeId }, start);
}

/** Starts an event sub-process in its scope, which it takes over when it interrupts. Gives the place of its token. */
export function startEventSubProcess(step: Step, scopeId: string, { node, start, isInterrupting }: EventSubProcess): Place {
  if (isInterrupting) {
    cancelScope(step, scopeId, 'terminated');
    step.edit(scopeId).interrupted = true;
  }
  return { scopeId, tokenId: placeToken(step, scopeId, node, { start: start.id }), node };
}

/** The compiled inside of a scope; undefined for multi-instance bodies and scopes of variables only. */
export function insideOf(step: Step, scopeId: string): CompiledScope | undefined {
  if (scopeId === step.instanceId) return step.process.root;
  const scope = step.scope(scopeId);
  return scope && !scope.loop ? step.process.nodes.get(scope.element)?.inner : undefined;
}
