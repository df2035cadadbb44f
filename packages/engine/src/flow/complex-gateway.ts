import type { Json } from '@gaita/contracts';
import type { Gateway } from '@gaita/bpmn';
import type { CompiledFlow, CompiledNode } from '../compile/compiled-process.ts';
import { own } from '../own-key.ts';
import { evaluateCondition, lookupAt } from '../state/evaluate.ts';
import { incidentOf } from '../state/halt.ts';
import { raiseIncident } from '../state/incidents.ts';
import type { Step } from '../state/step.ts';
import { closeWait } from '../state/waits.ts';
import { takeArrivals } from './arrivals.ts';
import { placeToken } from './place-token.ts';
import { settleScope } from './settle-scope.ts';

/**
 * A complex gateway that waits for its start begins when its activation condition holds: one token is taken from each flow that
 * has one, and it waits for its reset from then on (BPMN 2.0.2, 13.4.5). The condition sees the number of waiting tokens as
 * `activationCount`, and that of each incoming flow by the flow's id and name. One that cannot be evaluated is an incident at the
 * gateway; it is asked again with the next token, or when somebody retries.
 */
export function activateComplex(step: Step, scopeId: string, gateway: CompiledNode): boolean {
  if (own(step.scope(scopeId)?.complex, gateway.id)) return false;
  const incident = Object.entries(step.scope(scopeId)?.waits ?? {}).find(
    ([, { kind, element }]) => kind === 'incident' && element === gateway.id,
  );
  try {
    if (!isActivated(step, scopeId, gateway)) return false;
  } catch (error) {
    const failed = incidentOf(error);
    if (!failed) throw error;
    if (!incident) raiseIncident(step, { scopeId }, { ...failed, element: gateway.id });
    return false;
  }
  if (incident) closeWait(step, { scopeId, id: incident[0], wait: incident[1] });
  setHad(step, scopeId, gateway, takeArrivals(step, scopeId, gateway.incoming));
  placeToken(step, scopeId, gateway);
  return true;
}

/** It takes what arrived on the flows from which it has had no token, and waits for its start again. */
export function resetComplex(step: Step, scopeId: string, gateway: CompiledNode, had: readonly string[]): void {
  takeArrivals(
    step,
    scopeId,
    gateway.incoming.filter(({ id }) => !had.includes(id)),
  );
  setHad(step, scopeId, gateway, undefined);
  if (gateway.outgoing.some((flow) => isTakenOnReset(flow, gateway))) placeToken(step, scopeId, gateway, { reset: true });
  else settleScope(step, scopeId, gateway.id);
}

/**
 * Whether a flow can be taken in the second phase. One without a condition is for the first: so a gateway that only joins gives
 * one token a round, as in the discriminator and partial join for which the standard names it.
 */
export const isTakenOnReset = (flow: CompiledFlow, gateway: CompiledNode): boolean =>
  flow.condition !== undefined || flow === gateway.defaultFlow;

function isActivated(step: Step, scopeId: string, gateway: CompiledNode): boolean {
  const joins = step.scope(scopeId)?.joins;
  const counts = new Map<string, Json>();
  let total = 0;
  for (const flow of gateway.incoming) {
    const count = own(joins, flow.id) ?? 0;
    if (flow.name !== undefined) counts.set(flow.name, count);
    total += count;
  }
  for (const { id } of gateway.incoming) counts.set(id, own(joins, id) ?? 0);
  if (total === 0) return false;
  counts.set('activationCount', total);
  const { activationCondition } = gateway.model as Gateway;
  return !activationCondition || evaluateCondition(step, activationCondition, lookupAt(step, scopeId, counts));
}

function setHad(step: Step, scopeId: string, gateway: CompiledNode, had: readonly string[] | undefined): void {
  const scope = step.edit(scopeId);
  const { [gateway.id]: _before, ...others } = scope.complex ?? {};
  scope.complex = had ? { ...others, [gateway.id]: had } : others;
}
