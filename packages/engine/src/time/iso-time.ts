import type { Calendar } from '@gaita/calendar';
import { ExpressionError } from '@gaita/expressions';
import { localTime, momentOf } from './zone.ts';

/** An ISO 8601 duration: calendar part and clock part. */
export interface Duration {
  readonly months: number;
  readonly days: number;
  readonly millis: number;
}

const durationPattern =
  /^([-+])?P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?=.)(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;

/** `P1M`, `P2W`, `P1DT2H30M`, `PT0.5H`; undefined for anything else. A part of a day counts as hours. */
export function parseDuration(text: string): Duration | undefined {
  const match = durationPattern.exec(text);
  if (!match) return undefined;
  const [, sign, years, months, weeks, days, hours, minutes, seconds] = match;
  const number = (part: string | undefined): number => (part === undefined ? 0 : Number(part.replace(',', '.')));
  const factor = sign === '-' ? -1 : 1;
  const allDays = number(weeks) * 7 + number(days);
  const wholeDays = Math.trunc(allDays);
  const millis = ((allDays - wholeDays) * 86_400 + number(hours) * 3_600 + number(minutes) * 60 + number(seconds)) * 1000;
  return {
    months: factor * (number(years) * 12 + number(months)) || 0,
    days: factor * wholeDays || 0,
    millis: factor * Math.round(millis) || 0,
  };
}

/**
 * The moment `times` durations after another. Years, months, weeks and days are counted on the zone's calendar (a day later is the
 * same time of day, the 31st becomes the month's last day), the rest on the clock. NaN outside the years 1000 to 9999.
 */
export function addDuration(from: number, duration: Duration, zone: string, times = 1): number {
  const { months, days, millis } = duration;
  const about = from + (months * 30.4 + days) * dayMillis * times + millis * times;
  if (!(Math.abs(about) < lastMoment + 366 * dayMillis)) return NaN;
  const moment = added(from, duration, zone, times);
  return moment >= firstMoment && moment <= lastMoment ? moment : NaN;
}

const dayMillis = 86_400_000;
const firstMoment = Date.UTC(1000, 0, 1);
const lastMoment = Date.UTC(9999, 11, 31);

function added(from: number, { months, days, millis }: Duration, zone: string, times: number): number {
  const clock = millis * times;
  if (months === 0 && days === 0) return from + clock;
  const local = new Date(localTime(zone, from));
  const day = local.getUTCDate();
  if (months !== 0) {
    local.setUTCDate(1);
    local.setUTCMonth(local.getUTCMonth() + months * times);
    const lastDay = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate();
    local.setUTCDate(Math.min(day, lastDay));
  }
  local.setUTCDate(local.getUTCDate() + days * times);
  return momentOf(zone, local.getTime()) + clock;
}

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const dateTimePattern =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:(Z)|([-+])(\d{2}):?(\d{2})?)?(?:\[([A-Za-z0-9_+\-/]+)\]|@([A-Za-z0-9_+\-/]+))?$/;

/**
 * A moment: `2026-05-04` (the end of that day, since a term set in days runs through its last day), `2026-05-04T10:00` (in the
 * institution's zone), with `Z`, `+03:00` or a zone name behind. Undefined for anything else.
 */
export function parseMoment(text: string, calendar: Pick<Calendar, 'zone' | 'endOfDay'>): number | undefined {
  const date = datePattern.exec(text);
  if (date) return utcOf(date) === undefined ? undefined : calendar.endOfDay(text);
  const match = dateTimePattern.exec(text);
  if (!match) return undefined;
  const midnight = utcOf(match);
  const [hour, minute, second] = [match[4], match[5], match[6] ?? '0'].map(Number) as [number, number, number];
  if (midnight === undefined || hour > 24 || minute > 59 || second > 59 || (hour === 24 && (minute > 0 || second > 0)))
    return undefined;
  const fraction = match[7] === undefined ? 0 : Math.floor(Number(`0.${match[7]}`) * 1000);
  const local = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
  if (match[8]) return local;
  if (match[9]) return local - (match[9] === '-' ? -1 : 1) * (Number(match[10]) * 60 + Number(match[11] ?? 0)) * 60_000;
  return momentOf(checkedZone(match[12] ?? match[13]) ?? calendar.zone, local);
}

/** Midnight UTC of the day in a match, when there is such a day. */
function utcOf(match: RegExpExecArray): number | undefined {
  const [year, month, day] = [match[1], match[2], match[3]].map(Number) as [number, number, number];
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() : undefined;
}

function checkedZone(zone: string | undefined): string | undefined {
  if (zone === undefined) return undefined;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return zone;
  } catch {
    throw new ExpressionError(`"${zone}" is no time zone`);
  }
}
