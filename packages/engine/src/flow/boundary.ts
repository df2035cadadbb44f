import type { BoundaryEvent } from '@gaita/bpmn';
import type { Outcome } from '@gaita/contracts';
import type { CompiledNode } from '../compile/compiled-process.ts';
import type { Place, Step } from '../state/step.ts';
import { armBeside } from './arm.ts';
import { cancelToken } from './cancel.ts';
import { placeToken } from './place-token.ts';

/** Opens what the boundary events of an activity wait for; those that an incident left open stay. */
export function armBoundaries(step: Step, at: Place): void {
  const { boundaries } = at.node;
  if (boundaries.length === 0 || step.token(at.scopeId, at.tokenId)!.listens) return;
  for (const event of boundaries) {
    const waits = Object.values(step.token(at.scopeId, at.tokenId)?.waits ?? {});
    if (!waits.some(({ element }) => element === event.id)) armBeside(step, at, event);
  }
  const token = step.token(at.scopeId, at.tokenId)!;
  if (token.phase === 'start') step.setToken(at.scopeId, at.tokenId, { ...token, listens: true });
}

export const isInterruptingBoundary = (event: CompiledNode): boolean => (event.model as BoundaryEvent).cancelActivity;

/** A boundary event occurs: the activity is cancelled when it interrupts, and a token starts at the event. Gives that token's place. */
export function fireBoundary(step: Step, host: Place, event: CompiledNode, outcome: Outcome): Place {
  if (isInterruptingBoundary(event)) cancelToken(step, host.scopeId, host.tokenId, outcome);
  return { scopeId: host.scopeId, tokenId: placeToken(step, host.scopeId, event), node: event };
}
