import type { CaseClockEntry } from '@gaita/contracts';
import { useTexts } from '../../texts/use-texts.tsx';

/** What happened to the clock, as lines of the case's history. */
export function useClockStory() {
  const { t, formats } = useTexts();
  return (entry: CaseClockEntry): string => {
    switch (entry.kind) {
      case 'received':
        return t('clock.e.received', { date: formats.day(entry.on) });
      case 'extended':
        return t('clock.e.extended', { date: formats.day(entry.until ?? entry.on) });
      case 'passed':
        return entry.percent === 100
          ? t('clock.e.breached')
          : t('clock.e.passed', { percent: formats.percent(entry.percent ?? 0) });
      default:
        return t(`clock.e.${entry.kind}`);
    }
  };
}
