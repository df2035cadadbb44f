import { finding, nodesOfType } from './rule.ts';
import type { Rule } from './rule.ts';

/** The inbox shows a task by its name. */
export const userTaskName: Rule = (process) =>
  nodesOfType(process, 'userTask')
    .filter((task) => task.name === undefined)
    .map((task) =>
      finding(
        'warning',
        'user-task-name',
        task,
        `The userTask "${task.id}" has no name; people will see its id.`,
        'Name what is to be done: a verb and its object.',
      ),
    );
