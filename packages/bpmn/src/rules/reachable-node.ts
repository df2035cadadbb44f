import type { FlowNode } from '../model.ts';
import { named } from '../named.ts';
import { finding, instantiates, linkEvents, linksOf, scopesOf, standsAlone, startsByItself } from './rule.ts';
import type { Rule, Scope } from './rule.ts';

/** No path leads to the node from a start of its scope: it is never executed. */
export const reachableNode: Rule = (process) =>
  scopesOf(process).flatMap((scope) => {
    const reached = reachedIn(scope);
    return scope.nodes
      .filter((node) => !reached.has(node.id))
      .map((node) =>
        finding(
          'warning',
          'reachable-node',
          node,
          `No path leads to the ${named(node)}.`,
          'Connect it with a start event, or remove it.',
        ),
      );
  });

function reachedIn(scope: Scope): ReadonlySet<string> {
  const targets = new Map<string, string[]>();
  const follow = (from: string, to: string): void => {
    const known = targets.get(from);
    if (known) known.push(to);
    else targets.set(from, [to]);
  };
  const catching = linkEvents(scope, 'intermediateCatchEvent');
  for (const flow of scope.flows) follow(flow.source, flow.target);
  for (const node of scope.nodes) if (node.type === 'boundaryEvent') follow(node.attachedTo, node.id);
  for (const node of scope.nodes)
    if (node.type === 'intermediateThrowEvent')
      for (const name of linksOf(node)) {
        follow(node.id, placeOf(name));
        for (const target of catching.get(name) ?? []) follow(placeOf(name), target.id);
        catching.delete(name);
      }
  const isEntry = entriesOf(scope);
  const open = scope.nodes.filter(isEntry).map((node) => node.id);
  const reached = new Set(open);
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const target of targets.get(id) ?? [])
      if (!reached.has(target)) {
        reached.add(target);
        open.push(target);
      }
  return reached;
}

/** What stands for a link between its ends; no id has a space. */
const placeOf = (link: string): string => `link ${link}`;

/** Without a start event whatever nothing leads to begins. */
function entriesOf(scope: Scope): (node: FlowNode) => boolean {
  const hasStart = !scope.owner?.adHoc && scope.nodes.some(({ type }) => type === 'startEvent');
  return (node) => node.type === 'startEvent' || standsAlone(node) || instantiates(node) || (!hasStart && startsByItself(node));
}
