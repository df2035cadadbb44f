import { Button } from '@carbon/react';
import { CheckmarkFilled, ErrorFilled, InformationFilled, WarningAltFilled } from '@carbon/icons-react';
import type { Problem } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';

interface ProblemsPanelProps {
  /** Undefined while the model is looked at for the first time. */
  readonly problems: readonly Problem[] | undefined;
  readonly onOpen: (elementId: string) => void;
}

const icons = { error: ErrorFilled, warning: WarningAltFilled, info: InformationFilled };
const rank = { error: 0, warning: 1, info: 2 };

/** Docked under the canvas: what hinders a deployment first, each finding with a way to its element. */
export function ProblemsPanel({ problems, onOpen }: ProblemsPanelProps) {
  const { t } = useTexts();
  if (!problems) return null;
  const sorted = [...problems].sort((a, b) => rank[a.severity] - rank[b.severity]);
  const names = { error: t('problem.error'), warning: t('problem.warning'), info: t('problem.info') };
  return (
    <section className="problems" aria-labelledby="problems-title">
      <h2 id="problems-title">{problems.length === 0 ? t('problem.heading') : t('problem.title', { count: problems.length })}</h2>
      {sorted.length === 0 ? (
        <p className="problems__none">
          <CheckmarkFilled className="problems__icon problems__icon--none" /> {t('problem.none')}
        </p>
      ) : (
        <ul>
          {sorted.map((problem, at) => {
            const Icon = icons[problem.severity];
            const { elementId } = problem;
            return (
              <li key={`${problem.rule} ${elementId} ${at}`}>
                <Icon className={`problems__icon problems__icon--${problem.severity}`} />
                <div className="problems__text">
                  <p>
                    <strong>{names[problem.severity]}</strong> <span lang="en">{problem.message}</span>
                  </p>
                  {problem.advice && <p lang="en">{problem.advice}</p>}
                </div>
                {elementId && (
                  <Button
                    kind="ghost"
                    size="sm"
                    onClick={() => onOpen(elementId)}
                    aria-label={t('problem.showNamed', { element: elementId })}
                  >
                    {t('problem.show')}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
