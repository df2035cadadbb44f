import type { ModdleElement } from 'bpmn-moddle';
import { child, children, localName } from '../moddle/elements.ts';
import type { ReadContext } from './read-context.ts';

/** Reports what names an element that is not there, or one that it may not name. */
export function checkReferences(context: ReadContext, definitions: ModdleElement): void {
  const open = children(definitions, 'rootElements').filter((root) => root.$type === 'bpmn:Process');
  for (let scope = open.pop(); scope; scope = open.pop()) {
    for (const element of children(scope, 'flowElements')) {
      if (element.$type === 'bpmn:SequenceFlow') checkFlow(context, element);
      else if (element.$instanceOf('bpmn:FlowNode')) checkNode(context, element);
      if (element.$instanceOf('bpmn:FlowElementsContainer')) open.push(element);
    }
  }
}

function checkFlow(context: ReadContext, flow: ModdleElement): void {
  for (const [end, what] of [
    ['sourceRef', 'source'],
    ['targetRef', 'target'],
  ] as const) {
    const node = child(flow, end);
    const wrong = !node
      ? `has no ${what} in this file`
      : !node.$instanceOf('bpmn:FlowNode')
        ? `has a ${localName(node)} as its ${what}`
        : node.$parent !== flow.$parent
          ? `has its ${what} "${node.id ?? ''}" in another scope`
          : end === 'targetRef' && /^bpmn:(StartEvent|BoundaryEvent)$/.test(node.$type)
            ? `leads into the ${localName(node)} "${node.id ?? ''}"`
            : end === 'sourceRef' && node.$type === 'bpmn:EndEvent'
              ? `leaves the endEvent "${node.id ?? ''}"`
              : undefined;
    if (wrong !== undefined)
      context.report(flow, {
        severity: 'error',
        rule: 'dangling-flow',
        message: `The sequence flow ${wrong}.`,
        advice: 'Connect both of its ends to flow nodes of the same process or sub-process, or remove it.',
      });
  }
}

function checkNode(context: ReadContext, node: ModdleElement): void {
  for (const name of ['incoming', 'outgoing'] as const)
    for (const flow of children(node, name))
      if (child(flow, name === 'incoming' ? 'targetRef' : 'sourceRef') !== node)
        context.report(node, {
          // The flow's own ends count, so nothing is lost; modelling tools leave such entries behind.
          severity: 'warning',
          rule: 'stale-flow-list',
          message: `The ${localName(node)} lists "${flow.id ?? ''}" as ${name}, which is not connected to it.`,
          advice: 'Correct the flow or remove it from the list.',
        });
  const fallback = child(node, 'default');
  if (fallback && child(fallback, 'sourceRef') !== node)
    context.report(node, {
      severity: 'error',
      rule: 'unresolved-reference',
      message: `The default flow "${fallback.id ?? ''}" does not leave the ${localName(node)}.`,
      advice: 'Choose one of its outgoing flows.',
    });
}
