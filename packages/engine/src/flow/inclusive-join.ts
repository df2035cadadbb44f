import type { CompiledNode } from '../compile/compiled-process.ts';
import type { ScopeState } from '../snapshot.ts';
import { scopesHolding } from '../state/scopes-holding.ts';
import type { Step } from '../state/step.ts';
import { own } from '../own-key.ts';
import { passJoin } from './arrivals.ts';
import { activateComplex, resetComplex } from './complex-gateway.ts';
import { leadsTo } from './upstream.ts';

/**
 * Lets one gateway go on for which no further token can come, if there is one, in the scopes that this step changed: an inclusive
 * join, or a complex gateway that resets. Called when no other token can move.
 */
export function passWaitingGateway(step: Step): boolean {
  // A complex gateway's condition may hold by data of any scope.
  const everywhere = step.looksEverywhere || step.process.types.has('complexGateway');
  for (const scopeId of everywhere ? joiningScopes(step) : step.touched) {
    const scope = step.scope(scopeId);
    if (!scope?.joins && !scope?.complex) continue;
    for (const gateway of waitingIn(step, scope)) if (passes(step, scopeId, gateway)) return true;
  }
  return false;
}

/** All scopes that may hold arrivals at joins. */
export const joiningScopes = (step: Step): string[] =>
  scopesHolding(step, ({ joins, model }) => joins || model.type === 'complexGateway');

function waitingIn(step: Step, scope: ScopeState): ReadonlySet<CompiledNode> {
  const found = new Set<CompiledNode>();
  for (const id in scope.complex) if (Object.hasOwn(scope.complex, id)) found.add(step.node(id));
  for (const flowId in scope.joins) {
    const gateway = step.process.flows.get(flowId)?.target;
    if (gateway && gateway.model.type !== 'parallelGateway') found.add(gateway);
  }
  return found;
}

function passes(step: Step, scopeId: string, gateway: CompiledNode): boolean {
  if (gateway.model.type === 'inclusiveGateway') {
    if (isTokenExpected(step, scopeId, gateway, [])) return false;
    passJoin(step, scopeId, gateway);
    return true;
  }
  const had = own(step.scope(scopeId)!.complex, gateway.id);
  if (!had) return activateComplex(step, scopeId, gateway);
  if (isTokenExpected(step, scopeId, gateway, had)) return false;
  resetComplex(step, scopeId, gateway, had);
  return true;
}

/**
 * BPMN 2.0.2, 13.4.3 and 13.4.5: some token can reach an empty incoming flow, on a path that does not visit the gateway, and
 * cannot reach one that holds a token (or, of a complex gateway, has had one: `had`).
 */
function isTokenExpected(step: Step, scopeId: string, gateway: CompiledNode, had: readonly string[]): boolean {
  const { joins } = step.scope(scopeId)!;
  const filled = gateway.incoming.filter(({ id }) => own(joins, id) !== undefined || had.includes(id));
  if (filled.length === gateway.incoming.length) return false;
  const isFilled = new Set(filled);
  const empty = gateway.incoming.filter((flow) => !isFilled.has(flow));
  const holdsUp = (node: CompiledNode): boolean =>
    empty.some((flow) => leadsTo(flow, node)) && !filled.some((flow) => leadsTo(flow, node));
  // One that only compensates takes no flow any more.
  for (const [, { element, undoes }] of step.tokensIn(scopeId)) if (!undoes && holdsUp(step.node(element))) return true;
  for (const flowId in joins) {
    const target = step.process.flows.get(flowId)?.target;
    if (target && target !== gateway && holdsUp(target)) return true;
  }
  return false;
}
