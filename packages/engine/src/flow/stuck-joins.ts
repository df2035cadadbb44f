import { raiseIncident } from '../state/incidents.ts';
import type { Step } from '../state/step.ts';
import { hasTokens } from './place-token.ts';

/**
 * A scope in which arrivals wait at joins while no token is left that could complete them stands still for ever: the model takes
 * an exclusive way into a parallel join, or inclusive joins wait for each other. An incident says so. Called when nothing can move.
 */
export function reportStuckJoins(step: Step): void {
  for (const scopeId of step.looksEverywhere ? step.scopeIds() : [...step.touched]) {
    const scope = step.scope(scopeId);
    if (!scope?.joins || hasTokens(scope)) continue;
    const [flowId] = Object.keys(scope.joins);
    const gateway = flowId === undefined ? undefined : step.process.flows.get(flowId)?.target;
    const isKnown = Object.values(scope.waits ?? {}).some(({ kind, element }) => kind === 'incident' && element === gateway?.id);
    if (!gateway || isKnown) continue;
    raiseIncident(step, { scopeId }, { type: 'joinStuck', element: gateway.id, message: stuck(gateway.id) });
  }
}

const stuck = (gatewayId: string): string =>
  `${gatewayId}: the join waits for a token that cannot come any more. Every way that was taken into the block must lead to the join.`;
