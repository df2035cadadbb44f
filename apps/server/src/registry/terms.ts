import type { Calendar } from '@gaita/calendar';
import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';

/** From (included) until (excluded), milliseconds; 0 and null: open. */
export interface Term {
  readonly validFrom: number;
  readonly validTo: number | null;
}

/** Days as people write them: both count. */
export interface Days {
  readonly from?: string | undefined;
  readonly to?: string | null | undefined;
}

export interface TermView {
  readonly from?: string;
  readonly to?: string;
  readonly state: 'past' | 'now' | 'future';
}

export const stateOf = ({ validFrom, validTo }: Term, now: number): TermView['state'] =>
  validTo !== null && validTo <= now ? 'past' : validFrom > now ? 'future' : 'now';

export const isNow = (term: Term, now: number): boolean => stateOf(term, now) === 'now';

export const termView = (calendar: Calendar, term: Term, now: number): TermView => ({
  ...(term.validFrom > 0 && { from: calendar.dayOf(term.validFrom) }),
  ...(term.validTo !== null && { to: calendar.dayOf(Math.max(term.validFrom, term.validTo - 1)) }),
  state: stateOf(term, now),
});

/** A term in days of the institution; without a first day from this moment on. Rejection: `invalid-request` (ends before it begins). */
export function termOf(calendar: Calendar, { from, to }: Days, now: number): Term | Rejection {
  const validFrom = from === undefined || from === calendar.dayOf(now) ? now : calendar.startOfDay(from);
  const validTo = to === undefined || to === null ? null : calendar.endOfDay(to) + 1;
  if (validTo !== null && validTo <= validFrom)
    return rejected('invalid-request', 'The last day lies before the first one.', {
      problems: [{ path: 'to', message: 'too early' }],
    });
  return { validFrom, validTo };
}

export const overlaps = (one: Term, other: Term): boolean =>
  (one.validTo === null || other.validFrom < one.validTo) && (other.validTo === null || one.validFrom < other.validTo);
