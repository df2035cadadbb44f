import { useState } from 'react';
import { Button } from '@carbon/react';
import type { CaseDetailView } from '@gaita/contracts';
import { finishPart, startStep } from '../api/cases.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface CaseStepsProps {
  readonly caseId: string;
  readonly part: CaseDetailView['adHoc'][number];
  /** After something was done, or refused because the case has gone on meanwhile. */
  readonly onChange: () => void;
}

/** The steps of an ad-hoc part that can be started now, and its end. */
export function CaseSteps({ caseId, part, onChange }: CaseStepsProps) {
  const { t } = useTexts();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const run = async (act: () => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    try {
      await act();
    } catch (thrown) {
      setError(thrown as Error);
    }
    setBusy(false);
    onChange();
  };
  const heading = `case-part-${part.id}`;
  return (
    <section className="section" aria-labelledby={heading}>
      <h2 id={heading}>{t('case.nextSteps', { part: part.name ?? part.elementId })}</h2>
      {error && <ErrorNotice error={error} title={t('case.stepFailed')} focus />}
      {part.steps.length === 0 && <p>{t('case.noStepNow')}</p>}
      <ul className="plain-list case-steps">
        {part.steps.map(({ elementId, name }) => (
          <li key={elementId}>
            <span className="case-steps__name">{name ?? elementId}</span>
            <Button
              kind="tertiary"
              size="md"
              disabled={busy}
              aria-label={t('case.startStep', { step: name ?? elementId })}
              onClick={() => void run(() => startStep(caseId, part.id, elementId))}
            >
              {t('case.start')}
            </Button>
          </li>
        ))}
      </ul>
      {part.mayFinish && (
        <Button kind="secondary" size="md" disabled={busy} onClick={() => void run(() => finishPart(caseId, part.id))}>
          {t('case.finishPart')}
        </Button>
      )}
    </section>
  );
}
