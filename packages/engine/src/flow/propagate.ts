import type { EventDefinition } from '@gaita/bpmn';
import type { CompiledNode, EventSubProcess } from '../compile/compiled-process.ts';
import type { Place, Step } from '../state/step.ts';
import { definitionsOf } from '../compile/definitions-of.ts';
import { isInterruptingBoundary } from './boundary.ts';
import { insideOf } from './event-sub-process.ts';

type Kind = 'error' | 'escalation';

/** Who catches an error or escalation, and where. */
export type Catcher =
  | { readonly by: 'boundary'; readonly event: CompiledNode; readonly host: Place }
  | { readonly by: 'eventSubProcess'; readonly event: CompiledNode; readonly scopeId: string; readonly handler: EventSubProcess };

/** Whether what catches takes over from what it belongs to. */
export const interrupts = (catcher: Catcher): boolean =>
  catcher.by === 'boundary' ? isInterruptingBoundary(catcher.event) : catcher.handler.isInterrupting;

/**
 * Looks outwards from where it was thrown for the nearest that catches it (BPMN 2.0.2, 10.5.1 and 13.5.4). At each level a
 * definition with the same code goes before one without a code.
 * @param byActivity the token's own activity threw it (a job, a called process), so its boundary events may catch it
 */
export function findCatcher(
  step: Step,
  from: Place,
  kind: Kind,
  code: string | undefined,
  byActivity: boolean,
): Catcher | undefined {
  let { scopeId } = from;
  if (byActivity) {
    const caught = boundaryOf(step, scopeId, from.tokenId, kind, code);
    if (caught) return caught;
  }
  /** The event sub-process that we come out of: it does not catch what it throws. */
  let inside: string | undefined;
  for (;;) {
    const scope = step.scope(scopeId);
    if (!scope) return undefined;
    const handler = scope.interrupted
      ? undefined
      : best(
          (insideOf(step, scopeId)?.eventSubProcesses ?? []).filter(({ node }) => node.id !== inside),
          ({ start }) => start,
          kind,
          code,
        );
    if (handler) return { by: 'eventSubProcess', event: handler.start, scopeId, handler };
    if (scope.parent === undefined) return undefined;
    const caught = boundaryOf(step, scope.parent, scopeId, kind, code);
    if (caught) return caught;
    inside = scope.element;
    scopeId = scope.parent;
  }
}

function boundaryOf(step: Step, scopeId: string, tokenId: string, kind: Kind, code: string | undefined): Catcher | undefined {
  const host = step.place(scopeId, tokenId);
  // Boundary events belong to the body of a multi-instance activity, not to its single instances.
  const token = step.token(scopeId, tokenId);
  // Those of an activity that has completed do not listen while it is compensated.
  if (!host || token?.loopIndex !== undefined || token?.undoes) return undefined;
  const event = best(host.node.boundaries, (node) => node, kind, code);
  return event && { by: 'boundary', event, host };
}

function best<T>(
  candidates: readonly T[],
  eventOf: (candidate: T) => CompiledNode,
  kind: Kind,
  code: string | undefined,
): T | undefined {
  let catchAll: T | undefined;
  for (const candidate of candidates) {
    const definition = definitionFor(eventOf(candidate), kind, code);
    if (!definition) continue;
    if (definition.code) return candidate;
    catchAll ??= candidate;
  }
  return catchAll;
}

type Catching = Extract<EventDefinition, { type: Kind }>;

/** The definition of an event that catches this code. */
export function definitionFor(event: CompiledNode, kind: Kind, code: string | undefined): Catching | undefined {
  const fitting = definitionsOf(event).filter(
    (definition): definition is Catching =>
      definition.type === kind && (definition.code === undefined || definition.code === '' || definition.code === code),
  );
  return fitting.find((definition) => definition.code === code) ?? fitting[0];
}
