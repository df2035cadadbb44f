import type { Problem } from '@gaita/contracts';
import type { Gateway, SequenceFlow } from '../model.ts';
import { named } from '../named.ts';
import { finding, scopesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** Where a gateway chooses, each flow says when it is taken, and one remains when none is. */
export const gatewayConditions: Rule = (process) =>
  scopesOf(process).flatMap((scope) => {
    const byId = new Map(scope.flows.map((flow) => [flow.id, flow]));
    return scope.nodes.flatMap((node) => {
      if (!('activationCondition' in node)) return [];
      const outgoing = node.outgoing.flatMap((id) => byId.get(id) ?? []);
      if (node.type === 'parallelGateway' || node.type === 'eventBasedGateway') return ignored(node, outgoing);
      return outgoing.length > 1 && node.type !== 'complexGateway' ? choice(node, outgoing) : [];
    });
  });

function choice(gateway: Gateway, outgoing: readonly SequenceFlow[]): Problem[] {
  const found: Problem[] = [];
  const open = outgoing.filter((flow) => !flow.condition && flow.id !== gateway.defaultFlow);
  // An inclusive gateway takes a flow without condition always, which can be meant.
  if (gateway.type === 'exclusiveGateway')
    for (const flow of open)
      found.push(
        finding(
          'error',
          'gateway-conditions',
          flow,
          `The flow "${flow.name ?? flow.id}" leaves the ${named(gateway)} without a condition.`,
          'Give it a condition (= …), or make it the default flow.',
        ),
      );
  const fallback = outgoing.find((flow) => flow.id === gateway.defaultFlow);
  if (fallback?.condition)
    found.push(
      finding(
        'error',
        'gateway-conditions',
        fallback,
        `The default flow "${fallback.name ?? fallback.id}" of the ${named(gateway)} has a condition.`,
        'Remove the condition: the default flow is taken when no other is.',
      ),
    );
  if (!fallback && open.length === 0)
    found.push(
      finding(
        'warning',
        'gateway-conditions',
        gateway,
        `The ${named(gateway)} has no default flow; where no condition holds, the case stops with an incident.`,
        'Make one of its flows the default flow.',
      ),
    );
  return found;
}

const ignored = (gateway: Gateway, outgoing: readonly SequenceFlow[]): Problem[] =>
  outgoing
    .filter((flow) => flow.condition)
    .map((flow) =>
      finding(
        'warning',
        'gateway-conditions',
        flow,
        `The condition of the flow "${flow.name ?? flow.id}" has no effect: it leaves the ${named(gateway)}.`,
        'Remove the condition, or use an exclusive or inclusive gateway.',
      ),
    );
