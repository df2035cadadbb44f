import { CheckmarkFilled, PauseFilled, Time, WarningFilled } from '@carbon/icons-react';
import type { CaseClockSummary } from '@gaita/contracts';
import { TagInRow } from '../../shell/tag-in-row.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { useClockWords } from './use-clock-words.ts';

const icons = { running: Time, stopped: PauseFilled, kept: CheckmarkFilled, ended: CheckmarkFilled } as const;

/** The legal term of a case in a list; red says again that it was breached. */
export function ClockTag({ clock, institution }: { readonly clock?: CaseClockSummary; readonly institution: string }) {
  const { t, formats } = useTexts();
  const words = useClockWords();
  if (!clock) return <>–</>;
  const { over, text } = words.ofSummary(clock, institution);
  return (
    <span className="due">
      <TagInRow kind={over ? 'red' : 'gray'} icon={over ? WarningFilled : icons[clock.state]} text={text} />
      {clock.state === 'running' && <span className="due__until">{t('clock.until', { date: formats.day(clock.dueOn) })}</span>}
    </span>
  );
}
