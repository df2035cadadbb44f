import type { CompiledNode } from '../compile/compiled-process.ts';
import type { Place, Step } from '../state/step.ts';
import { closeTokenWaits } from '../state/waits.ts';
import { placeToken, removeToken } from './place-token.ts';

/**
 * An event-based gateway: the first event decides, the others are given up. One that is parallel and instantiates takes all ways;
 * the events that have not occurred are waited for there (BPMN 2.0.2, 10.6.6). Gives the place of the event that has occurred.
 */
export function takeWay(step: Step, at: Place, target: CompiledNode): Place {
  closeTokenWaits(step, at.scopeId, at.tokenId);
  step.record({ kind: 'activityEnded', tokenId: at.tokenId, scopeId: at.scopeId, elementId: at.node.id, outcome: 'completed' });
  removeToken(step, at.scopeId, at.tokenId);
  const { model } = at.node;
  const takesAll = model.type === 'eventBasedGateway' && model.instantiate && model.isParallel;
  let occurred: Place | undefined;
  for (const flow of at.node.outgoing) {
    if (flow.target !== target && !takesAll) continue;
    step.record({ kind: 'flowTaken', scopeId: at.scopeId, flowId: flow.id });
    const isIt = flow.target === target && !occurred;
    const tokenId = placeToken(step, at.scopeId, flow.target, isIt ? { occurred: true } : undefined);
    if (isIt) occurred = { scopeId: at.scopeId, tokenId, node: flow.target };
  }
  return occurred!;
}
