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

/** How far the clocks of the zone are ahead of UTC at a moment, milliseconds. */
function readOffset(zone: string, millis: number): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(millis)) parts[type] = Number(value);
  const { year, month, day, hour, minute, second } = parts as Record<Intl.DateTimeFormatPartTypes, number>;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((millis % 1000) + 1000) % 1000) - millis;
}

/** The offset of each day (UTC) whose ends have the same, by zone: no clocks are changed twice in a day. `changes`: they are changed in it. */
const days = new Map<string, Map<number, number | 'changes'>>();
const mostDays = 5_000;

/** Reading an offset takes 8 µs; most are those of the same few days. */
function offsetAt(zone: string, millis: number): number {
  let known = days.get(zone);
  if (!known) days.set(zone, (known = new Map()));
  const day = Math.floor(millis / DAY);
  let offset = known.get(day);
  if (offset === undefined) {
    if (known.size >= mostDays) known.clear();
    const first = readOffset(zone, day * DAY);
    offset = first === readOffset(zone, (day + 1) * DAY - 1) ? first : 'changes';
    known.set(day, offset);
  }
  return offset === 'changes' ? readOffset(zone, millis) : offset;
}

/** What the clocks of the zone show at a moment, written as if it were UTC milliseconds. */
export const localTime = (zone: string, millis: number): number => millis + offsetAt(zone, millis);

/** The moment at which the clocks of the zone show this local time. */
export function momentOf(zone: string, local: number): number {
  const before = offsetAt(zone, local - DAY);
  const after = offsetAt(zone, local + DAY);
  const early = local - before;
  // The offset before a change counts when the clocks agree with it, or when neither offset fits (a skipped hour).
  if (before === after || offsetAt(zone, early) === before || offsetAt(zone, local - after) !== after) return early;
  return local - after;
}

const DAY = 24 * 3_600_000;
