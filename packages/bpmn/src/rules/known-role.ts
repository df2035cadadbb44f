import { roleKeys } from '@gaita/contracts';
import { named } from '../named.ts';
import { finding, nodesOfType } from './rule.ts';
import type { Rule } from './rule.ts';

/** Roles written as plain text must be in the registry, or nobody will see the task. */
export const knownRole: Rule = (process, context) => {
  const known = new Set<string>(context.roles ?? roleKeys);
  return nodesOfType(process, 'userTask').flatMap((task) =>
    [
      ...task.candidateGroups.filter((group) => group.language === 'literal').map((group) => group.source),
      ...task.joint,
      ...task.consulted.map((each) => each.role),
      ...(task.escalate === undefined ? [] : [task.escalate]),
    ]
      .filter((role) => !known.has(role))
      .map((role) =>
        finding(
          'warning',
          'known-role',
          task,
          `The ${named(task)} names the role "${role}", which is not in the registry.`,
          'Correct the role key, or describe the role in the registry first.',
        ),
      ),
  );
};
