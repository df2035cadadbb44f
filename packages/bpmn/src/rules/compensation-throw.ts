import type { FlowNode } from '../model.ts';
import { named } from '../named.ts';
import { isCompensationBoundary } from './compensation-handler.ts';
import { finding, scopesOf } from './rule.ts';
import type { Rule, Scope } from './rule.ts';

/**
 * The activity that a compensation event names is to be seen from it: at its own level, or at the level of the event sub-process
 * that it stands in (BPMN 2.0.2, tables 10.88 and 10.89).
 */
export const compensationThrow: Rule = (process) => {
  const scopes = scopesOf(process);
  const holders = new Map(scopes.flatMap((scope) => scope.nodes.map((node) => [node.id, scope] as const)));
  return scopes.flatMap((scope) =>
    scope.nodes.flatMap((event) =>
      namedActivities(event).flatMap((id) => {
        const wrong = wrongWith(id, scope, holders);
        return wrong
          ? [finding(wrong.severity, 'compensation-throw', event, `The ${named(event)} ${wrong.what}.`, wrong.advice)]
          : [];
      }),
    ),
  );
};

const namedActivities = (event: FlowNode): string[] =>
  event.type === 'intermediateThrowEvent' || event.type === 'endEvent'
    ? event.definitions.flatMap((definition) =>
        definition.type === 'compensation' && definition.activityRef !== undefined ? [definition.activityRef] : [],
      )
    : [];

function wrongWith(
  id: string,
  scope: Scope,
  holders: ReadonlyMap<string, Scope>,
): { severity: 'error' | 'warning'; what: string; advice: string } | undefined {
  let level: Scope | undefined = scope;
  let activity = find(level, id);
  while (!activity && level?.owner?.triggeredByEvent) {
    level = holders.get(level.owner.id);
    activity = find(level, id);
  }
  if (!activity)
    return {
      severity: 'error',
      what: `compensates "${id}", which is not an element at its level`,
      advice: 'Name an activity (activityRef) of the same process or sub-process, or none to compensate all of them.',
    };
  if (!('isForCompensation' in activity))
    return {
      severity: 'error',
      what: `compensates the ${named(activity)}, which is no activity`,
      advice: 'Name a task, sub-process or call activity (activityRef).',
    };
  const isUndone = level?.nodes.some((node) => isCompensationBoundary(node) && 'attachedTo' in node && node.attachedTo === id);
  if (isUndone || 'nodes' in activity || activity.type === 'callActivity') return undefined;
  return {
    severity: 'warning',
    what: `compensates the ${named(activity)}, which nothing undoes`,
    advice: 'Attach a compensation event to that activity and join it to the activity that undoes it.',
  };
}

const find = (scope: Scope | undefined, id: string): FlowNode | undefined => scope?.nodes.find((node) => node.id === id);
