import { useMemo, useState } from 'react';
import { Button } from '@carbon/react';
import type { CaseActivityView } from '@gaita/contracts';
import { PersonName } from '../sign-in/person-name.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { CaseDecision } from './case-decision.tsx';
import type { Decision } from './case-decision.tsx';

const shownAtFirst = 20;
// Steps that a reader of the case follows; gateways and bodies of repetitions are drawing, not happening.
const silent = /Gateway$|^multiInstanceBody$/;

interface CaseHistoryProps {
  readonly activities: readonly CaseActivityView[];
  readonly decisions: readonly Decision[];
}

/** What happened, in order: the diagram's text, with what was decided on the way. */
export function CaseHistory({ activities, decisions }: CaseHistoryProps) {
  const { t, formats } = useTexts();
  const [all, setAll] = useState(false);
  const steps = activities.filter(({ elementType }) => !silent.test(elementType));
  const shown = all ? steps : steps.slice(-shownAtFirst);
  const made = useMemo(() => byActivity(decisions), [decisions]);
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
              {step.undoes && ` · ${t('history.undone', { name: step.undoes.name ?? t('history.unnamed') })}`}
            </span>
            {made.get(step.id)?.map((evaluation) => (
              <CaseDecision key={evaluation[0]!.rootId} made={evaluation} />
            ))}
          </li>
        ))}
      </ol>
    </>
  );
}

/** Decisions by the step that asked for them, those of one evaluation together. */
function byActivity(decisions: readonly Decision[]): ReadonlyMap<string, readonly (readonly Decision[])[]> {
  const found = new Map<string, Map<string, Decision[]>>();
  for (const decision of decisions) {
    const evaluations = found.get(decision.activityId) ?? new Map<string, Decision[]>();
    found.set(decision.activityId, evaluations);
    evaluations.set(decision.rootId, [...(evaluations.get(decision.rootId) ?? []), decision]);
  }
  return new Map([...found].map(([activity, evaluations]) => [activity, [...evaluations.values()]]));
}
