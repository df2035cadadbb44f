import { useState } from 'react';
import { Button, Tag } from '@carbon/react';
import { CheckmarkFilled, PauseFilled, Time, WarningFilled } from '@carbon/icons-react';
import type { CaseClockView } from '@gaita/contracts';
import { resumeClock } from '../../api/case-clock.ts';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import { Progress } from '../../shell/progress.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { ClockCounting } from './clock-counting.tsx';
import { conflictIn } from './clock-conflict.tsx';
import { ClockDialog } from './clock-dialog.tsx';
import { useClockWords } from './use-clock-words.ts';

interface CaseClockProps {
  readonly caseId: string;
  readonly institution: string;
  readonly clock: CaseClockView;
  readonly onChange: () => void;
}

const icons = { running: Time, stopped: PauseFilled, kept: CheckmarkFilled, ended: CheckmarkFilled } as const;

/** The legal clock: what is left, until when, by which law; on opening, how it is counted. */
export function CaseClock({ caseId, institution, clock, onChange }: CaseClockProps) {
  const { t, formats } = useTexts();
  const words = useClockWords();
  const [asking, setAsking] = useState<'stop' | 'extend'>();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const { over, text } = words.standing(clock);
  const total = clock.used + Math.max(0, clock.left);
  const resume = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await resumeClock(caseId, { seen: clock.version });
      onChange();
    } catch (thrown) {
      setError(thrown as Error);
      // What somebody else did meanwhile stands in the history, which comes with the clock as it is now.
      if (conflictIn(thrown)) onChange();
    }
    setBusy(false);
  };
  const stoppedSince = clock.stops.findLast(({ to }) => to === undefined)?.from;
  return (
    <section className="section case-clock" aria-labelledby="case-clock">
      <h2 id="case-clock">{t('clock.title')}</h2>
      {error && <ErrorNotice error={error} title={t('clock.failed')} focus />}
      <p className="case-clock__now">
        <Tag type={over ? 'red' : 'gray'} size="md" renderIcon={over ? WarningFilled : icons[clock.state]}>
          {text}
        </Tag>
        <span className="case-clock__until">
          {stoppedSince === undefined
            ? t('clock.until', { date: formats.day(clock.dueOn) })
            : t('clock.wouldBe', { date: formats.day(clock.dueOn) })}
        </span>
        <cite>{t('clock.source', { act: clock.act, article: clock.article })}</cite>
      </p>
      {stoppedSince !== undefined && <p>{t('clock.stoppedSince', { date: formats.day(stoppedSince) })}</p>}
      <Progress
        label={t('clock.used')}
        text={t('clock.usedOf', { used: formats.number(clock.used), total: formats.number(total) })}
        value={Math.min(clock.used, total)}
        max={Math.max(1, total)}
        size="small"
      />
      <details className="case-clock__how">
        <summary>{t('clock.how')}</summary>
        <ClockCounting clock={clock} institution={institution} />
      </details>
      <div className="case-clock__actions">
        {clock.may.stop && (
          <Button kind="tertiary" size="md" onClick={() => setAsking('stop')}>
            {t('clock.doStop')}
          </Button>
        )}
        {clock.may.resume && (
          <Button kind="tertiary" size="md" disabled={busy} onClick={() => void resume()}>
            {t('clock.doResume')}
          </Button>
        )}
        {clock.may.extend && (
          <Button kind="tertiary" size="md" onClick={() => setAsking('extend')}>
            {t('clock.doExtend')}
          </Button>
        )}
      </div>
      {asking && (
        <ClockDialog
          kind={asking}
          caseId={caseId}
          clock={clock}
          onClose={() => setAsking(undefined)}
          onDone={() => {
            setAsking(undefined);
            onChange();
          }}
        />
      )}
    </section>
  );
}
