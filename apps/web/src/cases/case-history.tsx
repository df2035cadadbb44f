import { useState } from 'react';
import { Button } from '@carbon/react';
import type { CaseActivityView } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';

const shownAtFirst = 20;
// Steps that a reader of the case follows; gateways and bodies of repetitions are drawing, not happening.
const silent = /Gateway$|^multiInstanceBody$/;

/** What happened, in order: the diagram's text. */
export function CaseHistory({ activities }: { readonly activities: readonly CaseActivityView[] }) {
  const { t, formats } = useTexts();
  const [all, setAll] = useState(false);
  const steps = activities.filter(({ elementType }) => !silent.test(elementType));
  const shown = all ? steps : steps.slice(-shownAtFirst);
  const outcome = (step: CaseActivityView) => {
    if (step.endedAt === undefined) return t('history.open');
    if (step.outcome === 'completed' || step.outcome === undefined)
      return t('history.until', { when: formats.moment(step.endedAt) });
    return step.outcome === 'failed' ? t('history.failed') : t('history.withdrawn');
  };
  return (
    <>
      {shown.length < steps.length && (
        <Button kind="ghost" size="sm" onClick={() => setAll(true)}>
          {t('history.earlier', { count: steps.length - shown.length })}
        </Button>
      )}
      <ol className="history">
        {shown.map((step) => (
          <li key={step.id} className={step.endedAt === undefined ? 'history__open' : undefined}>
            <span className="history__name">{step.name ?? t('history.unnamed')}</span>
            <span className="history__when">
              {formats.moment(step.startedAt)} · {outcome(step)}
              {step.assignee && ` · ${step.assignee}`}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
