import type { EventDefinition } from '@gaita/bpmn';
import type { Lookup } from '@gaita/expressions';
import { ExpressionError } from '@gaita/expressions';
import { definitionsOf } from '../compile/definitions-of.ts';
import { evaluateCondition, lookupAt } from '../state/evaluate.ts';
import type { Work } from '../snapshot.ts';
import { incidentOf } from '../state/halt.ts';
import { raiseIncident, stopWithIncident } from '../state/incidents.ts';
import type { DueCondition, Step, VariableChange } from '../state/step.ts';
import { scopeSeenBy } from '../state/variables.ts';
import type { FoundWait } from '../state/waits.ts';
import { closeTokenWaits, closeWaitsFor, openWait, removeWait, waitAt } from '../state/waits.ts';
import { eventOccurred } from './event-occurred.ts';
import { keepsListening } from './keeps-listening.ts';

type Conditional = Extract<EventDefinition, { type: 'conditional' }>;

/**
 * Looks at the conditions that were armed, or that see a variable which was written, since the last time: after the trigger and
 * after each piece of work, so when its whole batch of variables stands. One that holds occurs, the earliest armed first.
 *
 * One that goes on listening occurs again when it has become false and true (BPMN 2.0.2, 10.5.1: "must become false and then
 * true"). One that is narrowed to a variable (`camunda:variableName`, `camunda:variableEvents`) occurs at each such change while
 * it holds, as in Camunda: there the change is what is waited for.
 *
 * Every condition is looked at now, as the variables stand; of the events at most `most` occur in this slice, and each of the others
 * is marked and given to `later`, which brings it back in the next (`occurLater`).
 * @returns how many occurred
 */
export function occurConditions(step: Step, most: number, later: (work: Work) => void): number {
  let occurred = 0;
  const occur = (found: FoundWait): void => {
    if (occurred >= most) {
      const { scopeId, tokenId = scopeId, id } = found;
      openWait(step, found, id, { ...found.wait, due: true });
      later({ do: 'occur', scope: scopeId, token: tokenId, wait: id });
      return;
    }
    occurred++;
    occurNow(step, found);
  };
  while (!step.ended && step.conditions?.isDue())
    for (const due of step.conditions.take()) {
      const wait = step.ended ? undefined : waitAt(step, due.found);
      if (wait && !wait.due) lookAt(step, { ...due, found: { ...due.found, wait } }, occur);
    }
  return occurred;
}

/** Work item `occur`: what an earlier slice has found to be true, unless it is not waited for any more. */
export function occurLater(step: Step, work: Work): void {
  const found = dueWait(step, work);
  if (found) occurNow(step, found);
}

/** The wait of a work item `occur`; undefined when it is over. */
export function dueWait(step: Step, { scope, token, wait: id = '' }: Work): FoundWait | undefined {
  const place = { scopeId: scope, ...(token !== scope && { tokenId: token }), id };
  const wait = waitAt(step, place);
  return wait?.due && { ...place, wait };
}

function occurNow(step: Step, found: FoundWait): void {
  if (keepsListening(step, found)) {
    const { due: _now, ...wait } = found.wait;
    openWait(step, found, found.id, { ...wait, holds: true });
  } else removeWait(step, found);
  eventOccurred(step, found);
}

function lookAt(step: Step, { found, isArmed, changes }: DueCondition, occur: (found: FoundWait) => void): void {
  const definition = conditionOf(step, found);
  const isNarrowed = definition.variableName !== undefined || definition.variableEvents !== undefined;
  if (!isArmed && isNarrowed && !changes.some((change) => concerns(definition, change))) return;
  let holds: boolean;
  try {
    holds = holdsNow(step, found, definition);
  } catch (error) {
    const incident = incidentOf(error);
    if (!incident) throw error;
    stop(step, found, incident);
    return;
  }
  const heldBefore = found.wait.holds === true;
  const occurs = holds && (!heldBefore || (isNarrowed && !isArmed));
  if (occurs) occur(found);
  else if (holds !== heldBefore) {
    const { holds: _before, ...wait } = found.wait;
    openWait(step, found, found.id, { ...wait, ...(holds && { holds }) });
  }
}

function conditionOf(step: Step, { scopeId, tokenId, wait }: FoundWait): Conditional {
  const element = wait.element === undefined ? step.place(scopeId, tokenId!)!.node : step.node(wait.element);
  return definitionsOf(element)[wait.definition ?? 0] as Conditional;
}

const concerns = ({ variableName, variableEvents }: Conditional, { name, event }: VariableChange): boolean =>
  (variableName === undefined || name === variableName) && (variableEvents === undefined || variableEvents.includes(event));

/** A condition about a variable that is not there yet does not hold; JUEL would refuse it. */
function holdsNow(step: Step, { scopeId, tokenId = scopeId }: FoundWait, { condition }: Conditional): boolean {
  const lookup = lookupAt(step, scopeSeenBy(step, { scopeId, tokenId }));
  let isMissing = false;
  const noted: Lookup = (name) => {
    const value = lookup(name);
    if (value === undefined) isMissing = true;
    return value;
  };
  try {
    return evaluateCondition(step, condition, noted);
  } catch (error) {
    if (isMissing && error instanceof ExpressionError) return false;
    throw error;
  }
}

/** What cannot be evaluated is not waited for any more; a retry of the incident arms it again. */
function stop(step: Step, found: FoundWait, incident: { type: string; message: string }): void {
  const { scopeId, tokenId, wait } = found;
  const element = wait.element === undefined ? undefined : step.node(wait.element);
  if (tokenId === undefined || element?.host) {
    closeWaitsFor(step, found, element!.id);
    raiseIncident(step, found, { ...incident, element: element!.id });
    return;
  }
  closeTokenWaits(step, scopeId, tokenId);
  stopWithIncident(step, step.place(scopeId, tokenId)!, 'start', incident.type, incident.message);
}
