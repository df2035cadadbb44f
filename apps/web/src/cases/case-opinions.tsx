import type { CaseDetailView, OpinionView } from '@gaita/contracts';
import { Opinion } from '../task/panels/task-opinions.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface CaseOpinionsProps {
  readonly detail: Pick<CaseDetailView, 'activities'>;
  readonly opinions: readonly OpinionView[];
}

/** Every opinion that was asked in a case; nothing where none was. */
export function CaseOpinions({ detail, opinions }: CaseOpinionsProps) {
  const { t } = useTexts();
  if (opinions.length === 0) return null;
  const names = new Map(detail.activities.map(({ elementId, name }) => [elementId, name ?? elementId]));
  return (
    <section className="section" aria-labelledby="case-opinions">
      <h2 id="case-opinions">{t('tasks.opinions')}</h2>
      <ul className="task__opinions">
        {opinions.map((opinion) => (
          <Opinion key={opinion.id} opinion={opinion} on={names.get(opinion.elementId) ?? opinion.elementId} toTask />
        ))}
      </ul>
    </section>
  );
}
