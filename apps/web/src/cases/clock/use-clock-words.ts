import type { CaseClockSummary, CaseClockView } from '@gaita/contracts';
import { timeLeft } from '../../formats/time-left.ts';
import { useCalendars } from '../../formats/use-calendars.ts';
import { useTexts } from '../../texts/use-texts.tsx';

interface Standing {
  /** The term has passed before what the law asks for was done. */
  readonly over: boolean;
  readonly text: string;
}

type Counted = Pick<CaseClockView, 'state' | 'unit' | 'left' | 'breachedOn'>;

/** What is said about the legal term of a case, in the reader's language. */
export function useClockWords() {
  const { t } = useTexts();
  const calendarOf = useCalendars();
  const standing = ({ state, unit, left, breachedOn }: Counted): Standing => {
    if (state === 'kept') return { over: breachedOn !== undefined, text: breachedOn ? t('clock.keptLate') : t('clock.kept') };
    if (state === 'ended') return { over: breachedOn !== undefined, text: t('clock.ended') };
    if (state === 'stopped') return { over: false, text: t('clock.stopped') };
    const working = unit === 'working day';
    if (left < 0) return { over: true, text: t(working ? 'clock.overWorking' : 'clock.over', { count: -left }) };
    if (left === 0) return { over: false, text: t('clock.lastDay') };
    return { over: false, text: t(working ? 'clock.workingDaysLeft' : 'clock.daysLeft', { count: left }) };
  };
  return {
    standing,
    /** Of a list, where only the last day is known. */
    ofSummary: (clock: CaseClockSummary, institution: string): Standing => {
      const { over, count } = timeLeft(clock.dueAt, Date.now(), calendarOf(institution), clock.unit === 'working day');
      return standing({ ...clock, left: over ? -Math.max(1, count) : count });
    },
  };
}
