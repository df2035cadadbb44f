import { raiseIncident } from '../state/incidents.ts';
import type { CompiledNode } from '../compile/compiled-process.ts';
import type { Step } from '../state/step.ts';
import { insideOf } from './event-sub-process.ts';
import { joiningScopes } from './inclusive-join.ts';

/**
 * A scope in which arrivals wait at joins while no token is left that could complete them stands still for ever: the model takes
 * an exclusive way into a parallel join, or inclusive joins wait for each other. An incident says so. Called when nothing can move.
 */
export function reportStuckJoins(step: Step): void {
  for (const scopeId of step.looksEverywhere ? joiningScopes(step) : [...step.touched]) {
    const scope = step.scope(scopeId);
    // In an ad-hoc sub-process a person may start what is missing.
    if (!scope?.joins || step.hasTokens(scopeId) || insideOf(step, scopeId)?.adHoc) continue;
    const [flowId] = Object.keys(scope.joins);
    const gateway = flowId === undefined ? undefined : step.process.flows.get(flowId)?.target;
    const isKnown = Object.values(scope.waits ?? {}).some(({ kind, element }) => kind === 'incident' && element === gateway?.id);
    if (!gateway || isKnown) continue;
    raiseIncident(step, { scopeId }, { type: 'joinStuck', element: gateway.id, message: stuck(gateway) });
  }
}

const stuck = ({ id, model }: CompiledNode): string =>
  model.type === 'complexGateway'
    ? `${id}: no further token can come, and the activation condition does not hold.`
    : `${id}: the join waits for a token that cannot come any more. Every way that was taken into the block must lead to the join.`;
