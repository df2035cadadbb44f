import type { FlowNode } from '../model.ts';
import { named } from '../named.ts';
import { finding, scopesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/**
 * Behind an event-based gateway messages are awaited either by receive tasks or by events, and such receive tasks have no boundary
 * events, which would not be heard (BPMN 2.0.2, 10.6.6).
 */
export const eventGatewayMix: Rule = (process) =>
  scopesOf(process).flatMap((scope) => {
    const byId = new Map(scope.nodes.map((node) => [node.id, node]));
    const targetOf = new Map(scope.flows.map((flow) => [flow.id, byId.get(flow.target)]));
    const hosts = new Set(scope.nodes.flatMap((node) => (node.type === 'boundaryEvent' ? [node.attachedTo] : [])));
    return scope.nodes
      .filter(({ type }) => type === 'eventBasedGateway')
      .flatMap((gateway) => {
        const targets = gateway.outgoing.flatMap((flow) => targetOf.get(flow) ?? []);
        const tasks = targets.filter(({ type }) => type === 'receiveTask');
        const mixed = tasks.length > 0 && targets.some(catchesMessage) ? [gateway] : [];
        const watched = tasks.filter(({ id }) => hosts.has(id));
        return [
          ...mixed.map((node) =>
            finding(
              'warning',
              'event-gateway-mix',
              node,
              `The ${named(node)} waits for messages by receive tasks and by events.`,
              'Use one of the two behind one gateway.',
            ),
          ),
          ...watched.map((node) =>
            finding(
              'warning',
              'event-gateway-mix',
              node,
              `The ${named(node)} follows an event-based gateway and has boundary events, which never occur: it has got its message when it begins.`,
              'Draw the events behind the gateway.',
            ),
          ),
        ];
      });
  });

const catchesMessage = (node: FlowNode): boolean =>
  node.type === 'intermediateCatchEvent' && node.definitions.some(({ type }) => type === 'message');
