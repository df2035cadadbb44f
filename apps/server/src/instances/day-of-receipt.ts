import type { Calendar, LocalDate } from '@gaita/calendar';
import { CalendarError } from '@gaita/calendar';
import type { FormFault, Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Trigger } from '@gaita/engine';
import type { Definition } from '../models/index.ts';
import type { InstanceRow } from './tables.ts';

const dayAtStart = /^\d{4}-\d{2}-\d{2}/;

/** The day that a value names: a date as forms give it, or a date and time; nothing else counts. */
export function dayOfReceipt(value: unknown, calendar: Calendar): LocalDate | undefined {
  if (typeof value !== 'string' || !dayAtStart.test(value)) return undefined;
  try {
    if (value.length === 10) return calendar.dayOf(calendar.startOfDay(value));
    const moment = Date.parse(value);
    return Number.isNaN(moment) ? undefined : calendar.dayOf(moment);
  } catch (error) {
    if (error instanceof CalendarError) return undefined;
    throw error;
  }
}

/**
 * Nothing is received before its day has come, whoever says so: a form, a start, a message, a program. Rejection: `form-invalid`
 * with the rule `future` at the variable.
 */
export function refuseReceipt(
  { model }: Pick<Definition, 'model'>,
  { id, rootInstanceId }: Pick<InstanceRow, 'id' | 'rootInstanceId'>,
  trigger: Trigger,
  calendar: Calendar,
  now: number,
): Rejection | undefined {
  const field = model.term?.received;
  if (field === undefined || id !== rootInstanceId || !('variables' in trigger)) return undefined;
  const day = dayOfReceipt(trigger.variables[field], calendar);
  if (day === undefined || day <= calendar.dayOf(now)) return undefined;
  const message = `The day of receipt, ${day}, has not come yet.`;
  const faults: FormFault[] = [{ field, rule: 'future', message }];
  return rejected('form-invalid', message, { faults });
}
