import type { Calendar } from '@gaita/calendar';
import { addDuration, parseDuration, parseMoment } from '@gaita/engine';

/** When a scenario begins that does not say so. */
export const usualBeginning = '2026-03-02T09:00:00';

/** A scenario's local time as milliseconds: `2026-03-02T09:00:00` in the calendar's zone; a date means its first moment. */
export function localMillis(calendar: Calendar, text: string): number {
  const moment = parseMoment(text.includes('T') ? text : `${text}T00:00`, calendar);
  if (moment === undefined) throw new Error(`${text} is no moment`);
  return moment;
}

/** The end of a scenario's wait: `P3M` exactly that long, `10 working days` through the last of them. */
export function afterWait(calendar: Calendar, wait: string, now: number): number {
  const duration = parseDuration(wait);
  return duration ? addDuration(now, duration, calendar.zone) : calendar.deadline(wait, now).dueAt;
}
