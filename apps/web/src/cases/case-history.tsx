import { useMemo, useState } from 'react';
import { Button } from '@carbon/react';
import type { CaseActivityView } from '@gaita/contracts';
import { useRoleNames } from '../sign-in/role-names.ts';
import { PersonName } from '../sign-in/person-name.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { CaseDecision } from './case-decision.tsx';
import type { Decision } from './case-decision.tsx';
import type { Happening } from './use-happenings.ts';

const shownAtFirst = 20;
// Steps that a reader of the case follows; gateways and bodies of repetitions are drawing, not happening.
const silent = /Gateway$|^multiInstanceBody$/;

interface CaseHistoryProps {
  readonly others: readonly Happening[];
  readonly activities: readonly CaseActivityView[];
  readonly decisions: readonly Decision[];
}

/** What happened, in order: the diagram's text, with what was decided on the way. */
export function CaseHistory({ activities, decisions, others }: CaseHistoryProps) {
  const { t, formats } = useTexts();
  const roleName = useRoleNames();
  const [all, setAll] = useState(false);
  const steps = activities.filter(({ elementType }) => !silent.test(elementType));
  const lines = [
    ...steps.map((step) => ({ at: step.startedAt, step, other: undefined })),
    ...others.map((other) => ({ at: other.at, step: undefined, other })),
  ].sort((a, b) => a.at - b.at);
  const shown = all ? lines : lines.slice(-shownAtFirst);
  const made = useMemo(() => byActivity(decisions), [decisions]);
  const outcome = (step: CaseActivityView) => {
    const begun = formats.moment(step.startedAt);
    if (step.endedAt === undefined) return [begun, t('history.open')];
    if (step.outcome === 'failed') return [begun, t('history.failed')];
    if (step.outcome === 'canceled') return [begun, t('history.takenBack', { when: formats.moment(step.endedAt) })];
    if (step.outcome !== undefined && step.outcome !== 'completed') return [begun, t('history.withdrawn')];
    const ended = formats.moment(step.endedAt);
    return begun === ended ? [begun] : [begun, t('history.until', { when: ended })];
  };
  return (
    <>
      {shown.length < lines.length && (
        <Button kind="ghost" size="sm" onClick={() => setAll(true)}>
          {t('history.earlier', { count: lines.length - shown.length })}
        </Button>
      )}
      <ol className="history">
        {shown.map(({ step, other }) =>
          other ? (
            <li key={other.key} className="history__other">
              <span className="history__name">{other.title}</span>
              <span className="history__when">{[formats.moment(other.at), ...(other.by ? [other.by] : [])].join(' · ')}</span>
              {other.texts?.map((text) => (
                <p key={text} className="history__text">
                  {text}
                </p>
              ))}
            </li>
          ) : (
            <li key={step.id} className={step.endedAt === undefined ? 'history__open' : undefined}>
              <span className="history__name">{step.name ?? t('history.unnamed')}</span>
              <span className="history__when">
                {outcome(step).join(' · ')}
                {step.assignee && (
                  <>
                    {' '}
                    · <PersonName account={step.assignee} />
                    {step.roles && `, ${step.roles.map(roleName).join(', ')}`}
                  </>
                )}
                {step.undoes && ` · ${t('history.undone', { name: step.undoes.name ?? t('history.unnamed') })}`}
              </span>
              {made.get(step.id)?.map((evaluation) => (
                <CaseDecision key={evaluation[0]!.rootId} made={evaluation} />
              ))}
            </li>
          ),
        )}
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
