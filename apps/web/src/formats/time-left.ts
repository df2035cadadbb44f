import type { Calendar } from '@gaita/calendar';

/** How far a due moment lies from another: whole days between their dates, or working days. */
export interface TimeLeft {
  readonly over: boolean;
  readonly count: number;
  readonly unit: 'day' | 'working day';
}

const dayLength = 24 * 60 * 60 * 1000;

/** Counts in working days where the rule does, by the institution's calendar; a weekend after a last day is none. */
export function timeLeft(dueAt: number, now: number, calendar: Calendar, inWorkingDays: boolean): TimeLeft {
  const over = dueAt < now;
  const today = calendar.dayOf(now);
  const last = calendar.dayOf(dueAt);
  if (inWorkingDays) return { over, count: Math.abs(calendar.workingDaysBetween(today, last)), unit: 'working day' };
  return { over, count: Math.abs(Math.round((Date.parse(last) - Date.parse(today)) / dayLength)), unit: 'day' };
}
