import type { Variables } from '@gaita/contracts';
import { definitionsOf, needsAll } from '../compile/definitions-of.ts';
import type { Place, Step, WaitOwner } from '../state/step.ts';
import { bytesOf, writeVariable, writeVariables } from '../state/variables.ts';
import { fireBoundary } from './boundary.ts';
import { cancelToken } from './cancel.ts';
import { startEventSubProcess } from './event-sub-process.ts';
import type { Collected } from './collect.ts';
import { collect, collectAgain } from './collect.ts';
import type { Catcher } from './propagate.ts';
import { definitionFor, findCatcher, interrupts } from './propagate.ts';
import { parentOf } from './parent-of.ts';
import { seenFrom } from '../state/visible-variables.ts';

/**
 * Throws an escalation at a token. Caught or not, the token goes on unless the catching event interrupts it. What nobody catches
 * in a called instance goes to its caller.
 */
export function throwEscalation(step: Step, from: Place, code: string, byActivity: boolean, variables?: Variables): void {
  const catcher = findCatcher(step, from, 'escalation', code, byActivity);
  step.record({
    kind: 'escalationThrown',
    tokenId: from.tokenId,
    scopeId: from.scopeId,
    elementId: from.node.id,
    escalationCode: code,
    ...(catcher && { caughtBy: catcher.event.id }),
  });
  if (!catcher) {
    if (step.calledBy) tellCaller(step, code, step.calledBy);
    return;
  }
  const arrived = needsAll(catcher.event) ? arrive(step, catcher, code, variables) : { payload: { variables } };
  if (!arrived) return;
  if (!byActivity && interrupts(catcher)) cancelToken(step, from.scopeId, from.tokenId, 'completed');
  const caught =
    catcher.by === 'boundary'
      ? fireBoundary(step, catcher.host, catcher.event, 'terminated')
      : startEventSubProcess(step, catcher.scopeId, catcher.handler);
  if (arrived.payload.variables) writeVariables(step, caught.scopeId, arrived.payload.variables);
  const definition = definitionFor(catcher.event, 'escalation', code);
  if (definition?.codeVariable) writeVariable(step, caught.scopeId, definition.codeVariable, code);
  if ('arrivals' in arrived && !interrupts(catcher)) collectAgain(step, ownerOf(catcher), catcher.event, arrived.arrivals);
}

/** An escalation that is one of several events which must all occur. */
function arrive(step: Step, catcher: Catcher, code: string, variables: Variables | undefined): Collected | undefined {
  const definition = definitionFor(catcher.event, 'escalation', code)!;
  const index = definitionsOf(catcher.event).indexOf(definition);
  const wait = { kind: 'arrived' as const, element: catcher.event.id, definition: index };
  return collect(step, { ...ownerOf(catcher), id: '', wait }, catcher.event, variables ? { variables } : {});
}

const ownerOf = (catcher: Catcher): WaitOwner =>
  catcher.by === 'boundary' ? { scopeId: catcher.host.scopeId, tokenId: catcher.host.tokenId } : { scopeId: catcher.scopeId };

function tellCaller(step: Step, escalationCode: string, caller: { instanceId: string; tokenId: string }): void {
  const { variables } = seenFrom((id) => step.scope(id), step.instanceId);
  step.deliver({ type: 'calledEscalation', ...parentOf(caller), escalationCode, variables }, bytesOf(variables));
}
