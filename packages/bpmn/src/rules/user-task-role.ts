import { named } from '../named.ts';
import { finding, nodesOfType } from './rule.ts';
import type { Rule } from './rule.ts';

/** Work that nobody is named for is offered to administrators only. */
export const userTaskRole: Rule = (process) =>
  nodesOfType(process, 'userTask')
    .filter((task) => !task.assignee && task.candidateUsers.length === 0 && task.candidateGroups.length === 0)
    .map((task) =>
      finding(
        'warning',
        'user-task-role',
        task,
        `The ${named(task)} names no role; it is offered to administrators only.`,
        'Name the responsible role in camunda:candidateGroups, or draw the task in a lane with gaita:role.',
      ),
    );
