/**
 * Local times of an IANA zone. A local time that a clock change skips counts from the offset before the change; of one that occurs
 * twice the first is taken.
 */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** What the clocks of the zone show at a moment, written as if it were UTC milliseconds. */
export function localTime(zone: string, millis: number): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(millis)) parts[type] = Number(value);
  const { year, month, day, hour, minute, second } = parts as Record<Intl.DateTimeFormatPartTypes, number>;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((millis % 1000) + 1000) % 1000);
}

/** The moment at which the clocks of the zone show this local time. */
export function momentOf(zone: string, local: number): number {
  const offset = (near: number): number => localTime(zone, near) - near;
  const before = offset(local - DAY);
  const after = offset(local + DAY);
  const early = local - before;
  // The offset before a change counts when the clocks agree with it, or when neither offset fits (a skipped hour).
  if (before === after || offset(early) === before || offset(local - after) !== after) return early;
  return local - after;
}

const DAY = 24 * 3_600_000;
