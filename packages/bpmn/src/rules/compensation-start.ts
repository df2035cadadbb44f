import type { FlowNode, SubProcess } from '../model.ts';
import { named } from '../named.ts';
import { finding, scopesOf } from './rule.ts';
import type { Rule, Scope } from './rule.ts';

/** A process or sub-process has one compensation event sub-process at the most; that of a process runs only when something asks for it. */
export const compensationStart: Rule = (process) => {
  const scopes = scopesOf(process);
  const top = new Set(process.nodes);
  return scopes.flatMap((scope) => {
    const [first, ...more] = scope.nodes.filter((node) => isCompensationSubProcess(node));
    const doubles = more.map((node) =>
      finding(
        'error',
        'compensation-start',
        node,
        `The ${named(node)} is the second compensation event sub-process of its scope.`,
        'Put the steps of both into one.',
      ),
    );
    if (!first || scope.owner || scopes.some((inner) => isGlobal(inner, top) && inner.nodes.some(throwsForAll))) return doubles;
    return [
      finding(
        'warning',
        'compensation-start',
        first,
        `The ${named(first)} undoes the whole process, but nothing in the process asks for that: it runs only when a process that calls this one compensates the call.`,
        'Throw compensation without activityRef in the process, or leave it for the calling process.',
      ),
      ...doubles,
    ];
  });
};

const isCompensationSubProcess = (node: FlowNode): node is SubProcess =>
  'triggeredByEvent' in node &&
  node.triggeredByEvent &&
  node.nodes.some((inner) => inner.type === 'startEvent' && inner.definitions.some(({ type }) => type === 'compensation'));

/** The process itself, and its event sub-processes that do not undo it themselves. */
const isGlobal = ({ owner }: Scope, top: ReadonlySet<FlowNode>): boolean =>
  !owner || (owner.triggeredByEvent && !isCompensationSubProcess(owner) && top.has(owner));

const throwsForAll = (node: FlowNode): boolean =>
  (node.type === 'intermediateThrowEvent' || node.type === 'endEvent') &&
  node.definitions.some((definition) => definition.type === 'compensation' && definition.activityRef === undefined);
