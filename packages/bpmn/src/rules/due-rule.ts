import { finding, named, nodesOfType } from './rule.ts';
import type { Rule } from './rule.ts';

const readable = /^(\d+ (working )?days?|\d+ (weeks?|months?|years?)|legal:\s*\S+)$/;

/** `gaita:due` is one of the forms that the calendar reckons with. */
export const dueRule: Rule = (process) =>
  nodesOfType(process, 'userTask').flatMap((task) =>
    task.due === undefined || readable.test(task.due)
      ? []
      : [
          finding(
            'error',
            'due-rule',
            task,
            `The due rule "${task.due}" of the ${named(task)} cannot be read.`,
            'Write "10 working days", "14 days", "1 month" or "legal: <procedure>".',
          ),
        ],
  );
