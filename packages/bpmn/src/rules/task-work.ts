import { named } from '../named.ts';
import { finding, nodesOf } from './rule.ts';
import type { FlowNode } from '../model.ts';
import type { Rule } from './rule.ts';

/** A task that is to do something says what. */
export const taskWork: Rule = (process) =>
  nodesOf(process).flatMap((node) => {
    const missing = missingIn(node);
    return missing === undefined
      ? []
      : [finding('error', 'task-work', node, `The ${named(node)} does not say what it does.`, missing)];
  });

/** What to give it; undefined where nothing is missing. */
function missingIn(node: FlowNode): string | undefined {
  switch (node.type) {
    case 'serviceTask':
      return node.topic || node.expression ? undefined : 'Give it a topic: camunda:type="external" and camunda:topic.';
    case 'sendTask':
      return node.topic || node.message || node.expression
        ? undefined
        : 'Choose its message (messageRef), or give it an external topic.';
    case 'businessRuleTask':
      return node.topic || node.decisionRef || node.expression ? undefined : 'Name its decision: camunda:decisionRef.';
    case 'scriptTask':
      return node.script.source === '' && !node.topic ? 'Write its script, in FEEL.' : undefined;
    case 'callActivity':
      return node.calledElement.source === '' ? 'Name the process that it calls: calledElement.' : undefined;
    default:
      return undefined;
  }
}
