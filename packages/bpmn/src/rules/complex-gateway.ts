import type { Problem } from '@gaita/contracts';
import type { Gateway, SequenceFlow } from '../model.ts';
import { named } from '../named.ts';
import { finding, scopesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** A complex gateway that joins says when it begins, and each conditional flow in which of its two phases it is taken (13.4.5). */
export const complexGateway: Rule = (process) =>
  scopesOf(process).flatMap((scope) => {
    const byId = new Map(scope.flows.map((flow) => [flow.id, flow]));
    return scope.nodes.flatMap((node) =>
      node.type === 'complexGateway' && node.incoming.length > 1
        ? check(
            node,
            node.outgoing.flatMap((id) => byId.get(id) ?? []),
          )
        : [],
    );
  });

function check(gateway: Gateway, outgoing: readonly SequenceFlow[]): Problem[] {
  const found = outgoing
    .filter(({ condition }) => condition && !/\bwaitingForStart\b/.test(condition.source))
    .map((flow) =>
      finding(
        'warning',
        'complex-gateway',
        flow,
        `The flow "${flow.name ?? flow.id}" is taken twice where its condition holds: when the ${named(gateway)} begins and when it resets.`,
        'Add to its condition: waitingForStart and … (or not(waitingForStart) and …).',
      ),
    );
  if (!gateway.activationCondition)
    found.push(
      finding(
        'error',
        'complex-gateway',
        gateway,
        `The ${named(gateway)} joins several flows and does not say for what it waits.`,
        'Give it an activationCondition, such as: = activationCount >= 2',
      ),
    );
  return found;
}
