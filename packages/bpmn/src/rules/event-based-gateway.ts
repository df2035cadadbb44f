import type { Problem } from '@gaita/contracts';
import type { FlowNode, Gateway } from '../model.ts';
import { named } from '../named.ts';
import { isCompensationBoundary } from './compensation-handler.ts';
import { finding, linksOf, scopesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** An event-based gateway waits for the first of several events: only catching events or receive tasks may follow it. */
export const eventBasedGateway: Rule = (process) =>
  scopesOf(process).flatMap((scope) => {
    const byId = new Map(scope.nodes.map((node) => [node.id, node]));
    const targetOf = new Map(scope.flows.map((flow) => [flow.id, byId.get(flow.target)]));
    const hosts = new Set(
      scope.nodes.flatMap((node) => (node.type === 'boundaryEvent' && !isCompensationBoundary(node) ? [node.attachedTo] : [])),
    );
    return scope.nodes.flatMap((node) =>
      node.type === 'eventBasedGateway'
        ? check(
            node,
            node.outgoing.flatMap((flow) => targetOf.get(flow) ?? []),
            hosts,
          )
        : [],
    );
  });

function check(gateway: Gateway, targets: readonly FlowNode[], hosts: ReadonlySet<string>): Problem[] {
  const advice = 'Let catching events or receive tasks follow it, each with this one incoming flow.';
  const found = targets
    .filter((target) => target.type !== 'intermediateCatchEvent' && target.type !== 'receiveTask')
    .map((target) =>
      finding('error', 'event-based-gateway', target, `The ${named(target)} follows the ${named(gateway)}.`, advice),
    );
  if (gateway.isParallel && !gateway.instantiate)
    found.push(
      finding(
        'error',
        'event-based-gateway',
        gateway,
        `The ${named(gateway)} waits for all of its events (eventGatewayType Parallel) but does not start instances.`,
        'Set instantiate to true, or wait for each event in a branch of its own between parallel gateways.',
      ),
    );
  found.push(
    ...targets
      .filter((target) => linksOf(target).length > 0)
      .map((target) =>
        finding(
          'error',
          'event-based-gateway',
          target,
          `The ${named(target)} follows the ${named(gateway)} and is a link.`,
          advice,
        ),
      ),
  );
  const shared = targets.filter((target) => target.incoming.length > 1);
  found.push(
    ...shared.map((target) =>
      finding(
        'error',
        'event-based-gateway',
        target,
        `The ${named(target)} follows the ${named(gateway)} and has other incoming flows.`,
        advice,
      ),
    ),
  );
  for (const target of targets.filter(({ id }) => hosts.has(id)))
    found.push(
      finding(
        'error',
        'event-based-gateway',
        target,
        `The ${named(target)} follows the ${named(gateway)} and has boundary events, which could never occur.`,
        'Draw what they wait for as further events behind the gateway.',
      ),
    );
  if (gateway.outgoing.length === 0)
    found.push(
      finding(
        'error',
        'event-based-gateway',
        gateway,
        `The ${named(gateway)} has no event to wait for: no flow leaves it.`,
        advice,
      ),
    );
  else if (targets.length < 2)
    found.push(finding('warning', 'event-based-gateway', gateway, `The ${named(gateway)} has nothing to choose from.`, advice));
  return found;
}
