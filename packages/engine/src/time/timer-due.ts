import type { Json } from '@gaita/contracts';
import type { Calendar } from '@gaita/calendar';
import { ExpressionError } from '@gaita/expressions';
import type { Due } from './cycle.ts';
import { startCycle } from './cycle.ts';
import type { Duration } from './iso-time.ts';
import { addDuration, parseDuration, parseMoment } from './iso-time.ts';

export type TimerKind = 'timeDate' | 'timeDuration' | 'timeCycle';

/** When a timer whose expression gave `value` is due for the first time. Throws ExpressionError. Undefined: never (a cycle that is over). */
export function timerDue(
  kind: TimerKind,
  value: Json,
  now: number,
  calendar: Pick<Calendar, 'zone' | 'endOfDay'>,
): Due | undefined {
  if (typeof value !== 'string' || value.trim() === '')
    throw new ExpressionError(`expected ISO 8601 text for ${kind}, but found ${JSON.stringify(value)}`);
  const text = value.trim();
  if (kind === 'timeCycle') return startCycle(text, now, calendar);
  if (kind === 'timeDuration') {
    const duration = parseDuration(text);
    if (!duration) throw new ExpressionError(`"${text}" is no ISO 8601 duration such as P10D or PT1H30M`);
    return { dueAt: after(now, duration, calendar) };
  }
  const dueAt = parseMoment(text, calendar);
  if (dueAt === undefined) throw new ExpressionError(`"${text}" is no ISO 8601 date or date and time such as 2026-05-04T10:00`);
  return { dueAt };
}

/** A due or follow-up date: a date, date and time, or a duration from now. Undefined for null and empty text. */
export function dateDue(value: Json, now: number, calendar: Pick<Calendar, 'zone' | 'endOfDay'>): number | undefined {
  if (value === null || value === '') return undefined;
  if (typeof value === 'string') {
    const text = value.trim();
    const moment = parseMoment(text, calendar);
    if (moment !== undefined) return moment;
    const duration = parseDuration(text);
    if (duration) return after(now, duration, calendar);
  }
  throw new ExpressionError(`expected an ISO 8601 date or duration, but found ${JSON.stringify(value)}`);
}

function after(now: number, duration: Duration, { zone }: Pick<Calendar, 'zone'>): number {
  const moment = addDuration(now, duration, zone);
  if (Number.isNaN(moment)) throw new ExpressionError('the duration leads out of the years 1000 to 9999');
  return moment;
}
