import { FeelDate, FeelDateTime, duration, time } from 'feelin';
import type { FeelDuration, FeelTime } from 'feelin';
import { date as feelinDate } from 'feelin';

const datePattern = /^(-?)(\d{4,9})-(\d{2})-(\d{2})$/;
const timePattern = /^\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[zZ]|[+-](?:0\d|1[0-8]):[0-5]\d(?::[0-5]\d)?|@[\w/+-]+)?$/;
const durationPattern = /^-?P(?:(?=\d)(?:\d+Y)?(?:\d+M)?|(?=\d|T\d)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?)$/;

type PlainDate = ReturnType<FeelDate['unwrap']>;
const anyDay = (feelinDate('2000-01-01') as FeelDate).unwrap();

/** The day of these numbers, or null where the calendar has none. */
export function dateOf(year: number, month: number, day: number): FeelDate | null {
  try {
    return new FeelDate(anyDay.with({ year, month, day }, { overflow: 'reject' }));
  } catch {
    return null;
  }
}

/** A date as XML Schema writes it, years before 1 and after 9999 included; null for anything else. */
export function readDate(text: string): FeelDate | null {
  const [, sign = '', year = '', month, day] = datePattern.exec(text) ?? [];
  if (year === '' || (year.length > 4 && year.startsWith('0'))) return null;
  return dateOf(Number(sign + year), Number(month), Number(day));
}

/** A time of day with or without a zone: `Z`, an offset, or `@` and a name; null for anything else. */
export const readTime = (text: string): FeelTime | null =>
  timePattern.test(text) && !/^(?:2[4-9]|[3-9]\d)/.test(text) ? time(text) : null;

/** A date and time; a date alone is its midnight. Null for anything else. */
export function readDateTime(text: string): FeelDateTime | null {
  const split = text.indexOf('T');
  const day = readDate(split === -1 ? text : text.slice(0, split));
  const clock = readTime(split === -1 ? '00:00:00' : text.slice(split + 1));
  return day && clock && atTime(day, clock);
}

/** A day with a time of day and its zone. */
export const atTime = (day: FeelDate, clock: FeelTime): FeelDateTime =>
  new FeelDateTime(day.unwrap().toPlainDateTime(clock.unwrap()), clock.timezone);

/** The midnight that a day stands for among dates with times: of UTC. */
export const midnightOf = (day: FeelDate): FeelDateTime => new FeelDateTime(day.unwrap().toPlainDateTime(), 'UTC');

/** Years and months, or days and time; null for anything else. */
export const readDuration = (text: string): FeelDuration | null => (durationPattern.test(text) ? duration(text) : null);

/** What `@"…"` means. */
export function readTemporal(text: string): FeelDate | FeelTime | FeelDateTime | FeelDuration | null {
  if (/^-?P/.test(text)) return readDuration(text);
  if (text.includes('T')) return readDateTime(text);
  return /^\d{2}:/.test(text) ? readTime(text) : readDate(text);
}

/** As XML Schema writes it: years of four digits without a sign. */
export function dateText(day: PlainDate): string {
  const year = String(Math.abs(day.year)).padStart(4, '0');
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.year < 0 ? '-' : ''}${year}-${two(day.month)}-${two(day.day)}`;
}
