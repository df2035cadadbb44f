import type { CompiledFlow, CompiledNode } from '../compile/compiled-process.ts';
import { own, put } from '../own-key.ts';
import type { Step } from '../state/step.ts';
import { placeToken } from './place-token.ts';

/** Takes one arrival from each incoming flow that has one and lets one token into the gateway. */
export function passJoin(step: Step, scopeId: string, gateway: CompiledNode): void {
  takeArrivals(step, scopeId, gateway.incoming);
  placeToken(step, scopeId, gateway);
}

/** Takes one arrival from each of these flows that has one. Gives the ids of those that had. */
export function takeArrivals(step: Step, scopeId: string, flows: readonly CompiledFlow[]): string[] {
  const joins = step.edit(scopeId).joins ?? {};
  const taken: string[] = [];
  for (const { id } of flows) {
    const arrivals = own(joins, id);
    if (arrivals === undefined) continue;
    taken.push(id);
    if (arrivals > 1) put(joins, id, arrivals - 1);
    else delete joins[id];
  }
  return taken;
}
