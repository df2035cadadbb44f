import type { TaskView } from '@gaita/contracts';
import { readDueRule } from '../formats/due-rule.ts';
import type { DueRule } from '../formats/due-rule.ts';
import { timeLeft } from '../formats/time-left.ts';
import { useCalendars } from '../formats/use-calendars.ts';
import { useTexts } from '../texts/use-texts.tsx';

type Due = Pick<TaskView, 'institution' | 'createdAt' | 'dueAt' | 'dueRule'>;

/** What is said about the deadline of a task, in the reader's language and by the calendar of the task's institution. */
export function useDueWords() {
  const { t } = useTexts();
  const calendarFor = useCalendars();

  const ruleOf = ({ institution: id, dueRule, createdAt }: Due): DueRule | undefined => {
    const calendar = calendarFor(id);
    return dueRule === undefined ? undefined : readDueRule(dueRule, calendar.country, calendar.dayOf(createdAt));
  };

  const lengthOf = (term: NonNullable<DueRule['term']>): string => {
    if ('workingDays' in term) return t('dueRule.workingDays', { count: term.workingDays });
    const years = term.months % 12 === 0 ? term.months / 12 : 0;
    const months = term.months - 12 * years;
    return [
      ...(years > 0 ? [t('dueRule.years', { count: years })] : []),
      ...(months > 0 ? [t('dueRule.months', { count: months })] : []),
      ...(term.days > 0 ? [t('dueRule.days', { count: term.days })] : []),
    ].join(', ');
  };

  return {
    /** The rule in words; undefined for one that only its author can read. */
    rule: (task: Due): string | undefined => {
      const rule = ruleOf(task);
      if (!rule) return undefined;
      if (!rule.term) return rule.legal ? t('dueRule.byLaw') : undefined;
      return rule.legal ? t('dueRule.lengthByLaw', { length: lengthOf(rule.term) }) : lengthOf(rule.term);
    },
    /** How long is left, or since when it is over. */
    left: (task: Due & { readonly dueAt: number }, now: number): { readonly over: boolean; readonly text: string } => {
      const term = ruleOf(task)?.term;
      const inWorkingDays = term !== undefined && 'workingDays' in term;
      const { over, count, unit } = timeLeft(task.dueAt, now, calendarFor(task.institution), inWorkingDays);
      if (count === 0) return { over, text: over ? t('task.overdueLately') : t('task.dueToday') };
      if (unit === 'working day')
        return { over, text: over ? t('task.overdueWorking', { count }) : t('task.workingDaysLeft', { count }) };
      return { over, text: over ? t('task.overdue', { count }) : t('task.daysLeft', { count }) };
    },
  };
}
