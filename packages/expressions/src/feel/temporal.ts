import { FeelDate, FeelDateTime, FeelTime, toFeel } from 'feelin';
import type { FeelDuration } from 'feelin';
import type { Calendar, LocalDate } from '@gaita/calendar';
import { readDate, readDateTime } from './read-temporal.ts';
import { temporalText } from './text-of-values.ts';
import type { EvaluationContext } from '../types.ts';

/** The context's moment as a FEEL date and time in the institution's zone. */
export function nowOf(context: EvaluationContext): FeelDateTime {
  const utc = toFeel(new Date(context.now)) as FeelDateTime;
  const zoned = utc.unwrap().toZonedDateTime('UTC').withTimeZone(context.calendar.zone);
  return toFeel(zoned) as FeelDateTime;
}

/** The context's day in the institution's zone. */
export const todayOf = (context: EvaluationContext): FeelDate => feelDate(context.calendar.dayOf(context.now));

export const feelDate = (day: LocalDate): FeelDate => readDate(day) as FeelDate;

/** The calendar day of a date, a date and time (in the institution's zone) or their text; null for anything else. */
export function dayOf(value: unknown, calendar: Calendar): LocalDate | null {
  if (value instanceof FeelDate) return value.toString();
  if (value instanceof FeelDateTime) {
    const moment = value.unwrap();
    if (value.timezone === null || value.timezone === undefined) return moment.toPlainDate().toString();
    return moment.toZonedDateTime(value.timezone).withTimeZone(calendar.zone).toPlainDate().toString();
  }
  if (typeof value !== 'string') return null;
  const read = readDate(value) ?? readDateTime(value);
  return read === null ? null : dayOf(read, calendar);
}

/** ISO 8601: a named zone becomes its offset at that moment. */
export function isoText(value: FeelDate | FeelTime | FeelDateTime | FeelDuration): string {
  if (value instanceof FeelDateTime && isNamedZone(value.timezone)) {
    return value.unwrap().toZonedDateTime(value.timezone).toString({ timeZoneName: 'never' });
  }
  if (value instanceof FeelTime && isNamedZone(value.timezone)) return value.unwrap().toString() + offset(value);
  return temporalText(value);
}

const isNamedZone = (zone: string | null | undefined): zone is string =>
  typeof zone === 'string' && zone !== 'UTC' && !/^[+-]/.test(zone);

function offset(value: FeelTime): string {
  const seconds = value['time offset']?.unwrap().total({ unit: 'second' }) ?? 0;
  const minutes = Math.abs(Math.trunc(seconds / 60));
  const two = (n: number) => String(n).padStart(2, '0');
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
