import type { EndEvent, EventDefinition, IntermediateThrowEvent } from '@gaita/bpmn';
import type { Behaviour, Entered, EventKind, Place, Step } from '../state/step.ts';
import { createJob } from './job.ts';

/** Throws all of its events; one that has a topic leaves the throwing to a job. */
export const throwEvent: Behaviour<EndEvent | IntermediateThrowEvent> = {
  enter(step, at) {
    if (at.node.model.topic) return createJob(step, at, at.node.model.topic);
    return throwAll(step, at);
  },
};

/** Those that take the token away come last; none is thrown when one of several cannot be evaluated. */
function throwAll(step: Step, at: Place<EndEvent | IntermediateThrowEvent>): Entered {
  const { definitions } = at.node.model;
  if (definitions.length > 1)
    for (const definition of definitions) kindOf(step, definition).check?.(step, at, definition as never);
  let entered: Entered = 'done';
  for (const definition of [...definitions].sort((a, b) => order(a) - order(b))) {
    const thrown = kindOf(step, definition).throw?.(step, at, definition as never);
    if (thrown === 'gone') return 'gone';
    if (thrown === 'wait') entered = 'wait';
  }
  return entered;
}

const kindOf = (step: Step, { type }: EventDefinition) => step.tables.events[type] as EventKind<typeof type>;

const ending: readonly EventDefinition['type'][] = ['escalation', 'terminate', 'cancel', 'error'];
const order = ({ type }: EventDefinition): number => ending.indexOf(type);
