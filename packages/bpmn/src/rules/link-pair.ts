import type { Problem } from '@gaita/contracts';
import { named } from '../named.ts';
import { finding, linkEvents, linksOf, scopesOf } from './rule.ts';
import type { Rule, Scope } from './rule.ts';

/** A link leads from one or more throwing events to one catching event of the same name and scope (BPMN 2.0.2, 10.5.1). */
export const linkPair: Rule = (process) => scopesOf(process).flatMap((scope) => [...thrown(scope), ...caught(scope)]);

function thrown(scope: Scope): Problem[] {
  const catching = linkEvents(scope, 'intermediateCatchEvent');
  return scope.nodes.flatMap((node) => {
    if (node.type !== 'intermediateThrowEvent' || linksOf(node).length === 0) return [];
    const found = linksOf(node).flatMap((name) => {
      if (name === '')
        return [
          finding('error', 'link-pair', node, `The link of the ${named(node)} has no name.`, 'Name it like the other end.'),
        ];
      if (catching.has(name)) return [];
      const what = `The ${named(node)} leads to the link "${name}", which no catching link event of this scope has.`;
      return [finding('error', 'link-pair', node, what, 'Draw a catching link event with the same link name.')];
    });
    if (node.outgoing.length > 0)
      found.push(
        finding(
          'error',
          'link-pair',
          node,
          `The ${named(node)} is a link and has outgoing flows.`,
          'Draw them behind the catching end.',
        ),
      );
    return found;
  });
}

function caught(scope: Scope): Problem[] {
  const throwing = linkEvents(scope, 'intermediateThrowEvent');
  const catching = linkEvents(scope, 'intermediateCatchEvent');
  return scope.nodes.flatMap((node) => {
    if (node.type !== 'intermediateCatchEvent' || linksOf(node).length === 0) return [];
    const found = linksOf(node).flatMap((name): Problem[] => {
      const ends = catching.get(name) ?? [];
      if (ends.length > 1 && ends[0] !== node)
        return [
          finding(
            'error',
            'link-pair',
            node,
            `Another link event already catches "${name}".`,
            'Keep one catching end for each name.',
          ),
        ];
      if (throwing.has(name) || name === '') return [];
      return [
        finding('warning', 'link-pair', node, `Nothing leads to the link "${name}".`, 'Draw a throwing link event of that name.'),
      ];
    });
    if (node.incoming.length > 0)
      found.push(
        finding(
          'error',
          'link-pair',
          node,
          `The ${named(node)} is a link and has incoming flows.`,
          'Lead them to its throwing end.',
        ),
      );
    return found;
  });
}
