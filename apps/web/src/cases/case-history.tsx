import { useState } from 'react';
import { Button } from '@carbon/react';
import type { CaseActivityView } from '@gaita/contracts';
import { PersonName } from '../sign-in/person-name.tsx';
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
    const begun = formats.moment(step.startedAt);
    if (step.endedAt === undefined) return [begun, t('history.open')];
    if (step.outcome === 'failed') return [begun, t('history.failed')];
    if (step.outcome !== undefined && step.outcome !== 'completed') return [begun, t('history.withdrawn')];
    const ended = formats.moment(step.endedAt);
    return begun === ended ? [begun] : [begun, t('history.until', { when: ended })];
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
              {outcome(step).join(' · ')}
              {step.assignee && (
                <>
                  {' '}
                  · <PersonName account={step.assignee} />
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
