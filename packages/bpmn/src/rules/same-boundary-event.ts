import { named } from '../named.ts';
import { finding, nodesOfType } from './rule.ts';
import type { Rule } from './rule.ts';

/** Of two boundary events of an activity that catch the same error or escalation only one is ever reached. */
export const sameBoundaryEvent: Rule = (process) => {
  const seen = new Set<string>();
  return nodesOfType(process, 'boundaryEvent').flatMap((event) =>
    event.definitions.flatMap((definition) => {
      if (definition.type !== 'error' && definition.type !== 'escalation') return [];
      const caught = JSON.stringify([event.attachedTo, definition.type, definition.code ?? '']);
      if (!seen.has(caught)) {
        seen.add(caught);
        return [];
      }
      const code = definition.code ? `${definition.type} "${definition.code}"` : `every ${definition.type}`;
      return [
        finding(
          'warning',
          'same-boundary-event',
          event,
          `The ${named(event)} never occurs: another event of the activity already catches ${code}.`,
          'Give them different codes, or remove one.',
        ),
      ];
    }),
  );
};
