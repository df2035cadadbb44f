import type { Calendar } from '@gaita/calendar';
import { ExpressionError } from '@gaita/expressions';
import type { Duration } from './iso-time.ts';
import { addDuration, parseDuration, parseMoment } from './iso-time.ts';

/** When a timer is due, and what its cycle has left after that firing (opaque text; missing when this is the last). */
export interface Due {
  readonly dueAt: number;
  readonly cycle?: string;
}

type Zone = Pick<Calendar, 'zone' | 'endOfDay'>;

/** Firings at `anchor + index × every`, for index from `first` to `last` (missing: without end). */
interface Grid {
  readonly anchor: number;
  readonly every: string;
  readonly last?: number;
}

/**
 * The first firing of an ISO 8601 cycle: `R3/PT10H` (three times, the first in ten hours), `R/P1D` (without end),
 * `R3/2026-01-01T08:00/P1M` (the first at that time). Grid points of the past count, but do not fire one by one.
 * Throws ExpressionError. Undefined when all points lie in the past.
 */
export function startCycle(text: string, now: number, calendar: Zone): Due | undefined {
  const parts = text.trim().split('/');
  const repeat = /^R(\d*)$/.exec(parts[0] ?? '');
  if (!repeat || parts.length < 2 || parts.length > 3)
    throw new ExpressionError(
      `"${text}" is no cycle. Write an ISO 8601 repetition such as R3/PT10H, R/P1D or R/2026-01-01T08:00/P1M; cron is not read.`,
    );
  const every = parts[parts.length - 1]!;
  const duration = parseDuration(every);
  if (!duration) throw new ExpressionError(`"${text}": expected a duration such as PT10H after the last /`);
  if (!(addDuration(now, duration, calendar.zone) > now))
    throw new ExpressionError(`"${text}": the duration must be longer than nothing and end before the year 10000`);
  const start = parts.length === 3 ? parseMoment(parts[1]!, calendar) : now;
  if (start === undefined) throw new ExpressionError(`"${text}": expected a date and time between the two /`);
  const first = parts.length === 3 ? 0 : 1;
  const last = repeat[1] === '' ? undefined : first + Number(repeat[1]) - 1;
  return dueFrom({ anchor: start, every, ...(last !== undefined && { last }) }, duration, first, now - 1, calendar);
}

/**
 * The firing after the one that `cycle` was given with: the next grid point after `now`. Points missed meanwhile are counted,
 * not repeated. Undefined when none is left.
 */
export function nextCycle(cycle: string, now: number, calendar: Zone): Due | undefined {
  const [index, last, anchor, every] = cycle.split('|') as [string, string, string, string];
  const grid: Grid = { anchor: Number(anchor), every, ...(last !== '' && { last: Number(last) }) };
  return dueFrom(grid, parseDuration(every)!, Number(index), now, calendar);
}

/** The first grid point from `from` on that lies after a moment. */
function dueFrom(grid: Grid, duration: Duration, from: number, after: number, { zone }: Zone): Due | undefined {
  const at = (index: number): number => addDuration(grid.anchor, duration, zone, index);
  let index = from;
  if (at(index) <= after) {
    // Doubling, then halving: a cycle of seconds may have missed years.
    let step = 1;
    while (at(index + step) <= after) step *= 2;
    let low = index + Math.floor(step / 2);
    let high = index + step;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (at(middle) > after) high = middle;
      else low = middle + 1;
    }
    index = low;
  }
  if (grid.last !== undefined && index > grid.last) return undefined;
  const dueAt = at(index);
  if (Number.isNaN(dueAt)) throw new ExpressionError(`the cycle of ${grid.every} leads out of the years 1000 to 9999`);
  const isLast = index === grid.last;
  return { dueAt, ...(!isLast && { cycle: [index + 1, grid.last ?? '', grid.anchor, grid.every].join('|') }) };
}
