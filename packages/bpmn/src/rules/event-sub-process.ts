import { named } from '../named.ts';
import { finding, nodesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** An event sub-process is entered by its event alone; an error always interrupts. */
export const eventSubProcess: Rule = (process) =>
  nodesOf(process).flatMap((node) => {
    if (!('triggeredByEvent' in node) || !node.triggeredByEvent) return [];
    const flows = node.incoming.length + node.outgoing.length > 0;
    const uninterrupting = node.nodes.filter(
      (inner) =>
        inner.type === 'startEvent' &&
        !inner.isInterrupting &&
        inner.definitions.some((definition) => definition.type === 'error'),
    );
    return [
      ...(flows
        ? [
            finding(
              'error',
              'event-sub-process',
              node,
              `The event ${named(node)} has sequence flows.`,
              'Remove them: its start event decides when it runs.',
            ),
          ]
        : []),
      ...uninterrupting.map((start) =>
        finding(
          'error',
          'event-sub-process',
          start,
          `The ${named(start)} waits for an error without interrupting.`,
          'Set isInterrupting to true: an error always ends the scope.',
        ),
      ),
    ];
  });
