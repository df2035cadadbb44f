import type { CompiledNode } from '../compile/compiled-process.ts';
import { definitionsOf } from '../compile/definitions-of.ts';
import { incidentOf } from '../state/halt.ts';
import { raiseIncident } from '../state/incidents.ts';
import type { EventKind, Step, WaitOwner } from '../state/step.ts';
import { closeTokenWaits, closeWaitsFor } from '../state/waits.ts';

/** Opens what a catching event waits for, one wait a definition. Throws what cannot be evaluated, with nothing left open. */
export function armEvent(step: Step, owner: WaitOwner, event: CompiledNode): void {
  try {
    for (const definition of definitionsOf(event)) {
      const kind = step.tables.events[definition.type] as EventKind<typeof definition.type> | undefined;
      kind?.arm?.(step, owner, event, definition as never);
    }
  } catch (error) {
    const isOwn = owner.tokenId !== undefined && step.token(owner.scopeId, owner.tokenId)?.element === event.id;
    if (isOwn) closeTokenWaits(step, owner.scopeId, owner.tokenId!);
    else closeWaitsFor(step, owner, event.id);
    throw error;
  }
}

/** The same for events beside the work itself: one that cannot be evaluated becomes an incident of its own, the work goes on. */
export function armBeside(step: Step, owner: WaitOwner, event: CompiledNode): void {
  beside(step, owner, event, () => armEvent(step, owner, event));
}

export function beside(step: Step, owner: WaitOwner, event: CompiledNode, arm: () => void): void {
  try {
    arm();
  } catch (error) {
    const incident = incidentOf(error);
    if (!incident) throw error;
    closeWaitsFor(step, owner, event.id);
    raiseIncident(step, owner, { ...incident, element: event.id });
  }
}
