import type { Calendar, ClockAct, ClockReading, LocalDate } from '@gaita/calendar';
import { addDays, CalendarError, dayAtPart, readClock } from '@gaita/calendar';
import type { CaseClockEntryRow, CaseClockRow } from './tables.ts';

/** Parts of the term that are told of, in percent; 100 is its breach. */
export const parts = [50, 80, 100] as const;

export interface Counted {
  readonly reading: ClockReading;
  readonly row: Pick<
    CaseClockRow,
    'procedure' | 'ruleSet' | 'rule' | 'receivedOn' | 'dueOn' | 'dueAt' | 'state' | 'breachedOn' | 'nextAt'
  >;
  /** The highest part that has passed, in percent. */
  readonly passed: number;
}

/** Counts the clock of a case from its entries, in order, as it stands on a day. The same entries always give the same clock. */
export function countClock(
  calendar: Calendar,
  clock: Pick<CaseClockRow, 'procedure' | 'receivedOn' | 'rule' | 'ruleSet'>,
  entries: readonly CaseClockEntryRow[],
  now: number,
): Counted {
  const known = entries.findLast(({ kind }) => kind === 'received') ?? entries.find(({ kind }) => kind === 'opened');
  const receivedOn = known?.day ?? clock.receivedOn;
  const kept = keptRule(calendar, clock, receivedOn);
  const last = entries.find(({ kind }) => kind === 'kept' || kind === 'ended');
  const today = last?.day ?? calendar.dayOf(now);
  const reading = readClock(calendar, kept.rule, receivedOn, actsOf(entries, last), today);
  const state = last === undefined ? reading.state : last.kind === 'kept' ? 'kept' : 'ended';
  const over = reading.left < 0;
  const passed = over ? 100 : (parts.findLast((part) => part < 100 && share(reading) >= part / 100) ?? 0);
  const next = state === 'running' ? parts.find((part) => part > passed) : undefined;
  return {
    reading,
    passed,
    row: {
      procedure: clock.procedure,
      receivedOn,
      ...kept,
      dueOn: reading.due,
      dueAt: calendar.endOfDay(reading.due),
      state,
      breachedOn: over ? addDays(reading.due, 1) : null,
      nextAt: next === undefined ? null : momentOf(calendar, reading, today, next),
    },
  };
}

const share = ({ used, left }: ClockReading): number => (used + left === 0 ? 1 : used / (used + left));

function momentOf(calendar: Calendar, reading: ClockReading, today: LocalDate, part: number): number {
  if (part === 100) return calendar.endOfDay(reading.due) + 1;
  return calendar.startOfDay(dayAtPart(calendar, reading, today, part / 100));
}

/** Until the day of receipt is known otherwise a case keeps the rule set of the day on which it was opened. */
function keptRule(
  calendar: Calendar,
  { procedure, receivedOn, rule, ruleSet }: Pick<CaseClockRow, 'procedure' | 'receivedOn' | 'rule' | 'ruleSet'>,
  corrected: LocalDate,
): Pick<CaseClockRow, 'rule' | 'ruleSet'> {
  if (corrected === receivedOn) return { rule, ruleSet };
  try {
    const valid = calendar.procedure(procedure, corrected);
    return { rule: valid, ruleSet: nameOf(valid) };
  } catch (error) {
    if (error instanceof CalendarError) return { rule, ruleSet };
    throw error;
  }
}

export const nameOf = ({ country, procedure, validFrom }: CaseClockRow['rule']): string => `${country}/${procedure}/${validFrom}`;

function actsOf(entries: readonly CaseClockEntryRow[], last: CaseClockEntryRow | undefined): ClockAct[] {
  const until = last === undefined ? entries.length : entries.indexOf(last);
  return entries.slice(0, until).flatMap(({ kind, day: on, cause, until }): ClockAct[] => {
    if (kind === 'stopped' || kind === 'resumed') return [{ kind, on, by: cause ?? 'hand' }];
    return kind === 'extended' && until !== null ? [{ kind, on, until }] : [];
  });
}
