import type { Variables } from '@gaita/contracts';
import type { Place, Step } from '../state/step.ts';
import { bytesOf, writeVariable, writeVariables } from '../state/variables.ts';
import { fireBoundary } from './boundary.ts';
import { cancelToken } from './cancel.ts';
import { startEventSubProcess } from './event-sub-process.ts';
import { definitionFor, findCatcher, interrupts } from './propagate.ts';
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
  if (!byActivity && interrupts(catcher)) cancelToken(step, from.scopeId, from.tokenId, 'completed');
  const caught =
    catcher.by === 'boundary'
      ? fireBoundary(step, catcher.host, catcher.event, 'terminated')
      : startEventSubProcess(step, catcher.scopeId, catcher.handler);
  if (variables) writeVariables(step, caught.scopeId, variables);
  const definition = definitionFor(catcher.event, 'escalation', code);
  if (definition?.codeVariable) writeVariable(step, caught.scopeId, definition.codeVariable, code);
}

function tellCaller(step: Step, escalationCode: string, caller: { instanceId: string; tokenId: string }): void {
  const { variables } = seenFrom((id) => step.scope(id), step.instanceId);
  step.deliver(
    { type: 'calledEscalation', parentInstanceId: caller.instanceId, parentTokenId: caller.tokenId, escalationCode, variables },
    bytesOf(variables),
  );
}
