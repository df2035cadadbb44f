import { definitionsOf } from '../compile/definitions-of.ts';
import type { CompiledNode } from '../compile/compiled-process.ts';
import { awaitCondition } from '../events/conditional.ts';
import { scheduleTimer } from '../events/timer.ts';
import type { EventPayload } from '../snapshot.ts';
import type { EventKind, Step, WaitOwner } from '../state/step.ts';
import type { FoundWait } from '../state/waits.ts';
import { openWait, removeWait, waitsOf } from '../state/waits.ts';
import { nextCycle } from '../time/cycle.ts';
import { beside } from './arm.ts';

/** What all events of a parallel multiple event brought, the later before the earlier. */
export interface Collected {
  readonly payload: EventPayload;
  readonly arrivals: readonly FoundWait[];
}

/**
 * One event of a parallel multiple event has occurred (BPMN 2.0.2, 10.5.1). It is kept with what it brought; once all have
 * occurred, gives everything. One that has occurred already is not waited for any more and does not count twice.
 */
export function collect(step: Step, found: FoundWait, element: CompiledNode, payload: EventPayload): Collected | undefined {
  const { definition = 0, cycle } = found.wait;
  const named = found.wait.element === undefined ? {} : { element: found.wait.element };
  const ofElement = () => waitsOf(step, found).filter(({ wait }) => wait.kind === 'arrived' && wait.element === named.element);
  if (!ofElement().some(({ wait }) => wait.definition === definition))
    openWait(step, found, step.newId(), {
      kind: 'arrived',
      ...named,
      definition,
      ...(cycle !== undefined && { cycle }),
      payload,
    });
  const arrivals = ofElement();
  if (arrivals.length < definitionsOf(element).length) return undefined;
  for (const arrival of arrivals) removeWait(step, arrival);
  return { payload: arrivals.map(({ wait }) => wait.payload ?? {}).reduce(together), arrivals };
}

const together = (one: EventPayload, other: EventPayload): EventPayload => ({
  variables: { ...one.variables, ...other.variables },
  localVariables: { ...one.localVariables, ...other.localVariables },
  types: { ...one.types, ...other.types },
});

/**
 * Collects anew for an element that does not interrupt. A cycle goes on where it was; when one is over, all can never occur
 * again, and nothing is waited for. A condition must have become false before it counts again.
 */
export function collectAgain(step: Step, owner: WaitOwner, element: CompiledNode, arrivals: readonly FoundWait[]): void {
  const definitions = definitionsOf(element);
  const cycles = new Map(arrivals.map(({ wait }) => [wait.definition, wait.cycle]));
  const { now, calendar } = step.environment;
  beside(step, owner, element, () => {
    const cyclic = definitions.flatMap((definition, index) =>
      definition.type === 'timer' && definition.kind === 'timeCycle' ? [{ index, cycle: cycles.get(index) }] : [],
    );
    const next = new Map(
      cyclic.map(({ index, cycle }) => [index, cycle === undefined ? undefined : nextCycle(cycle, now, calendar)]),
    );
    if ([...next.values()].includes(undefined)) return;
    definitions.forEach((definition, index) => {
      const waiting = { id: element.id, definition: index };
      const due = next.get(index);
      if (due) scheduleTimer(step, owner, waiting, due);
      else if (definition.type === 'conditional') awaitCondition(step, owner, waiting, true);
      else
        (step.tables.events[definition.type] as EventKind<typeof definition.type>).arm?.(
          step,
          owner,
          element,
          definition as never,
        );
    });
  });
}
