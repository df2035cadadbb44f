import type { FlowNode, ScopeModel } from '@gaita/bpmn';
import type { Active, Scope } from './scope.ts';

/** Flows that the activity which has just ended takes next. */
export interface Owed {
  readonly scope: Scope;
  readonly flows: Set<string>;
  /** Taken only when no other is. */
  readonly defaultFlow: string | undefined;
  least: number;
  most: number;
}

/** All of them, exactly one, or at least one: what conditions give is not known here. */
export function owedBy({ node, scope, chosen, isReset }: Active): Owed {
  const outgoing = outgoingOf(node, scope.model, chosen);
  const isOne = node.type === 'exclusiveGateway' || node.type === 'eventBasedGateway';
  const chooses = node.type !== 'parallelGateway' && outgoing.some(({ condition }) => condition);
  const most = isOne ? Math.min(1, outgoing.length) : outgoing.length;
  return {
    scope,
    flows: new Set(outgoing.map(({ id }) => id)),
    defaultFlow: 'defaultFlow' in node && chooses && !isOne ? node.defaultFlow : undefined,
    // The completion condition of an ad-hoc sub-process may have ended it then.
    least: isReset || scope.adHoc?.completionCondition ? 0 : chooses ? Math.min(1, most) : most,
    most,
  };
}

const outgoingOf = (node: FlowNode, { flows }: ScopeModel, chosen: string | undefined) =>
  flows.filter(({ source, target }) => source === node.id && (chosen === undefined || target === chosen));

/** Why this flow is not taken now; undefined when it is. */
export function takeOwed(owed: Owed | undefined, scopeId: string, flowId: string): string | undefined {
  if (!owed || owed.scope.id !== scopeId || owed.most === 0 || !owed.flows.delete(flowId)) return `nobody takes ${flowId} here`;
  owed.least--;
  owed.most--;
  if (flowId === owed.defaultFlow) owed.most = 0;
  else if (owed.defaultFlow !== undefined) owed.flows.delete(owed.defaultFlow);
  return undefined;
}
