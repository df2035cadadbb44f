import type { BoundaryEvent, FlowNode } from '../model.ts';
import { named } from '../named.ts';
import { finding, scopesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** A boundary event sits on an activity of its own scope and has one way to be entered: its event. */
export const boundaryEvent: Rule = (process) =>
  scopesOf(process).flatMap((scope) => {
    const byId = new Map(scope.nodes.map((node) => [node.id, node]));
    return scope.nodes
      .filter((node) => node.type === 'boundaryEvent')
      .flatMap((event) => {
        const wrong = misplacement(event, byId.get(event.attachedTo));
        return wrong ? [finding('error', 'boundary-event', event, `The ${named(event)} ${wrong.what}.`, wrong.advice)] : [];
      });
  });

function misplacement(event: BoundaryEvent, host: FlowNode | undefined): { what: string; advice: string } | undefined {
  if (!host)
    return { what: 'is attached to nothing in its scope', advice: 'Attach it to an activity (attachedToRef) of the same scope.' };
  if (!('isForCompensation' in host))
    return {
      what: `is attached to the ${named(host)}`,
      advice: 'Attach it to an activity: a task, sub-process or call activity.',
    };
  if ('triggeredByEvent' in host && host.triggeredByEvent)
    return {
      what: `is attached to the event sub-process "${host.name ?? host.id}"`,
      advice: 'Attach it to an activity that flows lead to.',
    };
  if (!event.cancelActivity && event.definitions.some((definition) => definition.type === 'error'))
    return {
      what: 'waits for an error without interrupting',
      advice: 'Set cancelActivity to true: an error always ends the activity.',
    };
  return undefined;
}
