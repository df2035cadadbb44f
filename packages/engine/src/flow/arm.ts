import type { EventDefinition } from '@gaita/bpmn';
import type { CompiledNode } from '../compile/compiled-process.ts';
import { incidentOf } from '../state/halt.ts';
import { raiseIncident } from '../state/incidents.ts';
import type { EventKind, Step, WaitOwner } from '../state/step.ts';

/** Opens what a catching event waits for, one wait a definition. Throws what cannot be evaluated. */
export function armEvent(step: Step, owner: WaitOwner, event: CompiledNode): void {
  for (const definition of definitionsOf(event)) {
    const kind = step.tables.events[definition.type] as EventKind<typeof definition.type> | undefined;
    kind?.arm?.(step, owner, event, definition as never);
  }
}

/** The same for events beside the work itself: one that cannot be evaluated becomes an incident of its own, the work goes on. */
export function armBeside(step: Step, owner: WaitOwner, event: CompiledNode): void {
  try {
    armEvent(step, owner, event);
  } catch (error) {
    const incident = incidentOf(error);
    if (!incident) throw error;
    raiseIncident(step, owner, { ...incident, element: event.id });
  }
}

export function definitionsOf(event: CompiledNode): readonly EventDefinition[] {
  return 'definitions' in event.model ? event.model.definitions : [];
}
