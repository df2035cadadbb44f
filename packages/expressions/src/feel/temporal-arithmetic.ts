import { FeelDate, FeelDateTime, FeelDuration, FeelTime, duration } from 'feelin';
import type { TemporalValue } from './temporal-order.ts';
import { dayNumber, hasZone, instantOf, lengthOf, temporalDifference } from './temporal-order.ts';
import { midnightOf } from './read-temporal.ts';

const dayMillis = 86_400_000;

/** A days and time duration from milliseconds, to the nanosecond; null beyond what can be counted. */
export function timeDuration(millis: number): FeelDuration | null {
  const whole = Math.trunc(millis);
  if (!Number.isSafeInteger(whole)) return null;
  const sign = millis < 0 ? '-' : '';
  const seconds = (Math.abs(millis) / 1000).toFixed(9).replace(/\.?0+$/, '');
  return millis === 0 ? duration('PT0S') : duration(`${sign}PT${seconds}S`);
}

/** A years and months duration from months. */
export function monthDuration(months: number): FeelDuration | null {
  if (!Number.isSafeInteger(months)) return null;
  return duration(`${months < 0 ? '-' : ''}P${Math.trunc(Math.abs(months) / 12)}Y${Math.abs(months) % 12}M`);
}

const durationOf = (length: number, like: FeelDuration): FeelDuration | null =>
  like.yearsMonths ? monthDuration(Math.trunc(length)) : timeDuration(length);

/** DMN's table of arithmetic with dates, times and durations; null for what it does not list. */
export function temporalArithmetic(operator: string, a: unknown, b: unknown): unknown {
  try {
    return computed(operator, a, b);
  } catch (error) {
    if (error instanceof RangeError) return null; // beyond the calendar of the language
    throw error;
  }
}

function computed(operator: string, a: unknown, b: unknown): unknown {
  if (a instanceof FeelDuration) {
    if (b instanceof FeelDuration) return ofDurations(operator, a, b);
    if (typeof b === 'number') return scaled(operator, a, b);
    return operator === '+' && isPoint(b) ? moved(b, a, 1) : null;
  }
  if (b instanceof FeelDuration) {
    if (typeof a === 'number') return operator === '*' ? scaled('*', b, a) : null;
    return isPoint(a) && (operator === '+' || operator === '-') ? moved(a, b, operator === '+' ? 1 : -1) : null;
  }
  return operator === '-' && isPoint(a) && isPoint(b) ? between(a, b) : null;
}

type Point = Exclude<TemporalValue, FeelDuration>;

const isPoint = (value: unknown): value is Point =>
  value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime;

function ofDurations(operator: string, a: FeelDuration, b: FeelDuration): unknown {
  if (a.yearsMonths !== b.yearsMonths) return null;
  if (operator === '/') return lengthOf(b) === 0 ? null : lengthOf(a) / lengthOf(b);
  if (operator === '+') return durationOf(lengthOf(a) + lengthOf(b), a);
  return operator === '-' ? durationOf(lengthOf(a) - lengthOf(b), a) : null;
}

function scaled(operator: string, value: FeelDuration, factor: number): FeelDuration | null {
  if (operator === '*') return durationOf(lengthOf(value) * factor, value);
  return operator === '/' && factor !== 0 ? durationOf(lengthOf(value) / factor, value) : null;
}

/** A date moves by whole days, a time within its day, a date and time by the rules of its zone. */
function moved(point: Point, by: FeelDuration, sign: number): Point | null {
  const shift = sign < 0 ? by.unwrap().negated() : by.unwrap();
  if (point instanceof FeelTime) return by.yearsMonths ? null : new FeelTime(point.unwrap().add(shift), point.timezone);
  if (point instanceof FeelDate) {
    return by.yearsMonths
      ? new FeelDate(point.unwrap().add(shift))
      : new FeelDate(point.unwrap().add({ days: Math.floor((sign * lengthOf(by)) / dayMillis) }));
  }
  const { timezone } = point;
  if (typeof timezone !== 'string' || /:\d\d:\d\d$/.test(timezone)) return new FeelDateTime(point.unwrap().add(shift), timezone);
  return new FeelDateTime(point.unwrap().toZonedDateTime(timezone).add(shift).toPlainDateTime(), timezone);
}

function between(a: Point, b: Point): FeelDuration | null {
  if (a instanceof FeelDate && b instanceof FeelDate) return timeDuration((dayNumber(a) - dayNumber(b)) * dayMillis);
  if (a instanceof FeelTime || b instanceof FeelTime) {
    const difference = temporalDifference(a, b);
    return difference === null ? null : timeDuration(difference);
  }
  // a day counts as its midnight in UTC
  const [first, second] = [a, b].map((value) => (value instanceof FeelDate ? midnightOf(value) : value)) as [
    FeelDateTime,
    FeelDateTime,
  ];
  return hasZone(first) === hasZone(second) ? timeDuration(instantOf(first) - instantOf(second)) : null;
}

/** `-duration`. */
export const negatedDuration = (value: FeelDuration): FeelDuration | null => durationOf(-lengthOf(value), value);

/** Full months from one day to another, as `years and months duration` counts them. */
export const monthsBetween = (from: FeelDate, to: FeelDate): FeelDuration | null => {
  const { years, months } = from.unwrap().until(to.unwrap(), { largestUnit: 'year' });
  return monthDuration(years * 12 + months);
};
