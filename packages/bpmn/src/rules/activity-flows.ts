import type { Problem } from '@gaita/contracts';
import type { FlowNode, SequenceFlow } from '../model.ts';
import { named } from '../named.ts';
import { finding, scopesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** Conditional and default flows may leave activities too (BPMN 2.0.2, 10.3.1 and 13.3.1); one of them must be taken. */
export const activityFlows: Rule = (process) =>
  scopesOf(process).flatMap((scope) => {
    const byId = new Map(scope.flows.map((flow) => [flow.id, flow]));
    return scope.nodes.flatMap((node) =>
      'isForCompensation' in node
        ? check(
            node,
            node.defaultFlow,
            node.outgoing.flatMap((id) => byId.get(id) ?? []),
          )
        : [],
    );
  });

function check(activity: FlowNode, defaultFlow: string | undefined, outgoing: readonly SequenceFlow[]): Problem[] {
  const fallback = outgoing.find(({ id }) => id === defaultFlow);
  const others = outgoing.filter((flow) => flow !== fallback);
  if (fallback?.condition)
    return [
      finding(
        'error',
        'activity-flows',
        fallback,
        `The default flow "${fallback.name ?? fallback.id}" of the ${named(activity)} has a condition.`,
        'Remove the condition: the default flow is taken when no other is.',
      ),
    ];
  if (fallback && others.some(({ condition }) => !condition))
    return [
      finding(
        'warning',
        'activity-flows',
        fallback,
        `The default flow "${fallback.name ?? fallback.id}" of the ${named(activity)} is never taken: another flow always is.`,
        'Give the other flows conditions.',
      ),
    ];
  if (!fallback && others.length > 0 && others.every(({ condition }) => condition))
    return [
      finding(
        'warning',
        'activity-flows',
        activity,
        `Every flow that leaves the ${named(activity)} has a condition; where none holds, the case stops with an incident.`,
        'Make one of them the default flow.',
      ),
    ];
  return [];
}
