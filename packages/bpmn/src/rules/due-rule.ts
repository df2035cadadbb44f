import { named } from '../named.ts';
import { finding, nodesOfType } from './rule.ts';
import type { Rule } from './rule.ts';

const words = /^\d{1,6} (working day|day|week|month|year)s?$/;
const iso = /^p(?=\d)((\d{1,6}y)?(\d{1,6}m)?(\d{1,6}w)?(\d{1,6}d)?|\d{1,6}wd)$/;
const legal = /^legal:\s*\S+$/;

const isReadable = (due: string): boolean => {
  const rule = due.trim().replace(/\s+/g, ' ').toLowerCase();
  return words.test(rule) || iso.test(rule) || legal.test(rule);
};

/** `gaita:due` is one of the forms that the calendar reckons with; that of a process names a procedure. */
export const dueRule: Rule = (process) => [
  ...(process.term === undefined || legal.test(process.term.due.trim().toLowerCase())
    ? []
    : [
        finding(
          'error',
          'due-rule',
          process,
          `The legal term "${process.term.due}" of the process cannot be read.`,
          'Write "legal: <procedure>", for example "legal: administrative-act".',
        ),
      ]),
  ...nodesOfType(process, 'userTask').flatMap((task) =>
    task.due === undefined || isReadable(task.due)
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
  ),
];
