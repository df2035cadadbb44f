import { Tag } from '@carbon/react';
import { CheckmarkFilled, PauseFilled, Time, WarningFilled } from '@carbon/icons-react';
import type { CaseClockSummary } from '@gaita/contracts';
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
      <Tag type={over ? 'red' : 'gray'} size="md" renderIcon={over ? WarningFilled : icons[clock.state]}>
        {text}
      </Tag>
      {clock.state === 'running' && <span className="due__until">{t('clock.until', { date: formats.day(clock.dueOn) })}</span>}
    </span>
  );
}
