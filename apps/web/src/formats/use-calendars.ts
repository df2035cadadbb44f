import { createCalendar } from '@gaita/calendar';
import type { Calendar } from '@gaita/calendar';
import type { InstitutionView } from '@gaita/contracts';
import { usePerson } from '../sign-in/session.tsx';

const calendars = new Map<string, Calendar>();

/** Gives the calendar of an institution by its id; of one that the reader does not belong to, that of their own. */
export function useCalendars(): (institution: string) => Calendar {
  const { institution, institutions } = usePerson();
  return (id) => calendarOf(institutions.find((each) => each.id === id) ?? institution);
}

function calendarOf({ country, zone, movedDays }: InstitutionView): Calendar {
  const key = `${country} ${zone} ${movedDays}`;
  const known = calendars.get(key) ?? createCalendar({ country, zone, movedDays });
  calendars.set(key, known);
  return known;
}
