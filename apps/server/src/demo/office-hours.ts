import type { Calendar } from '@gaita/calendar';
import type { Draw } from './draw.ts';

const hour = 3_600_000;
const dayMillis = 24 * hour;

/** Whole milliseconds since 1970: a moment in the office some working days later, never before `from`: work is done from half past eight to five. */
export function laterInOffice(calendar: Calendar, from: number, workingDays: number, draw: Draw): number {
  const today = calendar.dayOf(from);
  const opens = calendar.startOfDay(today) + 8.5 * hour;
  if (workingDays < 0.5 && calendar.isWorkingDay(today) && from < opens + 7 * hour) {
    return Math.floor(Math.max(from, opens) + draw.between(0.1, 1.5) * hour);
  }
  const day = calendar.addWorkingDays(today, Math.max(1, Math.round(workingDays)));
  return Math.floor(calendar.startOfDay(day) + draw.between(8.5, 16.9) * hour);
}

/** When residents apply: any day, mostly by day. */
export function arrival(calendar: Calendar, now: number, [first, last]: readonly [number, number], draw: Draw): number {
  const day = calendar.dayOf(now - draw.between(last, first) * dayMillis);
  return Math.floor(Math.min(calendar.startOfDay(day) + draw.between(7, 21) * hour, now - hour));
}
