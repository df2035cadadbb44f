import type { CompiledFlow } from '../compile/compiled-process.ts';
import type { Step } from '../state/step.ts';
import { own, put } from '../own-key.ts';
import { passJoin } from './arrivals.ts';
import { activateComplex } from './complex-gateway.ts';
import { placeToken } from './place-token.ts';

/** Takes a flow: the token arrives at its target, or is counted there when the target joins flows. */
export function takeFlow(step: Step, scopeId: string, flow: CompiledFlow): void {
  if (!flow.isLink) step.record({ kind: 'flowTaken', scopeId, flowId: flow.id });
  const { target } = flow;
  if (!target.joins) {
    placeToken(step, scopeId, target);
    return;
  }
  const scope = step.edit(scopeId);
  const joins = (scope.joins ??= {});
  put(joins, flow.id, (own(joins, flow.id) ?? 0) + 1);
  // A parallel join is decided by its own flows; an inclusive one when the rest of the scope has come to rest.
  if (target.model.type === 'complexGateway') activateComplex(step, scopeId, target);
  else if (target.model.type === 'parallelGateway' && target.incoming.every(({ id }) => own(joins, id)))
    passJoin(step, scopeId, target);
}
