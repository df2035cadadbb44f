import type { Problem } from '@gaita/contracts';
import type { FlowNode, ProcessModel, StartEvent } from '../model.ts';
import { named } from '../named.ts';
import { finding, instantiates, scopesOf, standsAlone } from './rule.ts';
import type { Rule, Scope } from './rule.ts';

/** Each scope begins at places that are clear: one none start, or whatever waits for something (BPMN 2.0.2, 10.5.2 and 13.1). */
export const startEvent: Rule = (process) =>
  scopesOf(process).flatMap((scope) => {
    const starts = scope.nodes.filter((node): node is StartEvent => node.type === 'startEvent');
    const place = scope.owner ?? process;
    if (scope.owner?.adHoc) return [];
    if (starts.length === 0) return withoutStart(scope, place);
    return [...severalStarts(scope, starts), ...sameMessage(starts)];
  });

/** What nothing leads to starts on its own where no start event is drawn; an event sub-process needs its event. */
function withoutStart(scope: Scope, place: FlowNode | ProcessModel): Problem[] {
  const isEventSubProcess = scope.owner?.triggeredByEvent === true;
  const begins = scope.nodes.some((node) => node.incoming.length === 0 && node.type !== 'boundaryEvent' && !standsAlone(node));
  if (!isEventSubProcess && scope.nodes.some(instantiates)) return [];
  const severity = begins && !isEventSubProcess ? 'warning' : 'error';
  return [finding(severity, 'start-event', place, `${what(scope)} has no start event.`, 'Begin it with a start event.')];
}

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
