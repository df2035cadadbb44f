import type { BoundaryEvent, FlowNode } from '../model.ts';
import { named } from '../named.ts';
import { finding, scopesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** A cancel end event stands directly in a transaction, and the transaction's cancel boundary event takes over (BPMN 2.0.2, 10.5.6). */
export const cancelEvent: Rule = (process) => {
  const scopes = scopesOf(process);
  const caught = new Set(scopes.flatMap(({ nodes }) => nodes.filter(isCancelBoundary).map(({ attachedTo }) => attachedTo)));
  return scopes.flatMap(({ nodes, owner }) => {
    const ends = nodes.filter((node) => node.type === 'endEvent' && cancels(node));
    const hosts = new Set<string>();
    const byId = new Map(nodes.map((node) => [node.id, node]));
    return [
      ...ends.flatMap((end) => {
        if (owner?.type !== 'transaction')
          return [
            finding(
              'error',
              'cancel-event',
              end,
              `The ${named(end)} cancels a transaction, but does not stand in one.`,
              'Draw it directly in a transaction, or use an error end event.',
            ),
          ];
        if (caught.has(owner.id)) return [];
        return [
          finding(
            'warning',
            'cancel-event',
            end,
            `The ${named(end)} cancels the ${named(owner)}, which has no cancel boundary event: an incident stops it there.`,
            'Attach a cancel boundary event to the transaction and draw how it goes on.',
          ),
        ];
      }),
      ...nodes.filter(isCancelBoundary).flatMap((event) => {
        const wrong = hosts.has(event.attachedTo)
          ? { what: 'is the second cancel event of its transaction', advice: 'Remove one of the two.' }
          : wrongWith(event, byId.get(event.attachedTo));
        hosts.add(event.attachedTo);
        return wrong ? [finding('error', 'cancel-event', event, `The ${named(event)} ${wrong.what}.`, wrong.advice)] : [];
      }),
    ];
  });
};

const cancels = (node: FlowNode): boolean => 'definitions' in node && node.definitions.some(({ type }) => type === 'cancel');

const isCancelBoundary = (node: FlowNode): node is BoundaryEvent => node.type === 'boundaryEvent' && cancels(node);

function wrongWith(event: BoundaryEvent, host: FlowNode | undefined): { what: string; advice: string } | undefined {
  if (host && host.type !== 'transaction')
    return {
      what: `waits for the cancellation of the ${named(host)}, which is no transaction`,
      advice: 'Make it a transaction, or use an error event.',
    };
  if (!event.cancelActivity)
    return {
      what: 'waits for a cancellation without interrupting',
      advice: 'Set cancelActivity to true: a cancelled transaction always ends.',
    };
  return undefined;
}
