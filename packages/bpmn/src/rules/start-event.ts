import type { Problem } from '@gaita/contracts';
import type { StartEvent } from '../model.ts';
import { named } from '../named.ts';
import { finding, scopesOf } from './rule.ts';
import type { Rule, Scope } from './rule.ts';

/** Each scope begins at one place that is clear: one none start, or start events that wait for something. */
export const startEvent: Rule = (process) =>
  scopesOf(process).flatMap((scope) => {
    const starts = scope.nodes.filter((node): node is StartEvent => node.type === 'startEvent');
    const place = scope.owner ?? process;
    if (starts.length === 0)
      return [finding('error', 'start-event', place, `${what(scope)} has no start event.`, 'Begin it with a start event.')];
    return [...severalStarts(scope, starts), ...sameMessage(starts)];
  });

function severalStarts(scope: Scope, starts: readonly StartEvent[]): Problem[] {
  const counted = scope.owner ? starts : starts.filter((start) => start.definitions.length === 0);
  return counted
    .slice(1)
    .map((start) =>
      finding(
        'error',
        'start-event',
        start,
        `${what(scope)} has more than one ${scope.owner ? '' : 'none '}start event.`,
        'Keep one, and choose the path with a gateway behind it.',
      ),
    );
}

function sameMessage(starts: readonly StartEvent[]): Problem[] {
  const seen = new Set<string>();
  return starts.flatMap((start) =>
    start.definitions.flatMap((definition) => {
      if (definition.type !== 'message') return [];
      const name = definition.message.name.source;
      if (!seen.has(name)) {
        seen.add(name);
        return [];
      }
      return [
        finding(
          'error',
          'start-event',
          start,
          `Another start event already waits for the message "${name}".`,
          'Give the messages different names, or keep one start event.',
        ),
      ];
    }),
  );
}

const what = (scope: Scope): string => (scope.owner ? `The ${named(scope.owner)}` : 'The process');
