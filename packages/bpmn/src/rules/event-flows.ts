import { named } from '../named.ts';
import { finding, scopesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** Flows that leave events have no condition (BPMN 2.0.2, 8.4.13): where it fails, the case has nowhere to go. */
export const eventFlows: Rule = (process) =>
  scopesOf(process).flatMap((scope) => {
    const byId = new Map(scope.nodes.map((node) => [node.id, node]));
    return scope.flows.flatMap((flow) => {
      const source = byId.get(flow.source);
      if (!flow.condition || !source || !('definitions' in source)) return [];
      return [
        finding(
          'warning',
          'event-flows',
          flow,
          `The flow "${flow.name ?? flow.id}" leaves the ${named(source)} and has a condition; where it does not hold, the case stops with an incident.`,
          'Choose the way with an exclusive gateway behind the event.',
        ),
      ];
    });
  });
