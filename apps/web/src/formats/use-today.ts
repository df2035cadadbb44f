import { usePerson } from '../sign-in/session.tsx';
import { useCalendars } from './use-calendars.ts';

/** Gives the day that it is now (YYYY-MM-DD) where the reader's institution is. */
export function useToday(): () => string {
  const { institution } = usePerson();
  const calendar = useCalendars()(institution.id);
  return () => calendar.dayOf(Date.now());
}
