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
  const levels = new Map(scopes.map((scope): [Scope, Level] => [scope, levelOf(scope)]));
  const holders = new Map(scopes.flatMap((scope) => scope.nodes.map((node) => [node.id, levels.get(scope)!] as const)));
  return scopes.flatMap((scope) =>
    scope.nodes.flatMap((event) =>
      namedActivities(event).flatMap((id) => {
        const wrong = wrongWith(id, levels.get(scope)!, holders);
        return wrong
          ? [finding(wrong.severity, 'compensation-throw', event, `The ${named(event)} ${wrong.what}.`, wrong.advice)]
          : [];
      }),
    ),
  );
};

/** One process or sub-process. */
interface Level {
  readonly owner: Scope['owner'];
  readonly byId: ReadonlyMap<string, FlowNode>;
  /** Ids of activities with a compensation boundary event. */
  readonly undone: ReadonlySet<string>;
}

const levelOf = ({ owner, nodes }: Scope): Level => ({
  owner,
  byId: new Map(nodes.map((node) => [node.id, node])),
  undone: new Set(nodes.flatMap((node) => (isCompensationBoundary(node) && 'attachedTo' in node ? [node.attachedTo] : []))),
});

const namedActivities = (event: FlowNode): string[] =>
  event.type === 'intermediateThrowEvent' || event.type === 'endEvent'
    ? event.definitions.flatMap((definition) =>
        definition.type === 'compensation' && definition.activityRef !== undefined ? [definition.activityRef] : [],
      )
    : [];

function wrongWith(
  id: string,
  own: Level,
  holders: ReadonlyMap<string, Level>,
): { severity: 'error' | 'warning'; what: string; advice: string } | undefined {
  let level: Level | undefined = own;
  let activity = own.byId.get(id);
  while (!activity && level?.owner?.triggeredByEvent) {
    level = holders.get(level.owner.id);
    activity = level?.byId.get(id);
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
  if (level?.undone.has(id) || 'nodes' in activity || activity.type === 'callActivity') return undefined;
  return {
    severity: 'warning',
    what: `compensates the ${named(activity)}, which nothing undoes`,
    advice: 'Attach a compensation event to that activity and join it to the activity that undoes it.',
  };
}
