import type { Calendar } from '@gaita/calendar';

/** How far a due moment lies from another: whole days between their dates, or working days. */
export interface TimeLeft {
  readonly over: boolean;
  readonly count: number;
  readonly unit: 'day' | 'working day';
}

const dayLength = 24 * 60 * 60 * 1000;

/**
 * Counts in working days where the rule does, by the institution's calendar; a term that passed without a working day in between
 * counts in days, since "0 working days" says nothing.
 */
export function timeLeft(dueAt: number, now: number, calendar: Calendar, inWorkingDays: boolean): TimeLeft {
  const over = dueAt < now;
  const today = calendar.dayOf(now);
  const last = calendar.dayOf(dueAt);
  const working = inWorkingDays ? Math.abs(calendar.workingDaysBetween(today, last)) : 0;
  if (working > 0) return { over, count: working, unit: 'working day' };
  return { over, count: Math.abs(Math.round((Date.parse(last) - Date.parse(today)) / dayLength)), unit: 'day' };
}
