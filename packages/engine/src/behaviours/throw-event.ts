import type { EndEvent, IntermediateThrowEvent } from '@gaita/bpmn';
import type { Behaviour, Entered, EventKind, Place, Step } from '../state/step.ts';
import { createJob } from './job.ts';

/** Throws its events in order; one that has a topic leaves the throwing to a job. */
export const throwEvent: Behaviour<EndEvent | IntermediateThrowEvent> = {
  enter(step, at) {
    if (at.node.model.topic) return createJob(step, at, at.node.model.topic);
    return throwAll(step, at);
  },
};

function throwAll(step: Step, at: Place<EndEvent | IntermediateThrowEvent>): Entered {
  for (const definition of at.node.model.definitions) {
    const kind = step.tables.events[definition.type] as EventKind<typeof definition.type> | undefined;
    if (kind?.throw?.(step, at, definition as never) === 'gone') return 'gone';
  }
  return 'done';
}
