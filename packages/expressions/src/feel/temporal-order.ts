import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';

export type TemporalValue = FeelDate | FeelTime | FeelDateTime | FeelDuration;

/**
 * The difference of two values of one type, as a number whose sign is their order; null where they have none: unlike
 * types, and times of which one has a zone and the other none.
 */
export function temporalDifference(a: TemporalValue, b: TemporalValue): number | null {
  if (a instanceof FeelDate) return b instanceof FeelDate ? dayNumber(a) - dayNumber(b) : null;
  if (a instanceof FeelDuration) {
    return b instanceof FeelDuration && a.yearsMonths === b.yearsMonths ? lengthOf(a) - lengthOf(b) : null;
  }
  if (a instanceof FeelDateTime) {
    return b instanceof FeelDateTime && hasZone(a) === hasZone(b) ? instantOf(a) - instantOf(b) : null;
  }
  return b instanceof FeelTime && hasZone(a) === hasZone(b) ? clockOf(a) - clockOf(b) : null;
}

export const hasZone = (value: FeelTime | FeelDateTime): boolean => typeof value.timezone === 'string';

const dayMillis = 86_400_000;

/** Days since 1970. */
export function dayNumber(value: FeelDate): number {
  const { year, month, day } = value.unwrap();
  return utc(year, month, day) / dayMillis;
}

function utc(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}

/** Months of a years and months duration, milliseconds of a days and time duration. */
export function lengthOf(value: FeelDuration): number {
  const { years, months, days, hours, minutes, seconds, milliseconds, microseconds, nanoseconds } = value.unwrap();
  if (value.yearsMonths) return years * 12 + months;
  const whole = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  return whole * 1000 + milliseconds + microseconds / 1e3 + nanoseconds / 1e6;
}

/** Milliseconds since 1970; of a time without a zone as if it were UTC. */
export function instantOf(value: FeelDateTime): number {
  const { year, month, day } = value.unwrap();
  return utc(year, month, day) + clockMillis(value.unwrap()) - offsetMillis(value);
}

const clockOf = (value: FeelTime): number => clockMillis(value.unwrap()) - offsetMillis(value);

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly microsecond: number;
  readonly nanosecond: number;
}

const clockMillis = ({ hour, minute, second, millisecond, microsecond, nanosecond }: Clock): number =>
  ((hour * 60 + minute) * 60 + second) * 1000 + millisecond + microsecond / 1e3 + nanosecond / 1e6;

/** How far a zone is before UTC at that moment. */
export function offsetMillis(value: FeelTime | FeelDateTime): number {
  const offset = value['time offset'] as FeelDuration | null;
  return offset ? lengthOf(offset) : 0;
}
