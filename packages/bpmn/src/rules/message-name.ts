import type { FlowNode, MessageModel } from '../model.ts';
import { named } from '../named.ts';
import { finding, nodesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** A message is found by its name; one thrown by a worker (a topic) needs none. */
export const messageName: Rule = (process) =>
  nodesOf(process)
    .filter((node) => messagesOf(node).some((message) => message.name.source === ''))
    .map((node) =>
      finding(
        'error',
        'message-name',
        node,
        `The message of the ${named(node)} has no name.`,
        'Choose a message (messageRef) and name it.',
      ),
    );

function messagesOf(node: FlowNode): readonly MessageModel[] {
  if ('topic' in node && node.topic) return [];
  if (node.type === 'receiveTask') return [node.message ?? nameless(node)];
  if (node.type === 'sendTask') return node.message ? [node.message] : [];
  if (!('definitions' in node)) return [];
  return node.definitions.flatMap((definition) => (definition.type === 'message' ? [definition.message] : []));
}

const nameless = (node: FlowNode): MessageModel => ({
  name: { source: '', language: 'literal', elementId: node.id, property: 'messageRef' },
});
