import type { FeelDate } from 'feelin';
import { ExpressionError } from '../types.ts';
import type { EvaluationContext } from '../types.ts';
import { dayOf, feelDate } from './temporal.ts';

/** `add working days(from, n)`: a FEEL date; null where `from` is no date or `n` no integer. */
export function addWorkingDays(context: EvaluationContext, from?: unknown, n?: unknown): FeelDate | null {
  const day = dayOf(from, context.calendar);
  if (day === null || !Number.isInteger(n)) return null;
  return asked(() => feelDate(context.calendar.addWorkingDays(day, n as number)));
}

/** `working days between(a, b)`: after `a` up to and including `b`; null where one is no date. */
export function workingDaysBetween(context: EvaluationContext, a?: unknown, b?: unknown): number | null {
  const first = dayOf(a, context.calendar);
  const last = dayOf(b, context.calendar);
  if (first === null || last === null) return null;
  return asked(() => context.calendar.workingDaysBetween(first, last));
}

/** `legal deadline(procedure, from)`: the last day as a FEEL date. Throws ExpressionError for an unknown procedure. */
export function legalDeadline(context: EvaluationContext, procedure?: unknown, from?: unknown): FeelDate | null {
  const day = dayOf(from, context.calendar);
  if (day === null || typeof procedure !== 'string') return null;
  return asked(() => feelDate(context.calendar.legalDeadline(procedure, day).date));
}

function asked<T>(question: () => T): T {
  try {
    return question();
  } catch (cause) {
    throw new ExpressionError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
