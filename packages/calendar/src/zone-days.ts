import { CalendarError, quote } from './calendar-error.ts';
import type { LocalDate } from './calendar.ts';
import type { DayNumber } from './local-date.ts';
import { checkYear, formatDay, utcMidnight } from './local-date.ts';

const DAY = 24 * 3_600_000;

/** Formatters are slow to make and the same for everybody. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Throws CalendarError for a zone that the platform does not know. */
export function checkZone(zone: string, where: string): void {
  try {
    formatterOf(zone);
  } catch {
    throw new CalendarError(`${quote(zone)} is no time zone`, where, 'Write an IANA zone, for example Europe/Riga.');
  }
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** What the clocks of the zone show at a moment, as if it were UTC; whole seconds. */
function wallClock(zone: string, millis: number): number {
  const shown = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/.exec(formatterOf(zone).format(millis))!;
  const [month, day, year, hour, minute, second] = shown.slice(1).map(Number) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The day on which a moment falls in the zone. Throws CalendarError for a moment outside the calendar's years. */
export function dayInZone(zone: string, millis: number): LocalDate {
  const year = new Date(millis).getUTCFullYear();
  if (Number.isNaN(year)) {
    throw new CalendarError(`${millis} is no moment`, `the zone ${zone}`, 'Give milliseconds since 1970 as a number.');
  }
  checkYear(year, `the zone ${zone}`);
  return new Date(wallClock(zone, millis)).toISOString().slice(0, 10);
}

/**
 * The first millisecond of a day in the zone. When the clocks change around that day, the offsets before and after
 * are both tried: the day starts at the moment whose predecessor still belongs to the day before.
 */
export function dayStart(zone: string, day: DayNumber): number {
  const midnight = utcMidnight(day);
  const [before, after] = [midnight - DAY, midnight + DAY].map((near) => midnight - (wallClock(zone, near) - near)) as [
    number,
    number,
  ];
  if (before === after) return before;
  const name = formatDay(day);
  const starts = [before, after].filter((at) => dayAt(zone, at) >= name && dayAt(zone, at - 1) < name);
  return starts[0] ?? Math.max(before, after);
}

function dayAt(zone: string, millis: number): LocalDate {
  return new Date(wallClock(zone, millis)).toISOString().slice(0, 10);
}
